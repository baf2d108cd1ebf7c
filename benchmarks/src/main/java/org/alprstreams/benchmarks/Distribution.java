package org.alprstreams.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A distribution of times.
 *
 * @param sorted milliseconds, ascending
 */
record Distribution(double[] sorted) {

  static Distribution of(List<Double> millis) {
    double[] values = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return new Distribution(values);
  }

  /**
   * The value that a share of all does not exceed.
   *
   * @param share 0 to 1
   * @throws IllegalStateException if nothing was measured
   */
  double percentile(double share) {
    if (sorted.length == 0) {
      throw new IllegalStateException("Nothing was measured.");
    }
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }

  String line(String name) {
    return String.format(
        Locale.ROOT,
        "%-28s n=%-6d p50=%7.1f ms  p95=%7.1f ms  p99=%7.1f ms  max=%7.1f ms",
        name,
        sorted.length,
        percentile(0.50),
        percentile(0.95),
        percentile(0.99),
        percentile(1));
  }
}
