package org.alprstreams.matching.passage;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.matching.look.CharacterDistribution;
import org.alprstreams.schemas.plate.PlateText;

/**
 * One look at one plate, checked.
 *
 * @param candidate the record, without its images
 * @param text the most probable reading
 * @param characters one distribution for each character
 */
public record Look(
    PlateCandidate candidate, PlateText text, List<CharacterDistribution> characters) {

  private static final ByteBuffer NO_IMAGE = ByteBuffer.allocate(0);

  /** What stays of a picture: that there is one. */
  private static final ByteBuffer AN_IMAGE = ByteBuffer.wrap(new byte[1]);

  /**
   * Checks a record and takes its images off, which the vote does not need.
   *
   * @throws IllegalArgumentException if its text is no plate text or its distributions do not fit
   */
  public static Look of(PlateCandidate candidate) {
    PlateText text = new PlateText(candidate.getText());
    if (candidate.getCharacters().size() != text.length()) {
      throw new IllegalArgumentException(
          "A look of "
              + text.length()
              + " characters came with "
              + candidate.getCharacters().size()
              + " distributions; the reader must give one for each.");
    }
    List<CharacterDistribution> characters =
        candidate.getCharacters().stream().map(CharacterDistribution::of).toList();
    return new Look(withoutImages(candidate), text, characters);
  }

  String id() {
    return candidate.getCandidateId();
  }

  Instant capturedAt() {
    return candidate.getCapturedAt();
  }

  BoundingBox box() {
    return candidate.getBox();
  }

  /** Whether the camera sent a picture of the plate with it. */
  boolean hasPicture() {
    return candidate.getPlateCrop().hasRemaining();
  }

  /** The vehicle as the camera itself numbers it, where it follows vehicles. */
  Optional<String> track() {
    return Optional.ofNullable(candidate.getTrackId());
  }

  /** How far apart in time it was taken. */
  Duration awayFrom(Instant at) {
    return Duration.between(candidate.getCapturedAt(), at).abs();
  }

  /** Whether the camera itself says that both show one vehicle. */
  boolean isSameTrack(Look other) {
    String track = candidate.getTrackId();
    return track != null && track.equals(other.candidate.getTrackId());
  }

  /**
   * Whether this is what the camera said later about the same track: of two words equally final the
   * one of the later look. The best look of all may well be earlier than the best of the first few.
   */
  boolean isLaterWordThan(Look other) {
    return isSameTrack(other)
        && (isFinalOf(other)
            || (!other.isFinalOf(this) && capturedAt().isAfter(other.capturedAt())));
  }

  /** Whether one of both is preliminary and the other the final word on the same track. */
  boolean isPairedWith(Look other) {
    return isFinalOf(other) || other.isFinalOf(this);
  }

  private boolean isFinalOf(Look other) {
    return isSameTrack(other) && other.candidate.getPreliminary() && !candidate.getPreliminary();
  }

  /** Whether the camera itself says that the vehicle is parked. */
  boolean isParked() {
    return candidate.getParked();
  }

  /** How sure this look is of a text: the least probability it gives any of its characters. */
  double fit(PlateText voted) {
    if (voted.length() != characters.size()) {
      return 0;
    }
    double least = 1;
    for (int i = 0; i < voted.length(); i++) {
      least = Math.min(least, characters.get(i).probability(voted.value().charAt(i)));
    }
    return least;
  }

  /** A look at the same place and time that says what several looks agree on, without picture. */
  Look saying(Vote vote) {
    return of(
        PlateCandidate.newBuilder(candidate)
            .setText(vote.text().value())
            .setCharacters(vote.readings())
            .setConfidence((float) vote.confidence())
            .setState(vote.state().orElse(null))
            .setStateConfidence((float) vote.stateConfidence())
            .setPlateCrop(NO_IMAGE)
            .build());
  }

  private static PlateCandidate withoutImages(PlateCandidate candidate) {
    // Field by field: a builder made from the record would copy the images first.
    return PlateCandidate.newBuilder()
        .setCandidateId(candidate.getCandidateId())
        .setFrameId(candidate.getFrameId())
        .setCameraId(candidate.getCameraId())
        .setCapturedAt(candidate.getCapturedAt())
        .setText(candidate.getText())
        .setCharacters(candidate.getCharacters())
        .setConfidence(candidate.getConfidence())
        .setDetectionConfidence(candidate.getDetectionConfidence())
        .setState(candidate.getState())
        .setStateConfidence(candidate.getStateConfidence())
        .setBox(candidate.getBox())
        .setFrameWidth(candidate.getFrameWidth())
        .setFrameHeight(candidate.getFrameHeight())
        .setPlateCrop(candidate.getPlateCrop().hasRemaining() ? AN_IMAGE : NO_IMAGE)
        .setScene(null)
        .setEngine(candidate.getEngine())
        .setTrackId(candidate.getTrackId())
        .setPreliminary(candidate.getPreliminary())
        .setParked(candidate.getParked())
        .build();
  }
}
