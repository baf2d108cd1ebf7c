package org.alprstreams.recognition;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.Jpegs;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.reader.Engine;
import org.alprstreams.recognition.reader.Look;

/** Turns looks into the records that leave the application. */
final class Candidates {

  private final Engine engine;
  private final int sceneWidth;

  /**
   * Sets what all candidates share.
   *
   * @param engine who read
   * @param sceneWidth pixels of width of the scene image; 0 for none
   */
  Candidates(Engine engine, int sceneWidth) {
    this.engine = engine;
    this.sceneWidth = sceneWidth;
  }

  /** One candidate for each look, in the order of the looks. */
  List<PlateCandidate> of(Frame frame, FrameImage image, List<Look> looks) {
    if (looks.isEmpty()) {
      return List.of();
    }
    byte[] scene = sceneWidth == 0 ? null : Jpegs.scene(image, sceneWidth);
    List<PlateCandidate> candidates = new ArrayList<>(looks.size());
    for (int index = 0; index < looks.size(); index++) {
      candidates.add(candidate(frame, image, looks.get(index), index, scene));
    }
    return candidates;
  }

  private PlateCandidate candidate(
      Frame frame, FrameImage image, Look look, int index, byte[] scene) {
    boolean stateKnown = !look.state().equals(Look.UNKNOWN_STATE);
    return PlateCandidate.newBuilder()
        .setCandidateId(frame.getFrameId() + "-" + index)
        .setFrameId(frame.getFrameId())
        .setCameraId(frame.getCameraId())
        .setCapturedAt(frame.getCapturedAt())
        .setText(look.text())
        .setCharacters(look.characters().stream().map(Candidates::reading).toList())
        .setConfidence((float) look.confidence())
        .setDetectionConfidence((float) look.detection())
        .setState(stateKnown ? look.state() : null)
        .setStateConfidence((float) look.stateProbability())
        .setBox(
            new BoundingBox(
                look.box().x(), look.box().y(), look.box().width(), look.box().height()))
        .setFrameWidth(image.width())
        .setFrameHeight(image.height())
        .setPlateCrop(ByteBuffer.wrap(Jpegs.crop(image, look.box())))
        .setScene(scene == null ? null : ByteBuffer.wrap(scene))
        .setEngine(engine.name() + " " + engine.version())
        .build();
  }

  private static CharacterReading reading(CharacterAlternatives position) {
    return new CharacterReading(position.guesses().stream().map(Candidates::guess).toList());
  }

  private static org.alprstreams.avro.CharacterGuess guess(CharacterGuess guess) {
    return new org.alprstreams.avro.CharacterGuess(
        String.valueOf(guess.character()), (float) guess.probability());
  }
}
