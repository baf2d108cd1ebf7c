package org.alprstreams.matching.passage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.alprstreams.avro.SuppressionMarker;
import org.alprstreams.matching.look.CharacterDistribution;

/**
 * Where an opted-out vehicle is.
 *
 * @param stored place, time and track: all that is stored, and all there is after another process
 *     took over
 * @param shown what the vehicle's plate was read as, to tell other vehicles from it; known to this
 *     process only, in no store, and empty where it is not known
 */
record Marker(SuppressionMarker stored, List<CharacterDistribution> shown) {

  static Marker of(SuppressionMarker stored) {
    return new Marker(stored, List.of());
  }

  static Marker at(Look look, Instant now) {
    return new Marker(
        new SuppressionMarker(look.box(), look.capturedAt(), now, look.track().orElse(null)),
        look.characters());
  }

  /** Moved along with a look, which does not say better what the plate is. */
  Marker movedTo(Look look, Instant touchedAt) {
    return new Marker(
        new SuppressionMarker(look.box(), look.capturedAt(), touchedAt, stored.getTrackId()),
        shown);
  }

  Marker movedAlong(Duration leap) {
    return new Marker(
        new SuppressionMarker(
            stored.getBox(),
            stored.getSeenAt(),
            stored.getTouchedAt().plus(leap),
            stored.getTrackId()),
        shown);
  }

  /** What the plate was read as; empty where that is not known. */
  String text() {
    return shown.stream().map(c -> String.valueOf(c.best())).collect(Collectors.joining());
  }

  boolean isOfTrack(Look look) {
    return look.track().filter(track -> track.equals(stored.getTrackId())).isPresent();
  }

  /** Whether a camera that follows vehicles itself says that the look shows another one. */
  boolean isOfOtherTrack(Look look) {
    return stored.getTrackId() != null && look.track().isPresent() && !isOfTrack(look);
  }
}
