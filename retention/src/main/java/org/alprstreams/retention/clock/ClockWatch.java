package org.alprstreams.retention.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.alprstreams.service.health.HealthState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes the wall clock while it is no further ahead than is plausible. At start, of the newest
 * time that is known, by as long as this service may have been away. From then on, of where it was
 * at the last look and what has passed since by the monotonic clock, by as much as a clock is set
 * while it runs.
 *
 * <p>A clock that is behind deletes nothing and is believed, but what it came from is remembered:
 * when it is set ahead again, that is what counts.
 */
public final class ClockWatch implements ClockCheck {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  private final Duration longestAbsence;
  private final Duration longestJump;
  private final LongSupplier nanos;

  private boolean begun;
  private Instant latest;
  private long latestNanos;
  private Doubt doubt;

  /**
   * @param newest the newest time known from what is kept, or confirmed by somebody; without one
   *     nothing is kept yet, and the clock is believed
   * @param longestAbsence how far ahead of that the clock may be at start
   * @param longestJump how far it may be set ahead while the process runs
   * @param nanos a time that only goes forward, such as {@link System#nanoTime()}
   */
  public ClockWatch(
      Optional<Instant> newest, Duration longestAbsence, Duration longestJump, LongSupplier nanos) {
    this.longestAbsence = longestAbsence;
    this.longestJump = longestJump;
    this.nanos = nanos;
    newest.ifPresent(this::note);
  }

  @Override
  public synchronized Instant believed(Instant now) {
    Instant expected = latest == null ? now : latest.plusNanos(nanos.getAsLong() - latestNanos);
    Duration allowed = begun ? longestJump : longestAbsence;
    if (now.isAfter(expected.plus(allowed))) {
      turned(new Doubt(now, expected));
      return expected;
    }
    turned(null);
    if (!now.isBefore(expected.minus(longestJump))) {
      begun = true;
      note(now.isAfter(expected) ? now : expected);
    }
    return now;
  }

  private void note(Instant time) {
    latest = time;
    latestNanos = nanos.getAsLong();
  }

  private void turned(Doubt next) {
    boolean before = doubt != null;
    doubt = next;
    if (next != null && !before) {
      LOG.atError().addKeyValue("reason", next.message()).log("the clock is not believed");
    } else if (next == null && before) {
      LOG.atInfo().log("the clock is believed again: deletion goes on");
    }
  }

  /** Whether the clock was believed at the last look, and what to do if not. */
  public synchronized HealthState state() {
    return doubt == null ? HealthState.up() : HealthState.down(doubt.message());
  }

  /**
   * By how many seconds the clock was ahead of what was expected at the last look; 0 if believed.
   */
  public synchronized double aheadSeconds() {
    return doubt == null ? 0 : doubt.ahead().toMillis() / 1000.0;
  }

  private final class Doubt {

    private final Instant now;
    private final Instant expected;

    Doubt(Instant now, Instant expected) {
      this.now = now;
      this.expected = expected;
    }

    Duration ahead() {
      return Duration.between(expected, now);
    }

    String message() {
      return "The clock says " + now + ", " + ahead() + " after " + (begun ? jump() : absence());
    }

    private String absence() {
      return latest
          + ", the newest time known, and alpr.retention.longest-absence is "
          + longestAbsence
          + ". Nothing is deleted and nothing is taken in. Set the clock; or, if so much time has"
          + " really passed, set alpr.retention.clock-confirmed to the present time and start"
          + " again.";
    }

    private String jump() {
      return expected
          + ", which was expected: it was set ahead while this process ran, and"
          + " alpr.retention.longest-clock-jump is "
          + longestJump
          + ". Nothing is deleted and nothing is taken in. Set the clock; or, if so much time has"
          + " really passed, as while a machine sleeps, start again.";
    }
  }
}
