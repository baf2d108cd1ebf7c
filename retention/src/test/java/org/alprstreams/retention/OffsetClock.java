package org.alprstreams.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The system's clock until it is set, and goes on from there. Test support. */
final class OffsetClock extends Clock {

  private volatile Duration ahead = Duration.ZERO;

  void set(Instant instant) {
    ahead = Duration.between(Instant.now(), instant);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("This clock stays in UTC.");
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }
}
