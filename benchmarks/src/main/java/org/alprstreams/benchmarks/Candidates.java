package org.alprstreams.benchmarks;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateCandidate;

/** Looks at invented plates, read with confidence. */
public final class Candidates {

  private static final float SURE = 0.96f;
  private static final float SECOND = 0.02f;

  /** Of a plate that is 100 pixels wide, about. */
  private static final int CROP_BYTES = 4096;

  private Candidates() {}

  /**
   * @param imageBytes size of crop and scene together; noise, as a JPEG is to whoever handles it.
   *     What is more than a crop has is the scene
   */
  public static PlateCandidate look(
      String plate, String cameraId, String lookId, Instant capturedAt, int imageBytes) {
    byte[] images = new byte[imageBytes];
    new Random(lookId.hashCode()).nextBytes(images);
    int crop = Math.min(imageBytes, CROP_BYTES);
    return PlateCandidate.newBuilder()
        .setCandidateId(lookId)
        .setFrameId("frame-" + lookId)
        .setCameraId(cameraId)
        .setCapturedAt(capturedAt)
        .setText(plate)
        .setCharacters(plate.chars().mapToObj(c -> reading((char) c)).toList())
        .setConfidence(SURE)
        .setDetectionConfidence(SURE)
        .setState(null)
        .setBox(new BoundingBox(500, 400, 120, 60))
        .setFrameWidth(1280)
        .setFrameHeight(720)
        .setPlateCrop(ByteBuffer.wrap(images, 0, crop).slice())
        .setScene(
            crop < imageBytes ? ByteBuffer.wrap(images, crop, imageBytes - crop).slice() : null)
        .setEngine("benchmark")
        .build();
  }

  /** As the reader gives them: with a second guess that is far behind. */
  private static CharacterReading reading(char c) {
    return new CharacterReading(
        List.of(
            new CharacterGuess(String.valueOf(c), SURE),
            new CharacterGuess(c == 'G' ? "Z" : "G", SECOND)));
  }
}
