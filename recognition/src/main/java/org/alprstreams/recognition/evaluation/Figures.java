package org.alprstreams.recognition.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What an evaluation comes to, as a line that two sites can compare.
 *
 * @param scores one for each labelled image
 * @param millis time of each image that was read
 */
record Figures(List<Score> scores, List<Double> millis) {

  Figures {
    scores = List.copyOf(scores);
    millis = millis.stream().sorted().toList();
  }

  double share(Predicate<Score> of) {
    return scores.isEmpty() ? 0 : count(of) / (double) scores.size();
  }

  /** Exact readings among all images with a reading. */
  double precision() {
    return count(Score::exact) / (double) Math.max(1, count(Score::found));
  }

  /** Mean character error rate. */
  double errorRate() {
    return scores.stream().mapToDouble(Score::errorRate).average().orElse(0);
  }

  double medianMillis() {
    int middle = millis.size() / 2;
    return millis.size() % 2 == 1
        ? millis.get(middle)
        : (millis.get(middle - 1) + millis.get(middle)) / 2;
  }

  /** The value below which 95 % of the images stayed, without interpolation. */
  double slowMillis() {
    return millis.get((int) (0.95 * (millis.size() - 1)));
  }

  /** One line; without labels only the times. */
  String line() {
    List<String> parts = new ArrayList<>();
    if (!scores.isEmpty()) {
      parts.add("n=" + scores.size());
      parts.add(percent("found", share(Score::found)));
      if (scores.stream().anyMatch(score -> score.placed() && score.found())) {
        parts.add(percent("located", share(Score::located)));
      }
      parts.add(percent("exact", share(Score::exact)));
      parts.add(percent("any", share(Score::any)));
      parts.add(percent("lookalike", share(Score::lookAlike)));
      parts.add(percent("precision", precision()));
      parts.add(String.format(Locale.ROOT, "cer=%.3f", errorRate()));
    }
    if (!millis.isEmpty()) {
      parts.add(
          String.format(Locale.ROOT, "millis median=%.0f p95=%.0f", medianMillis(), slowMillis()));
    }
    return String.join(" ", parts);
  }

  private long count(Predicate<Score> of) {
    return scores.stream().filter(of).count();
  }

  private static String percent(String name, double share) {
    return String.format(Locale.ROOT, "%s=%.1f%%", name, 100 * share);
  }
}
