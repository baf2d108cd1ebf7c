package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

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
 *
 * <p>At the beginning nothing says which camera's clock is right. The first look may be of a slow
 * one, and the next of another then moves this time on at once, by their difference and not because
 * nothing came meanwhile. Such a leap is told, so that what is open can be moved along with it.
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

  /** The latest that it was by this system. */
  private Instant latest;

  private boolean stands;

  /** Until when it does, unless a look comes. */
  private Instant standsUntil;

  /** Whether no look has come on time yet, nor a silence passed. */
  private boolean begins = true;

  /** Told by how much this time leaps. */
  private final Consumer<Duration> leaps;

  /** From capture to here, of the latest look, and of looks that do not wait. */
  private Duration lateness = Duration.ZERO;

  private Duration usual = Duration.ZERO;

  /**
   * @param now this system's time, as the task begins to work
   * @param leaps told by how much this time leaps, on or back, where that says nothing of how long
   *     ago something was
   */
  PassageClock(Instant now, Consumer<Duration> leaps) {
    this.leaps = leaps;
    setAt = now;
    tickedAt = now;
    latest = now;
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
    followSystem(now);
    Instant reached = capturedAt.isAfter(now) ? now : capturedAt;
    if (!reached.isBefore(time)) {
      leapAtFirst(reached, now);
      lateness = Duration.between(reached, now);
      usual = lateness.compareTo(usual) < 0 ? lateness : usual;
      set(reached, now);
      if (lateness.compareTo(usual.plus(HELD_UP)) > 0) {
        stand(now, SILENCE);
      } else {
        begins = false;
      }
    }
    return at(now);
  }

  /** A look later than the last by more than has passed since is of a clock less slow. */
  private void leapAtFirst(Instant reached, Instant now) {
    Instant expected = time.plus(Duration.between(setAt, now));
    if (begins && !time.equals(Instant.EPOCH) && reached.isAfter(expected.plus(HELD_UP))) {
      leaps.accept(Duration.between(expected, reached));
    }
  }

  /**
   * What time it is for passages. To be asked at every tick.
   *
   * @param now this system's time
   */
  Instant tick(Instant now) {
    followSystem(now);
    if (now.isAfter(tickedAt.plus(HELD_UP))) {
      set(at(tickedAt), now);
      stand(now, SILENCE);
    }
    tickedAt = now;
    if (stands && !now.isBefore(standsUntil)) {
      usual = lateness;
      begins = false;
      set(now, now);
    }
    return at(now);
  }

  /**
   * Where this system's clock is set back, what was noted by it goes back as well, and this time if
   * it would be ahead: it would stand still until the clock is again where it was.
   */
  private void followSystem(Instant now) {
    if (!now.isBefore(latest.minus(HELD_UP))) {
      latest = now.isAfter(latest) ? now : latest;
      return;
    }
    Duration back = Duration.between(latest, now);
    setAt = setAt.plus(back);
    tickedAt = tickedAt.plus(back);
    standsUntil = standsUntil.plus(back);
    latest = now;
    Instant ahead = at(now);
    if (ahead.isAfter(now)) {
      leaps.accept(Duration.between(ahead, now));
      time = now;
      setAt = now;
    }
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
