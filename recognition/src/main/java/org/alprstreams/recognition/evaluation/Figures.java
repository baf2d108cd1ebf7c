package org.alprstreams.recognition.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What an evaluation comes to, as a line that two sites can compare.
 *
 * @param scores one for each label
 * @param times of each image that was read
 */
public record Figures(List<Score> scores, Times times) {

  public Figures {
    scores = List.copyOf(scores);
  }

  /** Share of the labels for which something holds, 0 to 1; 0 without labels. */
  public double share(Predicate<Score> of) {
    return scores.isEmpty() ? 0 : count(of) / (double) scores.size();
  }

  /** Exact readings among all labels with a reading, 0 to 1. */
  public double precision() {
    return count(Score::exact) / (double) Math.max(1, count(Score::found));
  }

  /** Mean character error rate, 0 to 1. */
  public double errorRate() {
    return scores.stream().mapToDouble(Score::errorRate).average().orElse(0);
  }

  /** Whether any label says where its plate is; otherwise nothing is said of places. */
  public boolean placed() {
    return scores.stream().anyMatch(Score::placed);
  }

  /** One line; without labels only the times. */
  public String line() {
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
    if (!times.isEmpty()) {
      parts.add(
          String.format(Locale.ROOT, "millis median=%.0f p95=%.0f", times.median(), times.slow()));
    }
    return String.join(" ", parts);
  }

  private long count(Predicate<Score> of) {
    return scores.stream().filter(of).count();
  }

  private static String percent(String name, double share) {
    // Python rounds so, and figures must equal those of scoring scripts to the last place.
    return name + "=" + new BigDecimal(100 * share).setScale(1, RoundingMode.HALF_EVEN) + "%";
  }
}
