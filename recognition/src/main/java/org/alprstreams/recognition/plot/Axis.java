package org.alprstreams.recognition.plot;

import java.util.List;
import java.util.Locale;

/**
 * One direction of a chart.
 *
 * @param label what it measures, with its unit
 * @param from value at its beginning
 * @param to value at its end; may be less than {@code from}, then the axis runs backwards
 * @param ticks values that are marked, between the two
 * @param percent whether values are shares, to be shown times a hundred
 */
public record Axis(String label, double from, double to, List<Double> ticks, boolean percent) {

  public Axis {
    if (from == to) {
      throw new IllegalArgumentException("An axis needs two different ends, got " + from);
    }
    ticks = List.copyOf(ticks);
  }

  /** Shares from 0 to 1, shown as 0 to 100. */
  public static Axis share(String label) {
    return new Axis(label, 0, 1, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), true);
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  double position(double value) {
    return (value - from) / (to - from);
  }

  /** A tick's text: no more places than it needs. */
  String text(double value) {
    double shown = percent ? 100 * value : value;
    return Math.abs(shown - Math.rint(shown)) < 1e-9
        ? String.format(Locale.ROOT, "%.0f", shown)
        : String.format(Locale.ROOT, "%.2f", shown).replaceFirst("0+$", "");
  }
}
