package org.alprstreams.recognition.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.alprstreams.recognition.evaluation.Alignment.Edit;
import org.alprstreams.recognition.evaluation.Alignment.Kind;

/**
 * Something said with a probability, and whether it was so.
 *
 * @param probability 0 to 1
 * @param right whether it was so
 */
public record Prediction(double probability, boolean right) {

  /** Whole readings by the probability of their weakest character, the one that is gated. */
  static List<Prediction> byWeakest(List<Outcome> outcomes) {
    return plates(outcomes, Reading::confidence);
  }

  /** Whole readings by the product of their characters' probabilities. */
  static List<Prediction> byProduct(List<Outcome> outcomes) {
    return plates(outcomes, reading -> reading.characters().stream().reduce(1.0, (a, b) -> a * b));
  }

  /**
   * Every character of the best readings. A character that was added or taken for another is wrong;
   * one that was missed was not predicted and does not count.
   */
  static List<Prediction> characters(List<Outcome> outcomes) {
    List<Prediction> predictions = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      List<Double> probabilities = outcome.best().map(Reading::characters).orElse(List.of());
      if (outcome.read().filter(text -> text.length() == probabilities.size()).isPresent()) {
        int position = 0;
        for (Edit edit : outcome.alignment().orElseThrow().edits()) {
          if (edit.kind() != Kind.MISSED) {
            predictions.add(
                new Prediction(probabilities.get(position++), edit.kind() == Kind.SAME));
          }
        }
      }
    }
    return predictions;
  }

  private static List<Prediction> plates(
      List<Outcome> outcomes, ToDoubleFunction<Reading> probability) {
    return outcomes.stream()
        .filter(outcome -> outcome.best().isPresent())
        .map(
            outcome ->
                new Prediction(
                    probability.applyAsDouble(outcome.best().orElseThrow()), outcome.exact()))
        .toList();
  }
}
