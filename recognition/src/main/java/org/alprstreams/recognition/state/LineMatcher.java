package org.alprstreams.recognition.state;

/**
 * How much better a line that was read is explained by an inscription than by chance.
 *
 * <p>The best alignment of the inscription with a part of the line is scored in natural logarithms
 * of probability ratios: a letter read right is far more probable under the inscription than by
 * chance, a wrong, missing or additional one less. Letters before and after are left to chance:
 * stickers and bolts read as something.
 */
final class LineMatcher {

  /** ln(0.8 / 0.065): a letter is read right four times in five; by chance one time in fifteen. */
  private static final double RIGHT = 2.5;

  /** A letter, or two, that this one is often read as. */
  private static final double LOOKALIKE = 0.7;

  private static final double WRONG = -1.5;
  private static final double MISSING = -2;
  private static final double ADDITIONAL = -1.5;

  /** A letter of the line outside the inscription: nearly free. */
  private static final double OUTSIDE = -0.1;

  /**
   * Least share of the line's letters that the inscription must account for. "The University of
   * Alabama" does not say Alabama, nor does "Toyota of Texas" say Texas.
   */
  private static final double COVERED = 0.6;

  /**
   * Least share of the score of an inscription read without a mistake. Long ones find some letters
   * of theirs in anything: "The University of Alabama" has half of "The Spirit of America".
   */
  private static final double LIKENESS = 0.5;

  /** Letters that an inscription may have too few to cover its part of a line. */
  private static final int SHORTER = 6;

  private LineMatcher() {}

  /**
   * Compares.
   *
   * @param line letters and digits in upper case
   * @param inscription the same
   * @return logarithm of the ratio of probabilities; negative infinity when the inscription is too
   *     small a part of the line, or too unlike it, to say anything
   */
  static double score(String line, String inscription) {
    int n = line.length();
    int m = inscription.length();
    if (m + SHORTER < COVERED * n) {
      return Double.NEGATIVE_INFINITY;
    }
    double[][] best = new double[m + 1][n + 1];
    // Where in the line each of the best alignments began.
    int[][] begin = new int[m + 1][n + 1];
    for (int i = 0; i <= n; i++) {
      begin[0][i] = i;
    }
    for (int j = 1; j <= m; j++) {
      for (int i = 0; i <= n; i++) {
        best[j][i] = best[j - 1][i] + MISSING;
        begin[j][i] = begin[j - 1][i];
        if (i == 0) {
          continue;
        }
        char read = line.charAt(i - 1);
        char printed = inscription.charAt(j - 1);
        improve(best, begin, j, i, j - 1, i - 1, compare(read, printed));
        improve(best, begin, j, i, j, i - 1, ADDITIONAL);
        if (j > 1 && Lookalikes.merged(inscription.charAt(j - 2), printed, read)) {
          improve(best, begin, j, i, j - 2, i - 1, LOOKALIKE);
        }
        if (i > 1 && Lookalikes.merged(line.charAt(i - 2), read, printed)) {
          improve(best, begin, j, i, j - 1, i - 2, LOOKALIKE);
        }
      }
    }
    double result = Double.NEGATIVE_INFINITY;
    for (int i = 1; i <= n; i++) {
      int taken = i - begin[m][i];
      if (taken >= COVERED * n) {
        // Where in the line it begins is a choice among so many places.
        int outside = n - taken;
        result = Math.max(result, best[m][i] + OUTSIDE * outside - Math.log(1 + outside));
      }
    }
    return result >= LIKENESS * RIGHT * m ? result : Double.NEGATIVE_INFINITY;
  }

  private static void improve(
      double[][] best, int[][] begin, int j, int i, int fromJ, int fromI, double gain) {
    double score = best[fromJ][fromI] + gain;
    if (score > best[j][i]) {
      best[j][i] = score;
      begin[j][i] = begin[fromJ][fromI];
    }
  }

  private static double compare(char read, char printed) {
    if (read == printed) {
      return RIGHT;
    }
    return Lookalikes.similar(read, printed) ? LOOKALIKE : WRONG;
  }
}
