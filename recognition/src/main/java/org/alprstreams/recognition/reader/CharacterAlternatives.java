package org.alprstreams.recognition.reader;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one position of a plate may hold.
 *
 * @param guesses different characters, most probable first, at least one; together at most 1
 */
public record CharacterAlternatives(List<CharacterGuess> guesses) {

  /** Rounding that engines are allowed in the sum of their probabilities. */
  private static final double ROUNDING = 1e-3;

  public CharacterAlternatives {
    if (guesses.isEmpty()) {
      throw new IllegalArgumentException("A position needs at least one guess");
    }
    guesses =
        guesses.stream()
            .sorted(Comparator.comparingDouble(CharacterGuess::probability).reversed())
            .toList();
    if (guesses.stream().map(CharacterGuess::character).collect(Collectors.toSet()).size()
        < guesses.size()) {
      throw new IllegalArgumentException("A position's guesses name a character twice");
    }
    double sum = guesses.stream().mapToDouble(CharacterGuess::probability).sum();
    if (sum > 1 + ROUNDING) {
      throw new IllegalArgumentException("A position's probabilities add up to " + sum);
    }
  }

  /** The most probable guess. */
  public CharacterGuess best() {
    return guesses.get(0);
  }
}
