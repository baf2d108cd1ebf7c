package org.alprstreams.recognition.evaluation;

import java.util.List;

/**
 * How states (jurisdictions) are named. A state that is not known is not stated, and that is no
 * error.
 *
 * @param labels that have a state
 * @param stated those of them whose best reading names one
 * @param right those of them where it is the labelled one
 */
public record StateFigures(int labelled, int stated, int right) {

  static StateFigures of(List<Outcome> outcomes) {
    List<Outcome> labelled =
        outcomes.stream().filter(outcome -> outcome.label().state().isPresent()).toList();
    List<Outcome> stated =
        labelled.stream()
            .filter(outcome -> outcome.best().filter(Reading::statesState).isPresent())
            .toList();
    long right =
        stated.stream()
            .filter(
                outcome ->
                    outcome
                        .label()
                        .state()
                        .orElseThrow()
                        .equalsIgnoreCase(outcome.best().orElseThrow().state()))
            .count();
    return new StateFigures(labelled.size(), stated.size(), (int) right);
  }

  /** Right among stated, 0 to 1; 0 when none is stated. */
  public double precision() {
    return right / (double) Math.max(1, stated);
  }

  /** Right among labelled, 0 to 1; 0 when none is labelled. */
  public double recall() {
    return right / (double) Math.max(1, labelled);
  }
}
