package org.alprstreams.recognition.evaluation;

import java.util.List;

/**
 * How long something took, again and again.
 *
 * @param millis milliseconds, sorted; in any order when given
 */
public record Times(List<Double> millis) {

  public Times {
    millis = millis.stream().sorted().toList();
  }

  /** Whether nothing was timed: then there is no median either. */
  public boolean isEmpty() {
    return millis.isEmpty();
  }

  /** The middle time, or the mean of the two in the middle, in milliseconds. */
  public double median() {
    int middle = millis.size() / 2;
    return millis.size() % 2 == 1
        ? millis.get(middle)
        : (millis.get(middle - 1) + millis.get(middle)) / 2;
  }

  /** The value below which 95 % stayed, without interpolation, in milliseconds. */
  public double slow() {
    return millis.get((int) (0.95 * (millis.size() - 1)));
  }
}
