package org.alprstreams.simulation.scene;

/**
 * A smooth curve of one body measure over height: corners given by hand, rounded by Chaikin's
 * corner cutting (1974). Heights must not fall from one corner to the next.
 */
final class Outline {
  private static final int ROUNDS = 2;

  private final double[] heights;
  private final double[] values;

  private Outline(double[] heights, double[] values) {
    this.heights = heights;
    this.values = values;
  }

  /** Corners as pairs: height, value, height, value and so on, in centimetres. */
  static Outline through(double... pairs) {
    double[] heights = new double[pairs.length / 2];
    double[] values = new double[pairs.length / 2];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = pairs[2 * i];
      values[i] = pairs[2 * i + 1];
    }
    for (int round = 0; round < ROUNDS; round++) {
      heights = cut(heights);
      values = cut(values);
    }
    return new Outline(heights, values);
  }

  /** The value at a height; beyond the ends that of the end. */
  double at(double height) {
    if (height <= heights[0]) {
      return values[0];
    }
    for (int i = 1; i < heights.length; i++) {
      if (height <= heights[i]) {
        double step = heights[i] - heights[i - 1];
        double share = step == 0 ? 1 : (height - heights[i - 1]) / step;
        return values[i - 1] + share * (values[i] - values[i - 1]);
      }
    }
    return values[values.length - 1];
  }

  /** Heights of the rounded corners, rising. */
  double[] heights() {
    return heights.clone();
  }

  private static double[] cut(double[] corners) {
    int n = corners.length;
    double[] cut = new double[2 * n];
    cut[0] = corners[0];
    for (int i = 0; i < n - 1; i++) {
      cut[2 * i + 1] = 0.75 * corners[i] + 0.25 * corners[i + 1];
      cut[2 * i + 2] = 0.25 * corners[i] + 0.75 * corners[i + 1];
    }
    cut[2 * n - 1] = corners[n - 1];
    return cut;
  }
}
