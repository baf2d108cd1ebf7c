package org.alprstreams.deploy.sweep;

/**
 * A share that was counted, and between which values the true one lies.
 *
 * @param share what was counted, 0 to 1
 * @param low lower end of the interval
 * @param high upper end
 */
record Interval(double share, double low, double high) {

  /** The normal distribution's quantile for 95 %. */
  private static final double Z = 1.959963984540054;

  /**
   * The 95 % interval of a share by Wilson (Probable inference, 1927), which holds for few samples
   * and for shares near 0 and 1 too.
   *
   * @param hits 0 to {@code samples}
   * @param samples 1 or more
   */
  static Interval wilson(int hits, int samples) {
    if (samples < 1 || hits < 0 || hits > samples) {
      throw new IllegalArgumentException(
          "Hits are between 0 and the number of samples, got %d of %d".formatted(hits, samples));
    }
    double share = hits / (double) samples;
    double spread = Z * Z / samples;
    double middle = (share + spread / 2) / (1 + spread);
    double half =
        Z
            * Math.sqrt(share * (1 - share) / samples + Z * Z / (4.0 * samples * samples))
            / (1 + spread);
    return new Interval(share, Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
