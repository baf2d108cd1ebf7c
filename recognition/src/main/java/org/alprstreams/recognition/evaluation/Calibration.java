package org.alprstreams.recognition.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities are what they say: of all that is said with 0.9, nine in ten should be
 * right.
 *
 * @param bins {@value #BINS} of equal width from 0 to 1, the lowest first; empty ones too
 */
public record Calibration(List<Bin> bins) {

  /** How many bins there are. */
  public static final int BINS = 10;

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * Predictions of nearly the same probability.
   *
   * @param from lower edge, inclusive
   * @param to upper edge, exclusive, but for 1
   * @param count predictions
   * @param said their mean probability; 0 when there are none
   * @param right share of them that was right; 0 when there are none
   */
  public record Bin(double from, double to, int count, double said, double right) {}

  public static Calibration of(List<Prediction> predictions) {
    int[] count = new int[BINS];
    int[] right = new int[BINS];
    double[] said = new double[BINS];
    for (Prediction prediction : predictions) {
      int bin = Math.min(BINS - 1, (int) (prediction.probability() * BINS));
      count[bin]++;
      said[bin] += prediction.probability();
      right[bin] += prediction.right() ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      int n = Math.max(1, count[i]);
      bins.add(
          new Bin(
              i / (double) BINS,
              (i + 1) / (double) BINS,
              count[i],
              said[i] / n,
              right[i] / (double) n));
    }
    return new Calibration(bins);
  }

  /** How many predictions there are. */
  public int count() {
    return bins.stream().mapToInt(Bin::count).sum();
  }

  /**
   * Expected calibration error: the mean distance between what is said and what is so, each bin
   * weighed by its predictions (Naeini, Cooper and Hauskrecht, 2015).
   *
   * @return 0 (calibrated, or nothing predicted) to 1
   */
  public double error() {
    return bins.stream().mapToDouble(bin -> bin.count() * Math.abs(bin.said() - bin.right())).sum()
        / Math.max(1, count());
  }
}
