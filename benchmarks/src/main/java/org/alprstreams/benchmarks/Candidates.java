package org.alprstreams.benchmarks;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateCandidate;

/** Looks at invented plates, read with confidence. */
final class Candidates {

  private static final float SURE = 0.99f;

  private Candidates() {}

  /**
   * @param cropBytes size of the crop; its content is zeros
   */
  static PlateCandidate of(String plate, String cameraId, Instant capturedAt, int cropBytes) {
    String frameId = UUID.randomUUID().toString();
    return PlateCandidate.newBuilder()
        .setCandidateId(frameId + "-0")
        .setFrameId(frameId)
        .setCameraId(cameraId)
        .setCapturedAt(capturedAt)
        .setText(plate)
        .setCharacters(plate.chars().mapToObj(c -> sure((char) c)).toList())
        .setConfidence(SURE)
        .setDetectionConfidence(SURE)
        .setState(null)
        .setBox(new BoundingBox(500, 400, 120, 60))
        .setFrameWidth(1280)
        .setFrameHeight(720)
        .setPlateCrop(ByteBuffer.wrap(new byte[cropBytes]))
        .setScene(null)
        .setEngine("benchmark")
        .build();
  }

  private static CharacterReading sure(char c) {
    return new CharacterReading(List.of(new CharacterGuess(String.valueOf(c), SURE)));
  }
}
