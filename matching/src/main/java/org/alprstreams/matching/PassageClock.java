package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by which passages go on and end: that of the latest look worked through, and what has
 * passed since.
 *
 * <p>It is not the time on the wall, since looks may wait in their topic: while a task takes over
 * from another, after its thread was held up, or because it is slower than they come. By the time
 * on the wall the passages they belong to are over before their turn comes, and they would begin
 * second ones of the same vehicles. While looks come and are worked through at once the two times
 * differ by what a look takes to get here.
 *
 * <p>Where looks may wait, this time stands still until the next of them comes: at the beginning,
 * after a stop, and after a look that is later than looks are. Where none comes for a while, none
 * waited; that look was late because of its camera, whose clock is slow or whose line is, and so
 * are the next ones.
 */
final class PassageClock {

  /**
   * How long a task that takes over may not be given looks though they wait: until its dead
   * predecessor's transaction is aborted, nobody is told where it was in the topic. That takes the
   * transaction timeout (9 s) and what the broker lets pass between two searches for overdue ones
   * (10 s unless it is told otherwise).
   */
  static final Duration SILENCE_AT_FIRST = Duration.ofSeconds(30);

  /** The same later on. Longer than any task's turn takes to come, or a fetch. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  /**
   * So much later than usual is a look that waited, or a tick of a task that was held up: ticks are
   * a quarter of this apart.
   */
  static final Duration HELD_UP = Duration.ofSeconds(1);

  /** The time of passages when it was set last, and this system's time then. */
  private Instant time = Instant.EPOCH;

  private Instant setAt;
  private Instant tickedAt;

  private boolean stands;

  /** Until when it does, unless a look comes. */
  private Instant standsUntil;

  /** From capture to here, of the latest look, and of looks that do not wait. */
  private Duration lateness = Duration.ZERO;

  private Duration usual = Duration.ZERO;

  /**
   * @param now this system's time, as the task begins to work
   */
  PassageClock(Instant now) {
    setAt = now;
    tickedAt = now;
    stand(now, SILENCE_AT_FIRST);
  }

  /**
   * A look is being worked through.
   *
   * @param capturedAt when it was taken
   * @param now this system's time
   * @return what time it is for passages
   */
  Instant looked(Instant capturedAt, Instant now) {
    Instant reached = capturedAt.isAfter(now) ? now : capturedAt;
    if (!reached.isBefore(time)) {
      lateness = Duration.between(reached, now);
      usual = lateness.compareTo(usual) < 0 ? lateness : usual;
      set(reached, now);
      if (lateness.compareTo(usual.plus(HELD_UP)) > 0) {
        stand(now, SILENCE);
      }
    }
    return at(now);
  }

  /**
   * What time it is for passages. To be asked at every tick.
   *
   * @param now this system's time
   */
  Instant tick(Instant now) {
    if (now.isAfter(tickedAt.plus(HELD_UP))) {
      set(at(tickedAt), now);
      stand(now, SILENCE);
    }
    tickedAt = now;
    if (stands && !now.isBefore(standsUntil)) {
      usual = lateness;
      set(now, now);
    }
    return at(now);
  }

  private void set(Instant to, Instant now) {
    time = to;
    setAt = now;
    stands = false;
  }

  private void stand(Instant now, Duration silence) {
    stands = true;
    standsUntil = now.plus(silence);
  }

  private Instant at(Instant now) {
    return stands || now.isBefore(setAt) ? time : time.plus(Duration.between(setAt, now));
  }
}
