package org.alprstreams.recognition.evaluation;

import java.util.List;

/**
 * What is left, and how right it is, when only readings whose weakest character is probable enough
 * pass.
 *
 * @param threshold lowest probability that passes, 0 to 1
 * @param images labelled plates
 * @param passed those whose best reading passes
 * @param exact those whose best reading passes and equals the label
 */
public record Gate(double threshold, int images, int passed, int exact) {

  /** The thresholds that a report shows. */
  private static final List<Double> THRESHOLDS = List.of(0.2, 0.5, 0.8, 0.9, 0.95, 0.99);

  static List<Gate> table(List<Outcome> outcomes) {
    return THRESHOLDS.stream().map(threshold -> of(threshold, outcomes)).toList();
  }

  static Gate of(double threshold, List<Outcome> outcomes) {
    List<Outcome> passed =
        outcomes.stream()
            .filter(
                outcome ->
                    outcome.best().filter(best -> best.confidence() >= threshold).isPresent())
            .toList();
    return new Gate(
        threshold,
        outcomes.size(),
        passed.size(),
        (int) passed.stream().filter(Outcome::exact).count());
  }

  /** Share of the labelled plates that are read, 0 to 1. */
  public double share() {
    return passed / (double) Math.max(1, images);
  }

  /** Share of what is read that is exact, 0 to 1; 0 when nothing passes. */
  public double precision() {
    return exact / (double) Math.max(1, passed);
  }
}
