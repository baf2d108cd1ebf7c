package org.alprstreams.recognition.reader;

import java.util.List;

/**
 * One look at one plate: where it is and what each of its characters may be.
 *
 * @param box upright rectangle around the plate, in frame pixels
 * @param corners the plate as it lies in the frame
 * @param characters one entry for each position, left to right; 2 to 8
 * @param detection 0 to 1: how much the place looks like a plate, whatever it says
 * @param state issuing state as a two-letter code, or {@link #UNKNOWN_STATE}
 * @param stateProbability 0 to 1 that the state is right; 0 where it is unknown
 */
public record Look(
    Box box,
    Corners corners,
    List<CharacterAlternatives> characters,
    double detection,
    String state,
    double stateProbability) {

  /** The engine cannot tell which state issued the plate. */
  public static final String UNKNOWN_STATE = "UNKNOWN";

  /** Shortest and longest plate text of the United States (formats: personalised 2-7, others 8). */
  public static final int SHORTEST = 2;

  public static final int LONGEST = 8;

  /** A look of an engine that does not read the state. */
  public Look(Box box, Corners corners, List<CharacterAlternatives> characters, double detection) {
    this(box, corners, characters, detection, UNKNOWN_STATE, 0);
  }

  public Look {
    characters = List.copyOf(characters);
    if (characters.size() < SHORTEST || characters.size() > LONGEST) {
      throw new IllegalArgumentException(
          "A plate has %d to %d characters, got %d"
              .formatted(SHORTEST, LONGEST, characters.size()));
    }
    if (!(detection >= 0 && detection <= 1)) {
      throw new IllegalArgumentException(
          "A detection score lies between 0 and 1, got " + detection);
    }
    if (state.isBlank()) {
      throw new IllegalArgumentException("A state is a code or " + UNKNOWN_STATE);
    }
  }

  /** The most probable character of every position. */
  public String text() {
    StringBuilder text = new StringBuilder(characters.size());
    characters.forEach(position -> text.append(position.best().character()));
    return text.toString();
  }

  /**
   * Probability of the weakest character: a covered or dirty character hides in an average.
   *
   * @return 0 to 1
   */
  public double confidence() {
    return characters.stream()
        .mapToDouble(position -> position.best().probability())
        .min()
        .orElseThrow();
  }
}
