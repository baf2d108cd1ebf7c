package org.alprstreams.retention.clock;

import java.time.Instant;

/** What may be believed of the wall clock. Safe for use by many threads. */
@FunctionalInterface
public interface ClockCheck {

  /**
   * The time that may be believed when the clock says this: the same, or an earlier one where the
   * clock is further ahead than is plausible.
   */
  Instant believed(Instant now);

  /** Whether something may be deleted because the clock says this. */
  default boolean believes(Instant now) {
    return believed(now).equals(now);
  }
}
