package org.alprstreams.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part of a process and how it is closed. */
record Closing(String name, Runnable action) {

  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  /** Orchestrators kill after 10 seconds or more; two are left for the JVM's own end. */
  private static final Duration WITHIN = Duration.ofSeconds(8);

  /** Closes all side by side; what is not done in time is interrupted and named in the log. */
  static void all(List<Closing> parts) {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "closing");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Object>> results =
          threads.invokeAll(
              parts.stream().map(part -> Executors.callable(part::run)).toList(),
              WITHIN.toMillis(),
              TimeUnit.MILLISECONDS);
      for (int i = 0; i < parts.size(); i++) {
        if (results.get(i).isCancelled()) {
          LOG.atWarn()
              .addKeyValue("part", parts.get(i).name())
              .addKeyValue("seconds", WITHIN.toSeconds())
              .log("part did not close in time");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.shutdownNow();
    }
  }

  private void run() {
    try {
      action.run();
    } catch (RuntimeException e) {
      // The others must close all the same.
      ServiceRuntime.logFailure(name, e);
    }
  }
}
