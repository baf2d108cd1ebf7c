package org.alprstreams.retention.evidence;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits a moment until what was written durably has come back to this instance, so that whoever
 * wrote it finds it at the next request. Nothing depends on it: without, it is a little late.
 */
final class Visible {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Visible() {}

  static void await(BooleanSupplier seen) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!seen.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
