package org.alprstreams.service;

/** One deployable application of the pipeline, alone in a process or beside others in one. */
public interface Application extends AutoCloseable {

  /** Its name in commands, metrics and logs, such as {@code "matching"}. */
  String name();

  /**
   * Registers routes, health and metrics, and starts streams and workers. Returns without waiting
   * for them; readiness is told through health.
   *
   * @throws Exception if the application cannot run; the process then ends
   */
  void start(ServiceContext context) throws Exception;

  /** Stops within 8 seconds. Closing again, or before the start, changes nothing. */
  @Override
  void close();
}
