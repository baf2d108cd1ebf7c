package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.schemas.plate.PlateAlignment;

/**
 * From whole texts and their probabilities to what each position may hold.
 *
 * <p>The most probable text of a plate's length is the reading. The other texts are aligned with it
 * by the fewest edits, and each gives its probability to the characters that it has at the
 * reading's positions. A text that lacks a position, or has one more beside it, gives that position
 * nothing: what is missing from a position's sum is the probability that the position itself is
 * wrong. So the weakest character tells, too, whether the reading has the right length.
 */
final class PositionDistributions {

  private static final double NEGLIGIBLE = 0.001;
  private static final int MOST_GUESSES = 8;

  private PositionDistributions() {}

  /**
   * Works out the distributions.
   *
   * @param spellings different texts, best first, together at most 1
   * @return one entry for each position of the best text of a plate's length; nothing when there is
   *     no such text
   */
  static Optional<List<CharacterAlternatives>> of(List<Spelling> spellings) {
    return spellings.stream()
        .filter(PositionDistributions::isPlate)
        .max(Comparator.comparingDouble(Spelling::probability))
        .map(best -> around(best.text(), spellings));
  }

  private static boolean isPlate(Spelling spelling) {
    int length = spelling.text().length();
    return length >= Look.SHORTEST && length <= Look.LONGEST;
  }

  private static List<CharacterAlternatives> around(String reading, List<Spelling> spellings) {
    List<Map<Character, Double>> positions = new ArrayList<>();
    for (int i = 0; i < reading.length(); i++) {
      positions.add(new LinkedHashMap<>());
    }
    for (Spelling spelling : spellings) {
      char[] aligned = PlateAlignment.of(reading, spelling.text());
      for (int i = 0; i < aligned.length; i++) {
        if (aligned[i] != PlateAlignment.NOTHING) {
          positions.get(i).merge(aligned[i], spelling.probability(), Double::sum);
        }
      }
    }
    List<CharacterAlternatives> distributions = new ArrayList<>();
    for (int i = 0; i < reading.length(); i++) {
      distributions.add(distribution(reading.charAt(i), positions.get(i)));
    }
    return distributions;
  }

  /**
   * A position's guesses, the reading's own character first. The most probable text may hold a
   * character that is not the most probable at its place alone; the others are then cut to its
   * probability, so that the characters spell the reading.
   */
  private static CharacterAlternatives distribution(char read, Map<Character, Double> masses) {
    double most = Math.min(1, masses.getOrDefault(read, 0.0));
    List<CharacterGuess> guesses = new ArrayList<>();
    guesses.add(new CharacterGuess(read, most));
    masses.entrySet().stream()
        .filter(mass -> mass.getKey() != read && mass.getValue() >= NEGLIGIBLE)
        .sorted(Map.Entry.<Character, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_GUESSES - 1)
        .map(mass -> new CharacterGuess(mass.getKey(), Math.min(most, mass.getValue())))
        .forEach(guesses::add);
    return new CharacterAlternatives(guesses);
  }
}
