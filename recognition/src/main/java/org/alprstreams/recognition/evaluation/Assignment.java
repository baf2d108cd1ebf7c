package org.alprstreams.recognition.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which readings of an image are held against which of its labels. With one label it is all of
 * them, as scoring scripts have it. With several, each label has at most one reading and each
 * reading one label: otherwise every label would be measured by the one plate that the engine is
 * most sure of.
 */
final class Assignment {

  /** Overlap first, the greatest before others; then edits, the fewest before others. */
  private static final Comparator<Pair> CLOSEST =
      Comparator.comparingDouble(Pair::overlap)
          .reversed()
          .thenComparingInt(Pair::edits)
          .thenComparing(Comparator.comparingDouble(Pair::confidence).reversed());

  private Assignment() {}

  /**
   * Assigns readings to the labels of their image. A reading that does not touch a label's place is
   * none of that label, however alike the texts are; where the label has no place, any reading that
   * is left can be its own, the one with the fewest edits first.
   *
   * @param labels of one image
   * @param readings of that image
   * @return for each label, in their order, the readings to score it by
   */
  static List<List<Reading>> of(List<Label> labels, List<Reading> readings) {
    if (labels.size() == 1) {
      return List.of(readings);
    }
    List<List<Reading>> assigned =
        new ArrayList<>(Collections.nCopies(labels.size(), List.<Reading>of()));
    Set<Integer> taken = new HashSet<>();
    for (Pair pair : pairs(labels, readings)) {
      if (assigned.get(pair.label()).isEmpty() && taken.add(pair.reading())) {
        assigned.set(pair.label(), List.of(readings.get(pair.reading())));
      }
    }
    return assigned;
  }

  private static List<Pair> pairs(List<Label> labels, List<Reading> readings) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < readings.size(); j++) {
        Pair.of(i, labels.get(i), j, readings.get(j)).ifPresent(pairs::add);
      }
    }
    pairs.sort(CLOSEST);
    return pairs;
  }

  /** What can belong together. {@code overlap} is 0 where the label has no place. */
  private record Pair(int label, int reading, double overlap, int edits, double confidence) {

    static Optional<Pair> of(int i, Label label, int j, Reading reading) {
      String text = Score.clean(reading.plate());
      double overlap = label.place().map(place -> place.overlap(reading.place())).orElse(0.0);
      return text.isEmpty() || label.place().isPresent() && overlap == 0
          ? Optional.empty()
          : Optional.of(
              new Pair(
                  i,
                  j,
                  overlap,
                  Score.distance(text, Score.clean(label.plate())),
                  reading.confidence()));
    }
  }
}
