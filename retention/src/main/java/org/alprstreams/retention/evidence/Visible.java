package org.alprstreams.retention.evidence;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits a moment until what was written durably has come back to this instance, so that whoever
 * wrote it finds it at the next request.
 */
final class Visible {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Visible() {}

  /** Where nothing depends on it: without, it is a little late. */
  static void await(BooleanSupplier seen) {
    await(seen, System.nanoTime() + PATIENCE.toNanos());
  }

  /**
   * @param end how long to wait, an instant of {@link System#nanoTime}
   * @return whether it has come back
   */
  static boolean await(BooleanSupplier seen, long end) {
    while (!seen.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
