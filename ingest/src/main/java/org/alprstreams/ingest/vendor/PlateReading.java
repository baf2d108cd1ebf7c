package org.alprstreams.ingest.vendor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.schemas.plate.PlateAlignment;
import org.alprstreams.schemas.plate.PlateText;

/**
 * What a plate may say, by position. Other makers give whole texts with one score each, which is
 * neither a probability nor the weakest character's. From them:
 *
 * <ul>
 *   <li>No character of the best text is surer than the text: a covered character hides in a score,
 *       and nobody says where.
 *   <li>Each further text weighs less the lower its score: {@value #POINTS} of 100 points less is e
 *       times less. Aligned with the best text by the fewest edits, the texts share out each
 *       position. Where they disagree, the best text's character is as sure as its share, if that
 *       is less. No maker documents its scale, so the factor is an assumption.
 *   <li>The best text stays the text: an alternative is never more probable than it at any
 *       position.
 * </ul>
 *
 * @param text the best text
 * @param characters one distribution for each character
 */
public record PlateReading(PlateText text, List<CharacterReading> characters) {

  private static final int POINTS = 5;
  private static final double SCALE = POINTS / 100.0;
  private static final double NEGLIGIBLE = 0.001;
  private static final int MOST_GUESSES = 8;

  public PlateReading {
    characters = List.copyOf(characters);
    if (characters.size() != text.length()) {
      throw new IllegalArgumentException(
          text.length() + " characters came with " + characters.size() + " distributions");
    }
  }

  /**
   * A reading from whole texts.
   *
   * @param score the maker's score of the best text, 0 to 1
   * @param others further texts; the best one among them counts once
   */
  static PlateReading of(PlateText best, double score, List<Alternative> others) {
    List<Alternative> different =
        others.stream().filter(other -> !other.text().equals(best.value())).toList();
    List<Map<Character, Double>> positions = new ArrayList<>();
    for (char c : best.value().toCharArray()) {
      positions.add(new LinkedHashMap<>(Map.of(c, 1.0)));
    }
    double total = 1;
    for (Alternative other : different) {
      double weight = other.weight(score, different.size());
      total += weight;
      char[] aligned = PlateAlignment.of(best.value(), other.text());
      for (int i = 0; i < aligned.length; i++) {
        if (aligned[i] != PlateAlignment.NOTHING) {
          positions.get(i).merge(aligned[i], weight, Double::sum);
        }
      }
    }
    List<CharacterReading> characters = new ArrayList<>();
    for (int i = 0; i < best.length(); i++) {
      characters.add(distribution(best.value().charAt(i), score, positions.get(i), total));
    }
    return new PlateReading(best, characters);
  }

  /**
   * A reading from each character's own probability.
   *
   * @param probabilities as many as characters, 0 to 1
   */
  static PlateReading ofCharacters(PlateText text, List<Double> probabilities) {
    List<CharacterReading> characters = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      characters.add(
          new CharacterReading(List.of(guess(text.value().charAt(i), probabilities.get(i)))));
    }
    return new PlateReading(text, characters);
  }

  /** Probability of the weakest character, 0 to 1. */
  public double confidence() {
    return characters.stream()
        .mapToDouble(c -> c.getAlternatives().get(0).getProbability())
        .min()
        .orElseThrow();
  }

  /** Holds a plate: kept out of logs. */
  @Override
  public String toString() {
    return "PlateReading[" + text.length() + " characters]";
  }

  private static CharacterReading distribution(
      char read, double score, Map<Character, Double> weights, double total) {
    double most = Math.min(score, weights.get(read) / total);
    List<CharacterGuess> guesses = new ArrayList<>();
    guesses.add(guess(read, most));
    weights.entrySet().stream()
        .filter(weight -> weight.getKey() != read && weight.getValue() / total >= NEGLIGIBLE)
        .sorted(Map.Entry.<Character, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_GUESSES - 1)
        .map(weight -> guess(weight.getKey(), Math.min(most, weight.getValue() / total)))
        .forEach(guesses::add);
    return new CharacterReading(guesses);
  }

  private static CharacterGuess guess(char c, double probability) {
    return new CharacterGuess(String.valueOf(c), (float) probability);
  }

  /**
   * A further text.
   *
   * @param text A-Z and 0-9, of any length
   * @param score the maker's, 0 to 1, where it gives one
   */
  record Alternative(String text, Optional<Double> score) {

    /** Against 1 for the best text; without a score an even part of what the best leaves over. */
    double weight(double best, int alternatives) {
      double weight =
          score
              .map(given -> Math.exp((given - best) / SCALE))
              .orElseGet(() -> (1 - best) / Math.max(best, SCALE) / alternatives);
      return Math.min(1, weight);
    }
  }
}
