package org.alprstreams.recognition.state;

import java.util.BitSet;
import java.util.List;

/**
 * Letters that Tesseract takes for each other on small, embossed or handwritten-looking print.
 * Upper and lower case forms are mixed, since comparisons ignore case.
 */
final class Lookalikes {

  private static final List<String> GROUPS =
      List.of(
          "O0QDCGU", "I1LTJF", "S5C8", "B8R3", "KRXA", "NHMWR", "UVYWN", "EFCA", "Z2T", "G6", "PF",
          "AEO", "SA", "LB", "LE", "CA", "YJG");

  /** Two letters, in this order, that run into the third. */
  private static final List<String> MERGED =
      List.of(
          "LIB", "LIU", "LIH", "RNM", "NIM", "INM", "RIN", "IRN", "IIN", "IIU", "ILU", "VVW", "CLD",
          "OLD", "UIM", "IAA", "RMM", "RRN", "LLU", "ILH");

  /** Characters are below this. */
  private static final int CHARACTERS = 128;

  private static final boolean[][] SIMILAR = similar();
  private static final BitSet RUN_TOGETHER = runTogether();

  private Lookalikes() {}

  /** Whether one of these upper-case letters or digits is often taken for the other. */
  static boolean similar(char a, char b) {
    return SIMILAR[a][b];
  }

  /** Whether the first two, side by side, are often taken for the third. */
  static boolean merged(char left, char right, char whole) {
    return RUN_TOGETHER.get(triple(left, right, whole));
  }

  private static boolean[][] similar() {
    boolean[][] similar = new boolean[CHARACTERS][CHARACTERS];
    for (String group : GROUPS) {
      group.chars().forEach(a -> group.chars().forEach(b -> similar[a][b] = true));
    }
    return similar;
  }

  private static BitSet runTogether() {
    BitSet triples = new BitSet();
    MERGED.forEach(m -> triples.set(triple(m.charAt(0), m.charAt(1), m.charAt(2))));
    return triples;
  }

  private static int triple(char left, char right, char whole) {
    return (left * CHARACTERS + right) * CHARACTERS + whole;
  }
}
