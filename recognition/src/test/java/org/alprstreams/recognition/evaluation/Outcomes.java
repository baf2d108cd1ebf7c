package org.alprstreams.recognition.evaluation;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.reader.Look;

/** Outcomes made up for tests. */
public final class Outcomes {

  private static final Place PLACE = new Place(10, 10, 100, 50);

  private Outcomes() {}

  /** Read with the same probability for every character. */
  public static Outcome read(String truth, String reading, double confidence) {
    return read(truth, reading, Collections.nCopies(reading.length(), confidence));
  }

  /** Read with a probability for each character. */
  public static Outcome read(String truth, String reading, List<Double> characters) {
    double weakest = characters.stream().min(Double::compare).orElseThrow();
    return new Outcome(
        new Label("a.jpg", truth, Optional.of(PLACE), Optional.empty()),
        List.of(new Reading(reading, weakest, PLACE, characters, Look.UNKNOWN_STATE)),
        Optional.empty());
  }

  /** Nothing was read. */
  public static Outcome unread(String truth) {
    return new Outcome(
        new Label("b.jpg", truth, Optional.of(PLACE), Optional.empty()),
        List.of(),
        Optional.empty());
  }

  /** A right reading of a plate so wide. */
  static Outcome wide(double width, String reading) {
    Place place = new Place(0, 0, width, width / 2);
    return new Outcome(
        new Label("c.jpg", "AB12", Optional.of(place), Optional.empty()),
        List.of(new Reading(reading, 0.9, place, List.of(), Look.UNKNOWN_STATE)),
        Optional.empty());
  }

  /** A right reading of a plate of one state, said to be of another. */
  static Outcome ofState(String labelled, String stated) {
    return new Outcome(
        new Label("d.jpg", "AB12", Optional.empty(), Optional.ofNullable(labelled)),
        List.of(new Reading("AB12", 0.9, PLACE, List.of(), stated)),
        Optional.empty());
  }
}
