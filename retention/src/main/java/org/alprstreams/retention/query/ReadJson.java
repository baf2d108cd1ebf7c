package org.alprstreams.retention.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.PlateRead;

/**
 * A read as it is answered.
 *
 * @param readId the read
 * @param revision 0 for the first publication
 * @param plate the text
 * @param state two letters, or null where unknown
 * @param stateConfidence 0 to 1
 * @param confidence probability of the weakest character, 0 to 1
 * @param characters what was seen at each position, most probable first
 * @param cameraId the camera passed
 * @param capturedAt when the best look was taken
 * @param firstSeenAt when the first look was taken
 * @param lastSeenAt when the last look was taken
 * @param looks how many looks voted
 * @param box where the plate is in the frame, pixels
 * @param engine name and version of the reader
 * @param characterConfidence probability of each character of the text, 0 to 1
 * @param image where the plate's image is; needs purpose and case number like this query
 * @param scene where the scaled-down frame is
 * @param corrections what persons corrected, oldest first
 */
record ReadJson(
    String readId,
    int revision,
    String plate,
    String state,
    float stateConfidence,
    float confidence,
    List<List<Guess>> characters,
    String cameraId,
    Instant capturedAt,
    Instant firstSeenAt,
    Instant lastSeenAt,
    int looks,
    Box box,
    String engine,
    List<Float> characterConfidence,
    String image,
    String scene,
    List<Corrected> corrections) {

  /** A person's correction, and the text before it. */
  record Corrected(String originalPlate, String correctedBy, String reason, Instant correctedAt) {}

  /** One possible character and its probability, 0 to 1. */
  record Guess(String character, float probability) {}

  /** Pixels from the top left. */
  record Box(int x, int y, int width, int height) {}

  /**
   * @param partition where the read is kept, so that its images can be found without its plate
   *     standing in their address
   */
  static ReadJson of(PlateRead read, int partition) {
    return new ReadJson(
        read.getReadId(),
        read.getRevision(),
        read.getPlateText(),
        read.getState(),
        read.getStateConfidence(),
        read.getConfidence(),
        read.getCharacters().stream()
            .map(
                position ->
                    position.getAlternatives().stream()
                        .map(guess -> new Guess(guess.getCharacter(), guess.getProbability()))
                        .toList())
            .toList(),
        read.getCameraId(),
        read.getCapturedAt(),
        read.getFirstSeenAt(),
        read.getLastSeenAt(),
        read.getLooks(),
        new Box(
            read.getBox().getX(),
            read.getBox().getY(),
            read.getBox().getWidth(),
            read.getBox().getHeight()),
        read.getEngine(),
        read.getCharacters().stream()
            .map(position -> position.getAlternatives().get(0).getProbability())
            .toList(),
        image(read, partition, "crop"),
        image(read, partition, "scene"),
        read.getCorrections().stream()
            .map(
                correction ->
                    new Corrected(
                        correction.getOriginalText(),
                        correction.getCorrectedBy(),
                        correction.getReason(),
                        correction.getCorrectedAt()))
            .toList());
  }

  Position position() {
    return new Position(capturedAt.toEpochMilli(), readId);
  }

  private static String image(PlateRead read, int partition, String part) {
    return "/reads/"
        + URLEncoder.encode(read.getReadId(), StandardCharsets.UTF_8)
        + "/image?part="
        + part
        + "&locator="
        + partition;
  }

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ReadJson[" + readId + "]";
  }
}
