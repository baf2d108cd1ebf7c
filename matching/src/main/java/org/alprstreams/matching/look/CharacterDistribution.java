package org.alprstreams.matching.look;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;

/**
 * Probabilities of all 36 plate characters at one position. What the reader's guesses leave over is
 * spread evenly over the characters it did not name: a guess of 0.9 alone says nothing about which
 * other character it might be.
 */
public final class CharacterDistribution {

  private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private static final List<String> NAMES = List.of(CHARACTERS.split(""));

  /**
   * Least probability of any character. Readers give 1.0 too easily; without a floor one such look
   * could never be outvoted.
   */
  private static final double FLOOR = 0.0002;

  /** Guesses less probable than this are not written into a read. */
  private static final double WORTH_KEEPING = 0.005;

  private static final int MOST_GUESSES = 5;

  private final double[] probabilities;
  private final int best;

  /** What follows is asked for again and again while a passage is open; made when first asked. */
  private CharacterReading reading;

  private double[] logarithms;

  private CharacterDistribution(double[] probabilities) {
    this.probabilities = probabilities;
    this.best = indexOfHighest(probabilities);
  }

  /** The distribution that a reader gave. */
  public static CharacterDistribution of(CharacterReading reading) {
    double[] given = new double[CHARACTERS.length()];
    Arrays.fill(given, Double.NaN);
    double sum = 0;
    int named = 0;
    for (CharacterGuess guess : reading.getAlternatives()) {
      int index = index(guess.getCharacter());
      if (Double.isNaN(given[index])) {
        given[index] = guess.getProbability();
        sum += guess.getProbability();
        named++;
      }
    }
    double share = Math.max(0, 1 - sum) / Math.max(1, given.length - named);
    for (int i = 0; i < given.length; i++) {
      given[i] = Math.max(FLOOR, Double.isNaN(given[i]) ? share : given[i]);
    }
    return new CharacterDistribution(normalised(given));
  }

  /**
   * What several looks at the same position say together: the product of their distributions, each
   * to the power of 1/√n. Looks of one vehicle share their light and their dirt, so n of them count
   * as √n independent ones; one look stays what it was.
   *
   * <p>n is their effective number (Kish 1965), each weighing as much as it prefers its best
   * character to its second: a look that can hardly tell counts for hardly one, so that a hundred
   * of those do not make a clear one doubtful.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static CharacterDistribution combine(List<CharacterDistribution> looks) {
    if (looks.isEmpty()) {
      throw new IllegalArgumentException("There is nothing to combine: give at least one look.");
    }
    double weight = 1 / Math.sqrt(effectiveNumber(looks));
    double[] combined = new double[CHARACTERS.length()];
    for (CharacterDistribution look : looks) {
      double[] logarithms = look.logarithms();
      for (int i = 0; i < combined.length; i++) {
        combined[i] += weight * logarithms[i];
      }
    }
    double highest = combined[indexOfHighest(combined)];
    return new CharacterDistribution(
        normalised(each(combined, logarithm -> Math.exp(logarithm - highest))));
  }

  private double[] logarithms() {
    if (logarithms == null) {
      logarithms = each(probabilities, Math::log);
    }
    return logarithms;
  }

  /** Few values are worked out: the characters that no guess names have one in common. */
  private static double[] each(double[] values, DoubleUnaryOperator function) {
    double[] results = new double[values.length];
    double known = Double.NaN;
    double result = Double.NaN;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != known) {
        known = values[i];
        result = function.applyAsDouble(known);
      }
      results[i] = result;
    }
    return results;
  }

  private static double effectiveNumber(List<CharacterDistribution> looks) {
    double sum = 0;
    double squares = 0;
    for (CharacterDistribution look : looks) {
      double preference = look.preference();
      sum += preference;
      squares += preference * preference;
    }
    return squares > 0 ? sum * sum / squares : looks.size();
  }

  /** How much the best character is preferred to the second: the logarithm of their odds. */
  private double preference() {
    double[] logarithms = logarithms();
    double second = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logarithms.length; i++) {
      if (i != best) {
        second = Math.max(second, logarithms[i]);
      }
    }
    return logarithms[best] - second;
  }

  /** Probability of a character, 0 to 1. */
  public double probability(char c) {
    return probabilities[index(c)];
  }

  /** The most probable character; of equals the first, digits before letters. */
  public char best() {
    return CHARACTERS.charAt(best);
  }

  /** What two distributions have in common: 1 where they are equal, near 0 where they differ. */
  public double overlap(CharacterDistribution other) {
    double common = 0;
    for (int i = 0; i < probabilities.length; i++) {
      common += Math.min(probabilities[i], other.probabilities[i]);
    }
    return common;
  }

  /** As a record: at most {@value #MOST_GUESSES} guesses, the most probable first. */
  public CharacterReading toReading() {
    if (reading == null) {
      reading = new CharacterReading(guesses());
    }
    return reading;
  }

  private List<CharacterGuess> guesses() {
    List<CharacterGuess> guesses = new ArrayList<>(MOST_GUESSES);
    double[] left = probabilities.clone();
    int next = best;
    while (guesses.size() < MOST_GUESSES && left[next] >= WORTH_KEEPING) {
      guesses.add(new CharacterGuess(NAMES.get(next), (float) left[next]));
      left[next] = 0;
      next = indexOfHighest(left);
    }
    return List.copyOf(guesses);
  }

  /** In place. */
  private static double[] normalised(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static int indexOfHighest(double[] values) {
    int highest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[highest]) {
        highest = i;
      }
    }
    return highest;
  }

  private static int index(String character) {
    if (character.length() != 1) {
      throw new IllegalArgumentException(
          "A guess names one character; this one has " + character.length() + ".");
    }
    return index(character.charAt(0));
  }

  private static int index(char c) {
    int index = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
    if (index < 0) {
      throw new IllegalArgumentException(
          "A plate character is one of A-Z or 0-9; this one has the code " + (int) c + ".");
    }
    return index;
  }
}
