package org.alprstreams.schemas.plate;

import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;

/**
 * The texts that a plate may bear, given what was read: the text itself, and each text that differs
 * from it in one character that the reader's own confidences allow.
 *
 * <p>A substitution is allowed if its probability is at the threshold or above. The probability of
 * a character that the reader named as an alternative is the reader's. That of a character of the
 * same look-alike class which it did not name is all the probability its guesses left over, the
 * most it can be: a reader that only says "O, 0.9" has not ruled out a zero. Any other character
 * that the reader did not name is not allowed.
 *
 * <p>Two substitutions are never combined, and a position read with more than 1 − threshold allows
 * none: a plate that was read with confidence is not suppressed because it resembles another.
 *
 * <p>The opt-out rule: the gate lets no reading pass of which one of these texts is opted out, and
 * retention purges a kept read by the same measure. Safe for use by many threads.
 */
public final class LookAlikeReadings {

  private final double threshold;

  /**
   * @param threshold least probability of a substitution, above 0 and at most 1
   */
  public LookAlikeReadings(double threshold) {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "The least probability of a substitution is " + threshold + "; give 0 < p <= 1.");
    }
    this.threshold = threshold;
  }

  /**
   * All readings, the text itself first.
   *
   * @param text what was read
   * @param characters one distribution for each of its characters
   * @throws IllegalArgumentException if there is not one for each
   */
  public List<PlateText> of(PlateText text, List<CharacterReading> characters) {
    if (text.length() != characters.size()) {
      throw new IllegalArgumentException(
          "A text of "
              + text.length()
              + " characters came with "
              + characters.size()
              + " distributions; the reader must give one for each.");
    }
    // Nothing is added twice: no two substitutions give the same text.
    List<PlateText> readings = new ArrayList<>(1);
    readings.add(text);
    for (int position = 0; position < text.length(); position++) {
      String substitutes = substitutes(text.value().charAt(position), characters.get(position));
      for (int i = 0; i < substitutes.length(); i++) {
        StringBuilder changed = new StringBuilder(text.value());
        changed.setCharAt(position, substitutes.charAt(i));
        readings.add(new PlateText(changed.toString()));
      }
    }
    return readings;
  }

  /**
   * Whether every character was read with more than 1 − threshold, and so allows no substitution,
   * in its look-alike class or outside of it: a character that resembles none is not read surely by
   * that alone.
   */
  public boolean isConfident(PlateText text, List<CharacterReading> characters) {
    return of(text, characters).size() == 1
        && characters.stream().noneMatch(reading -> left(reading) >= threshold);
  }

  /** The probability that no guess accounts for, 0 to 1. */
  private static double left(CharacterReading reading) {
    double left = 1;
    for (CharacterGuess guess : reading.getAlternatives()) {
      left -= guess.getProbability();
    }
    return left;
  }

  /** The characters allowed in place of one that was read; mostly none. */
  private String substitutes(char read, CharacterReading reading) {
    String allowed = "";
    for (CharacterGuess guess : reading.getAlternatives()) {
      if (guess.getProbability() >= threshold) {
        allowed = with(allowed, read, guess.getCharacter().charAt(0));
      }
    }
    if (left(reading) >= threshold) {
      for (char c : LookAlikes.classOf(read).toCharArray()) {
        if (!isNamed(reading, c)) {
          allowed = with(allowed, read, c);
        }
      }
    }
    return allowed;
  }

  private static String with(String allowed, char read, char substitute) {
    return substitute == read || allowed.indexOf(substitute) >= 0 ? allowed : allowed + substitute;
  }

  private static boolean isNamed(CharacterReading reading, char c) {
    for (CharacterGuess guess : reading.getAlternatives()) {
      if (guess.getCharacter().charAt(0) == c) {
        return true;
      }
    }
    return false;
  }
}
