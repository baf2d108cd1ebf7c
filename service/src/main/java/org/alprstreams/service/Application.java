package org.alprstreams.service;

import java.util.Set;

/**
 * One deployable application: ingest, recognition, matching, retention or console.
 *
 * <p>Several run in one JVM in standalone, one in a process on a cluster; they cannot tell which.
 */
public interface Application extends AutoCloseable {

  /** The name that commands, logs, metrics and health use, such as {@code "matching"}. */
  String name();

  /**
   * The {@code @ConfigMapping} interfaces this application reads, so that all settings are
   * validated before anything starts and an unknown key is refused.
   */
  default Set<Class<?>> settings() {
    return Set.of();
  }

  /**
   * Registers routes and health and starts topologies through the context. Must not block: the HTTP
   * server opens only when every application's {@code start} has returned.
   *
   * @throws Exception if it cannot start; the process then ends with {@link ExitCode#FAILURE}
   */
  void start(ServiceContext context) throws Exception;

  /**
   * Ends what {@link #start} began, within 8 seconds. May be called twice, and before start has
   * finished. Topologies started through the context are closed by the runtime anyway.
   */
  @Override
  void close();
}
