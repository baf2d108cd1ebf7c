package org.alprstreams.recognition.serial;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Patterns of the serials that states issue to passenger vehicles, by rough share of the plates on
 * roads. The reader's training draws its texts from the same table (texts.py).
 */
public final class Serials {

  /** Stands for a letter. */
  public static final char LETTER = 'A';

  /** Stands for a digit. */
  public static final char DIGIT = '9';

  private static final Map<String, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry("9AAA999", 12.0), // California
          Map.entry("AAA9999", 15.0), // Texas, New York, Pennsylvania, Ohio, Georgia and others
          Map.entry("AAA999", 16.0),
          Map.entry("999AAA", 14.0), // Colorado, Louisiana, Minnesota, Oregon, Iowa and others
          Map.entry("AA99999", 4.0), // Illinois, Connecticut
          Map.entry("AA9999", 4.0),
          Map.entry("AAAA99", 3.0),
          Map.entry("AAA99A", 3.0), // New Jersey, Florida
          Map.entry("AA9A9A", 5.0),
          Map.entry("AAA9A9", 1.0),
          Map.entry("A99AAA", 2.0), // New Jersey
          Map.entry("9999AA", 3.0),
          Map.entry("99AA99", 2.0),
          Map.entry("9AA9999", 2.0), // Maryland
          Map.entry("AAAA999", 1.0),
          Map.entry("999AAAA", 1.0),
          Map.entry("A999AA", 2.0),
          Map.entry("999999", 4.0), // Delaware, Rhode Island, low numbers
          Map.entry("9999999", 2.0), // Illinois, New Hampshire
          Map.entry("A99999", 3.0),
          Map.entry("A999999", 3.0), // Illinois
          Map.entry("999A99", 1.0),
          Map.entry("9999A9", 1.0),
          Map.entry("9A9999", 1.0),
          Map.entry("9A99999", 2.0),
          Map.entry("9A9999A", 1.0), // Alabama
          Map.entry("99A9999", 2.0),
          Map.entry("99A999A", 1.0),
          Map.entry("99999", 3.0),
          Map.entry("9999", 2.0),
          Map.entry("9999A", 2.0),
          Map.entry("99999A", 2.0),
          Map.entry("A9999", 2.0),
          Map.entry("AA999", 3.0),
          Map.entry("AA99", 1.0),
          Map.entry("A999", 1.0),
          Map.entry("99AAA", 1.0),
          Map.entry("AAA99", 1.0),
          Map.entry("999AA", 1.0),
          Map.entry("99AAA9", 1.0),
          Map.entry("999AA9", 1.0),
          Map.entry("9AA999", 2.0),
          Map.entry("9AAA99", 2.0),
          Map.entry("AA9A999", 1.0),
          Map.entry("AA99AA", 1.0),
          Map.entry("A9A999", 1.0),
          Map.entry("A99A99", 1.0),
          Map.entry("9A999", 1.0),
          Map.entry("9AAAA", 0.5),
          Map.entry("A9999A", 1.0),
          Map.entry("A999A9", 0.5),
          Map.entry("99A999", 1.0),
          Map.entry("99999999", 0.3));

  private static final double TOTAL =
      WEIGHTS.values().stream().mapToDouble(Double::doubleValue).sum();

  /** I, O and Q are rare: several states leave them out. */
  private static final Map<Character, Double> RARE = Map.of('I', 0.45, 'O', 0.45, 'Q', 0.6);

  private static final double LETTERS = 23 + 0.45 + 0.45 + 0.6;
  private static final double DIGITS = 10;

  private Serials() {}

  /**
   * The pattern of a text.
   *
   * @param text A–Z and 0–9
   * @return {@link #LETTER} for each letter, {@link #DIGIT} for each digit
   */
  public static String pattern(String text) {
    StringBuilder pattern = new StringBuilder(text.length());
    text.chars().forEach(c -> pattern.append(c <= '9' ? DIGIT : LETTER));
    return pattern.toString();
  }

  /**
   * The patterns of one length.
   *
   * @param length in characters
   * @return patterns as from {@link #pattern} with their shares among serials of that length,
   *     together 1; empty when no state issues serials of that length
   */
  public static Map<String, Double> patterns(int length) {
    Map<String, Double> patterns = new LinkedHashMap<>();
    WEIGHTS.keySet().stream()
        .filter(pattern -> pattern.length() == length)
        .sorted()
        .forEach(pattern -> patterns.put(pattern, WEIGHTS.get(pattern)));
    double total = patterns.values().stream().mapToDouble(Double::doubleValue).sum();
    patterns.replaceAll((pattern, weight) -> weight / total);
    return patterns;
  }

  /**
   * How common a pattern is among serials.
   *
   * @param pattern as from {@link #pattern}
   * @return 0 (no state issues it) to 1; all patterns together 1
   */
  public static double share(String pattern) {
    return WEIGHTS.getOrDefault(pattern, 0.0) / TOTAL;
  }

  /**
   * How probable it is that a serial is this very text.
   *
   * @param text A–Z and 0–9
   * @return 0 (no state issues its pattern) to 1; all texts together 1
   */
  public static double probability(String text) {
    double probability = share(pattern(text));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      probability *= c <= '9' ? 1 / DIGITS : RARE.getOrDefault(c, 1.0) / LETTERS;
    }
    return probability;
  }

  /** Whether some state issues serials of this text's pattern. */
  public static boolean isIssued(String text) {
    return WEIGHTS.containsKey(pattern(text));
  }
}
