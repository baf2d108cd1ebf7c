package org.alprstreams.ingest.frame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.ingest.image.Refusal;

/**
 * When a picture may have been taken: within [now − {@code past}, now + {@code future}], both ends
 * included. One record dated ahead keeps its neighbours in the broker's log past their day, and
 * makes windowed stores drop what is younger than it; so neither gets in.
 *
 * @param past not negative
 * @param future not negative
 * @param clock the time now
 */
public record CaptureWindow(Duration past, Duration future, Clock clock) {

  public CaptureWindow {
    if (past.isNegative() || future.isNegative()) {
      throw new IllegalArgumentException(
          "A capture window reaches "
              + past
              + " back and "
              + future
              + " ahead; neither is negative");
    }
  }

  /** The refusal for a capture time outside the window. */
  public Optional<Outcome.Refused> check(Instant capturedAt) {
    Instant now = clock.instant();
    if (capturedAt.isAfter(now.plus(future))) {
      return Optional.of(
          new Outcome.Refused(
              Refusal.CAPTURED_IN_FUTURE,
              "Captured at "
                  + capturedAt
                  + ", more than "
                  + future
                  + " ahead of "
                  + now
                  + "; set the camera's clock (NTP)"));
    }
    if (capturedAt.isBefore(now.minus(past))) {
      return Optional.of(
          new Outcome.Refused(
              Refusal.CAPTURED_TOO_EARLY,
              "Captured at "
                  + capturedAt
                  + ", more than "
                  + past
                  + " before "
                  + now
                  + "; set the camera's clock (NTP), or import old pictures with the time of import"));
    }
    return Optional.empty();
  }
}
