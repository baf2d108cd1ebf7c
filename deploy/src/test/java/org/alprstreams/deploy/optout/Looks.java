package org.alprstreams.deploy.optout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateCandidate;

/** Looks at plates, as recognition would send them. */
public final class Looks {

  private static final int PLATE_WIDTH = 100;

  private Looks() {}

  /**
   * A look.
   *
   * @param sure probability of each character, with no alternative named
   * @param mark what the images hold, so that they can be found again
   */
  public static PlateCandidate of(
      String camera, Instant at, int x, String text, double sure, String mark) {
    return of(camera, at, x, text, sure, mark, Optional.empty());
  }

  /** A look with one character that may be another. */
  static PlateCandidate of(
      String camera,
      Instant at,
      int x,
      String text,
      double sure,
      String mark,
      Optional<Doubt> doubt) {
    List<CharacterReading> characters = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      List<CharacterGuess> guesses = new ArrayList<>();
      boolean doubted = doubt.isPresent() && doubt.get().position() == i;
      guesses.add(guess(text.charAt(i), doubted ? doubt.get().sure() : sure));
      if (doubted) {
        doubt.get().alternative().ifPresent(other -> guesses.add(guess(other, 0.05 + 1e-3)));
      }
      characters.add(new CharacterReading(guesses));
    }
    String id = camera + "-" + at.toEpochMilli() + "-" + x;
    return PlateCandidate.newBuilder()
        .setCandidateId("look-" + id)
        .setFrameId("frame-" + id)
        .setCameraId(camera)
        .setCapturedAt(at)
        .setText(text)
        .setCharacters(characters)
        .setConfidence((float) sure)
        .setDetectionConfidence(0.9f)
        .setState("CA")
        .setStateConfidence(0.9f)
        .setBox(new BoundingBox(x, 500, PLATE_WIDTH, 50))
        .setFrameWidth(1920)
        .setFrameHeight(1080)
        .setPlateCrop(picture(mark))
        .setScene(picture(mark))
        .setEngine("test")
        .build();
  }

  private static CharacterGuess guess(char c, double probability) {
    return new CharacterGuess(String.valueOf(c), (float) probability);
  }

  /** Begins as a JPEG does. */
  private static ByteBuffer picture(String mark) {
    byte[] text = mark.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer picture = ByteBuffer.allocate(text.length + 200);
    picture.putShort((short) 0xFFD8).position(100);
    return picture.put(text).rewind();
  }

  /**
   * One character of which the reader is less sure.
   *
   * @param sure probability of the character that was read
   * @param alternative the other one if the reader names it, with little more than the gate asks
   */
  record Doubt(int position, double sure, Optional<Character> alternative) {}
}
