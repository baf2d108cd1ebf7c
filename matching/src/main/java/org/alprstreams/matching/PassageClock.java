package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by which passages close. It is this system's, but for a task that takes over from
 * another: looks at its open passages may wait in the topic, and by the time on the wall those
 * passages are long over. Closed then, the looks that wait would begin a second passage of the same
 * vehicle. So until a task has caught up with its beginning, it is only as late as the looks say
 * that it has worked through; and it has caught up at the latest when none comes for a while.
 */
final class PassageClock {

  private final Instant beganAt;
  private final Duration silence;
  private Instant lookAt;
  private Instant reached = Instant.EPOCH;
  private boolean caughtUp;

  /**
   * @param beganAt when the task began to work
   * @param silence after which nothing waits any more
   */
  PassageClock(Instant beganAt, Duration silence) {
    this.beganAt = beganAt;
    this.silence = silence;
    this.lookAt = beganAt;
  }

  /**
   * A look was worked through.
   *
   * @param capturedAt when it was taken
   * @param now this system's time
   */
  void looked(Instant capturedAt, Instant now) {
    lookAt = now;
    if (capturedAt.isAfter(reached)) {
      reached = capturedAt;
    }
  }

  /** What time it is for passages. */
  Instant time(Instant now) {
    caughtUp = caughtUp || !reached.isBefore(beganAt) || !now.isBefore(lookAt.plus(silence));
    return caughtUp ? now : reached;
  }
}
