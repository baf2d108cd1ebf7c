package org.alprstreams.recognition.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.CharacterGuess;
import org.alprstreams.recognition.serial.Serials;

/**
 * Weighs what the engine saw with what states issue: where it wavers between S and 5, a place that
 * is a digit in most serials of that length tells. Only weights change: a character that the engine
 * neither saw nor is known to confuse never appears, and a text that fits no serial stays possible.
 *
 * <p>The result is the posterior of a mixture: one component for each pattern of serials, one for
 * texts that follow none, such as personalised plates.
 */
final class SerialSyntax {

  /** Share of plates whose text follows none of the patterns. */
  private static final double FREE = 0.3;

  /** How much rarer I, O and Q are than other letters in serials: most states leave them out. */
  private static final double AVOIDED_LETTER = 0.1;

  private static final int LETTERS = 26;
  private static final int DIGITS = 10;
  private static final int ALPHABET = LETTERS + DIGITS;
  private static final double NEGLIGIBLE = 0.002;
  private static final int MOST_GUESSES = 8;

  /**
   * How probable it is that the engine takes the second for the first on a plate: it learned on
   * book print, where an open 4 or a slim 0 does not occur.
   */
  private static final Map<Character, Map<Character, Double>> CONFUSED =
      Map.ofEntries(
          Map.entry('O', Map.of('0', 1.0, 'D', 0.05, 'Q', 0.05)),
          Map.entry('0', Map.of('O', 1.0, 'D', 0.05, 'Q', 0.05)),
          Map.entry('Q', Map.of('0', 0.3, 'O', 0.3)),
          Map.entry('D', Map.of('0', 0.05, 'O', 0.05)),
          Map.entry('I', Map.of('1', 0.7, 'J', 0.05, 'T', 0.03)),
          Map.entry('1', Map.of('I', 0.2)),
          Map.entry('S', Map.of('5', 0.2)),
          Map.entry('5', Map.of('S', 0.1)),
          Map.entry('B', Map.of('8', 0.2)),
          Map.entry('8', Map.of('B', 0.1)),
          Map.entry('Z', Map.of('2', 0.2, '7', 0.03)),
          Map.entry('2', Map.of('Z', 0.1)),
          Map.entry('G', Map.of('6', 0.2, 'C', 0.05)),
          Map.entry('6', Map.of('G', 0.1)),
          Map.entry('A', Map.of('4', 0.15)),
          Map.entry('4', Map.of('A', 0.05)),
          Map.entry('L', Map.of('4', 0.1, '1', 0.02)),
          Map.entry('T', Map.of('7', 0.05, '1', 0.02)),
          Map.entry('E', Map.of('6', 0.02)));

  private SerialSyntax() {}

  /** Weighs a reading. Every position keeps the probability that the engine gave it in all. */
  static List<CharacterAlternatives> weigh(List<CharacterAlternatives> reading) {
    List<Map<Character, Double>> seen = reading.stream().map(SerialSyntax::withConfused).toList();
    List<Component> components = new ArrayList<>();
    components.add(component(seen, "*".repeat(reading.size()), FREE));
    Serials.patterns(reading.size())
        .forEach((pattern, share) -> components.add(component(seen, pattern, (1 - FREE) * share)));
    double total = components.stream().mapToDouble(Component::weight).sum();
    return IntStream.range(0, reading.size())
        .mapToObj(i -> position(reading.get(i), i, components, total))
        .toList();
  }

  private static CharacterAlternatives position(
      CharacterAlternatives before, int i, List<Component> components, double total) {
    double mass = before.guesses().stream().mapToDouble(CharacterGuess::probability).sum();
    Map<Character, Double> after = new LinkedHashMap<>();
    for (Component component : components) {
      component
          .positions()
          .get(i)
          .forEach((c, p) -> after.merge(c, p * component.weight() / total, Double::sum));
    }
    List<CharacterGuess> guesses =
        after.entrySet().stream()
            .filter(guess -> guess.getValue() > NEGLIGIBLE)
            .sorted(Map.Entry.<Character, Double>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST_GUESSES)
            .map(guess -> new CharacterGuess(guess.getKey(), Math.min(1, guess.getValue() * mass)))
            .toList();
    return guesses.isEmpty() ? before : new CharacterAlternatives(guesses);
  }

  private static Component component(
      List<Map<Character, Double>> seen, String pattern, double prior) {
    double weight = prior;
    List<Map<Character, Double>> positions = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      char place = pattern.charAt(i);
      Map<Character, Double> fitting = new LinkedHashMap<>();
      seen.get(i).forEach((c, p) -> fitting.put(c, p * ALPHABET * frequency(c, place)));
      double sum = fitting.values().stream().mapToDouble(Double::doubleValue).sum();
      weight *= sum;
      if (sum > 0) {
        fitting.replaceAll((c, p) -> p / sum);
      }
      positions.add(fitting);
    }
    return new Component(weight, positions);
  }

  /** How often a character stands at a place of a pattern, 0 to 1. */
  private static double frequency(char c, char place) {
    boolean digit = c <= '9';
    boolean avoided = c == 'I' || c == 'O' || c == 'Q';
    return switch (place) {
      case Serials.DIGIT -> digit ? 1.0 / DIGITS : 0;
      case Serials.LETTER -> digit ? 0 : (avoided ? AVOIDED_LETTER : 1.0) / LETTERS;
      default -> (avoided ? AVOIDED_LETTER : 1.0) / ALPHABET;
    };
  }

  /** What the engine saw and what it may have mistaken for it, summing to 1. */
  private static Map<Character, Double> withConfused(CharacterAlternatives position) {
    Map<Character, Double> seen = new LinkedHashMap<>();
    for (CharacterGuess guess : position.guesses()) {
      // A guess without probability still tells that the engine considered it.
      double probability = Math.max(guess.probability(), NEGLIGIBLE);
      seen.merge(guess.character(), probability, Math::max);
      CONFUSED
          .getOrDefault(guess.character(), Map.of())
          .forEach((c, share) -> seen.merge(c, probability * share, Math::max));
    }
    double sum = seen.values().stream().mapToDouble(Double::doubleValue).sum();
    seen.replaceAll((c, p) -> p / sum);
    return seen;
  }

  private record Component(double weight, List<Map<Character, Double>> positions) {}
}
