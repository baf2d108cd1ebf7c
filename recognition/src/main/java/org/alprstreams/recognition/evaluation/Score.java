package org.alprstreams.recognition.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alprstreams.schemas.plate.LookAlikes;

/**
 * How one labelled plate was read. Text is compared after upper-casing and dropping all but A–Z and
 * 0–9; O and 0 stay different.
 *
 * @param found any text at all
 * @param placed whether the label has a place
 * @param located some reading overlaps the labelled place by an IoU of 0.3 or more
 * @param exact the most confident reading equals the label
 * @param any some reading equals the label
 * @param lookAlike the most confident reading equals the label once look-alikes are folded
 * @param errorRate edit distance of the most confident reading over the label's length, at most 1
 */
public record Score(
    boolean found,
    boolean placed,
    boolean located,
    boolean exact,
    boolean any,
    boolean lookAlike,
    double errorRate) {

  /** Intersection over union from which on a reading is at the labelled place. */
  public static final double OVERLAP = 0.3;

  static Score of(Label label, List<Reading> readings) {
    String wanted = clean(label.plate());
    List<Reading> seen =
        readings.stream().filter(reading -> !clean(reading.plate()).isEmpty()).toList();
    Optional<String> best = Reading.best(readings).map(reading -> clean(reading.plate()));
    return new Score(
        best.isPresent(),
        label.place().isPresent(),
        label.place().isPresent()
            && seen.stream()
                .anyMatch(reading -> reading.place().overlap(label.place().get()) >= OVERLAP),
        best.filter(wanted::equals).isPresent(),
        seen.stream().anyMatch(reading -> clean(reading.plate()).equals(wanted)),
        best.filter(text -> fold(text).equals(fold(wanted))).isPresent(),
        best.map(text -> Math.min(1, distance(text, wanted) / (double) wanted.length()))
            .orElse(1.0));
  }

  /** A text as it is compared: upper case, only A–Z and 0–9. */
  public static String clean(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
  }

  /** Levenshtein's distance: the fewest characters to add, drop or change. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static String fold(String text) {
    return text.chars()
        .mapToObj(c -> String.valueOf(LookAlikes.representative((char) c)))
        .reduce("", String::concat);
  }
}
