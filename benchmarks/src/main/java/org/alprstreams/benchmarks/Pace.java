package org.alprstreams.benchmarks;

import java.util.concurrent.locks.LockSupport;

/** Keeps to a schedule. */
final class Pace {

  private Pace() {}

  /**
   * Waits for a moment; one that is past is not waited for.
   *
   * @param due as {@link System#nanoTime()} gives it
   */
  static void until(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
