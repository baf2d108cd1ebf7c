package org.alprstreams.retention.query;

import java.time.Duration;

/** How long a search may go on. The one who asked has gone when it ends. */
final class Patience {

  /** Entries between two looks at the clock, which costs about as much as an entry. */
  private static final int BETWEEN_LOOKS = 256;

  private final Duration deadline;
  private final long end;
  private int checks;

  private Patience(Duration deadline) {
    this.deadline = deadline;
    this.end = System.nanoTime() + deadline.toNanos();
  }

  static Patience of(Duration deadline) {
    return new Patience(deadline);
  }

  /** Called by one thread at each entry. */
  void check() {
    if (++checks % BETWEEN_LOOKS == 0 && System.nanoTime() - end > 0) {
      throw new ReadsUnavailable(
          "The search took longer than "
              + deadline
              + ": ask for a shorter span, or give more of the plate's beginning.");
    }
  }
}
