package org.alprstreams.schemas.plate;

import java.util.Arrays;

/**
 * Which characters of a text stand at another text's positions, by the fewest edits: how the
 * several texts that a reader took a plate for become what each position may hold.
 */
public final class PlateAlignment {

  /** The other text says nothing certain about this position. */
  public static final char NOTHING = 0;

  private PlateAlignment() {}

  /**
   * Aligns a text with a reading.
   *
   * @param reading whose positions are asked for
   * @param text the other text
   * @return for each position of the reading the text's character, or {@link #NOTHING} where the
   *     text lacks it or has a further character right after it (for a further one at the very
   *     start: before it)
   */
  public static char[] of(String reading, String text) {
    int[][] edits = edits(reading, text);
    char[] aligned = new char[reading.length()];
    boolean[] doubtful = new boolean[reading.length()];
    int i = reading.length();
    int j = text.length();
    while (i > 0 || j > 0) {
      if (i > 0 && j > 0 && edits[i][j] == edits[i - 1][j - 1] + unlike(reading, i, text, j)) {
        i--;
        j--;
        aligned[i] = text.charAt(j);
      } else if (i > 0 && edits[i][j] == edits[i - 1][j] + 1) {
        i--;
        aligned[i] = NOTHING;
      } else {
        j--;
        if (doubtful.length > 0) {
          doubtful[Math.max(0, i - 1)] = true;
        }
      }
    }
    for (int k = 0; k < aligned.length; k++) {
      if (doubtful[k]) {
        aligned[k] = NOTHING;
      }
    }
    return aligned;
  }

  /** Fewest edits from the first i characters of one to the first j of the other. */
  private static int[][] edits(String reading, String text) {
    int[][] edits = new int[reading.length() + 1][text.length() + 1];
    Arrays.setAll(edits[0], j -> j);
    for (int i = 1; i <= reading.length(); i++) {
      edits[i][0] = i;
      for (int j = 1; j <= text.length(); j++) {
        edits[i][j] =
            Math.min(
                edits[i - 1][j - 1] + unlike(reading, i, text, j),
                Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
      }
    }
    return edits;
  }

  private static int unlike(String reading, int i, String text, int j) {
    return reading.charAt(i - 1) == text.charAt(j - 1) ? 0 : 1;
  }
}
