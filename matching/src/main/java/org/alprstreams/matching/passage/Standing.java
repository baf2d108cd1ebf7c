package org.alprstreams.matching.passage;

import java.time.Duration;
import java.time.Instant;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.StandingPlace;

/**
 * Where a vehicle is, and since when it has kept that place.
 *
 * @param box its plate there, as it was first seen; what overlaps it is the same place, since boxes
 *     shake
 * @param since when that first look was taken
 */
record Standing(BoundingBox box, Instant since) {

  /** From how long a vehicle counts as standing: one that only waits for a gap drives on sooner. */
  private static final Duration STANDS = Duration.ofSeconds(5);

  static Standing of(Look look) {
    return new Standing(look.box(), look.capturedAt());
  }

  static Standing of(StandingPlace state) {
    return new Standing(state.getBox(), state.getSince());
  }

  StandingPlace toState() {
    return new StandingPlace(box, since);
  }

  /** Where the vehicle is after a later look. */
  Standing then(Look look) {
    return holds(look) ? this : of(look);
  }

  /** Whether a look is at this place. */
  boolean holds(Look look) {
    return Place.isSame(box, look.box());
  }

  /** Whether the vehicle had stood here for a while at that time. */
  boolean isStanding(Instant at) {
    return Duration.between(since, at).compareTo(STANDS) >= 0;
  }
}
