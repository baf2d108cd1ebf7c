package org.alprstreams.recognition.state;

import java.util.Locale;
import java.util.Set;

/**
 * Words that states print on their plates.
 *
 * @param letters upper-case A-Z and 0-9 without blanks, as {@link #letters} makes them
 * @param bands where the words usually stand
 * @param share of a state's plates that bear them, 0 to 1, roughly
 * @param states codes of the states that print them
 */
record Inscription(String letters, Set<Band> bands, double share, Set<String> states) {

  /** A name printed where it usually is not is this much rarer: counties are named after states. */
  private static final double ELSEWHERE = 0.02;

  Inscription {
    bands = Set.copyOf(bands);
    states = Set.copyOf(states);
    if (letters.isEmpty() || bands.isEmpty() || states.isEmpty() || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "An inscription needs letters, a place, a share above 0 up to 1 and a state, got %s %s %s"
                  .formatted(letters, bands, share)
              + " "
              + states);
    }
  }

  /** How probable it is to stand in a band of a plate of one of its states, 0 to 1. */
  double share(Band band) {
    return bands.contains(band) ? share : share * ELSEWHERE;
  }

  /** What of a text counts in comparisons: letters and digits, upper case, nothing between. */
  static String letters(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }
}
