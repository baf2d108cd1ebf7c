package org.alprstreams.recognition.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How plates of about one size are read.
 *
 * @param from least width of the labelled place in pixels
 * @param to width below which it stays; infinite for the widest
 * @param images labelled plates
 * @param found those with any reading
 * @param located those with a reading at the labelled place
 * @param exact those whose best reading equals the label
 */
public record WidthBand(double from, double to, int images, int found, int located, int exact) {

  private static final List<Double> EDGES =
      List.of(0.0, 70.0, 85.0, 120.0, Double.POSITIVE_INFINITY);

  /** The narrowest band first; labels without a place are in none. */
  static List<WidthBand> table(List<Outcome> outcomes) {
    return IntStream.range(0, EDGES.size() - 1)
        .mapToObj(i -> of(EDGES.get(i), EDGES.get(i + 1), outcomes))
        .toList();
  }

  /** For reading: {@code below 70}, {@code 70–85}, {@code 120 and above}. */
  public String name() {
    if (from == 0) {
      return String.format(Locale.ROOT, "below %.0f", to);
    }
    return Double.isInfinite(to)
        ? String.format(Locale.ROOT, "%.0f and above", from)
        : String.format(Locale.ROOT, "%.0f–%.0f", from, to);
  }

  private static WidthBand of(double from, double to, List<Outcome> outcomes) {
    List<Score> scores =
        outcomes.stream()
            .filter(
                outcome ->
                    outcome
                        .label()
                        .place()
                        .filter(place -> place.width() >= from && place.width() < to)
                        .isPresent())
            .map(Outcome::score)
            .toList();
    return new WidthBand(
        from,
        to,
        scores.size(),
        (int) scores.stream().filter(Score::found).count(),
        (int) scores.stream().filter(Score::located).count(),
        (int) scores.stream().filter(Score::exact).count());
  }
}
