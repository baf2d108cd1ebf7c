package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by which passages close. It is this system's, but for a task that takes over from
 * another, or was held up: looks at its open passages wait in the topic, and by the time on the
 * wall those passages are long over. Closed then, the looks that wait would begin a second passage
 * of the same vehicle. So until a task has worked through what waited, it is only as late as its
 * looks say. Where none comes for a while, none waited.
 */
final class PassageClock {

  /** Longer than any task's turn takes to come: its thread has others to see to. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  /** Between two ticks of a task that is not held up there is a quarter of this. */
  static final Duration HELD_UP = Duration.ofSeconds(1);

  private Instant beganAt;
  private Instant tickedAt;
  private Instant lookAt;
  private Instant reached = Instant.EPOCH;
  private boolean caughtUp;

  /**
   * @param now this system's time, as the task begins to work
   */
  PassageClock(Instant now) {
    begin(now);
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

  /**
   * What time it is for passages. To be asked at every tick.
   *
   * @param now this system's time
   */
  Instant tick(Instant now) {
    if (now.isAfter(tickedAt.plus(HELD_UP))) {
      begin(now);
    }
    tickedAt = now;
    caughtUp = caughtUp || !reached.isBefore(beganAt) || !now.isBefore(lookAt.plus(SILENCE));
    return caughtUp ? now : reached;
  }

  private void begin(Instant now) {
    beganAt = now;
    tickedAt = now;
    lookAt = now;
    caughtUp = false;
  }
}
