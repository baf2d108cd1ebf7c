package org.alprstreams.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A distribution of times.
 *
 * @param sorted milliseconds, ascending
 */
public record Distribution(double[] sorted) {

  public static Distribution of(List<Double> millis) {
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
  public double percentile(double share) {
    if (sorted.length == 0) {
      throw new IllegalStateException("Nothing was measured.");
    }
    return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
  }

  public String line(String name) {
    return String.format(
        Locale.ROOT,
        "%-32s n=%-6d p50=%8.2f ms  p95=%8.2f ms  p99=%8.2f ms  max=%8.2f ms",
        name,
        sorted.length,
        percentile(0.50),
        percentile(0.95),
        percentile(0.99),
        percentile(1));
  }
}
