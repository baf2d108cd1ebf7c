package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for records that were sent, each time with a limit and a worded failure. */
public final class Writes {

  private Writes() {}

  /**
   * Returns when all are written.
   *
   * @param action what they are, as in {@code "write receipts"}
   * @param timeout for each
   * @throws BrokerException if one is not
   */
  public static void await(String action, Collection<? extends Future<?>> sent, Duration timeout) {
    try {
      for (Future<?> each : sent) {
        each.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException e) {
      throw BrokerException.refused(action, e.getCause());
    } catch (TimeoutException e) {
      throw BrokerException.late(action, timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw BrokerException.interrupted(action, e);
    }
  }
}
