package org.alprstreams.recognition.evaluation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.evaluation.Alignment.Edit;
import org.alprstreams.recognition.evaluation.Alignment.Kind;

/**
 * Which characters are taken for which. Only readings that get at least half of the plate right
 * count: a sign that was taken for the plate says nothing about characters.
 *
 * @param changed characters read as others, most frequent first
 * @param missed characters left out, most frequent first
 * @param added characters that are not on the plate, most frequent first
 * @param characters characters of the plates that were looked at
 */
public record Confusions(
    List<Count> changed, List<Count> missed, List<Count> added, int characters) {

  private static final double MOSTLY_WRONG = 0.5;

  /**
   * An edit and how often it was needed.
   *
   * @param edit which
   * @param times 1 or more
   */
  public record Count(Edit edit, int times) {}

  public static Confusions of(List<Outcome> outcomes) {
    Map<Edit, Integer> counts = new HashMap<>();
    int characters = 0;
    for (Outcome outcome : outcomes) {
      if (outcome.read().isPresent() && outcome.score().errorRate() <= MOSTLY_WRONG) {
        characters += outcome.truth().length();
        for (Edit edit : outcome.alignment().orElseThrow().edits()) {
          counts.merge(edit, 1, Integer::sum);
        }
      }
    }
    return new Confusions(
        sorted(counts, Kind.CHANGED),
        sorted(counts, Kind.MISSED),
        sorted(counts, Kind.ADDED),
        characters);
  }

  private static List<Count> sorted(Map<Edit, Integer> counts, Kind kind) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .map(entry -> new Count(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(Count::times)
                .reversed()
                .thenComparing(count -> count.edit().truth())
                .thenComparing(count -> count.edit().read()))
        .toList();
  }
}
