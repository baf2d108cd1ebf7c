package org.alprstreams.ingest.vendor;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * When a picture was taken, as its camera says.
 *
 * @param at the time
 * @param assumption what had to be assumed to know it and what to do where that was wrong, as a
 *     sentence for the sender
 */
public record CaptureTime(Instant at, Optional<String> assumption) {

  public CaptureTime {
    Objects.requireNonNull(at, "at");
  }

  /** A time that says all there is to know. */
  static CaptureTime of(Instant at) {
    return new CaptureTime(at, Optional.empty());
  }
}
