package org.alprstreams.recognition.evaluation;

import java.util.List;

/**
 * Readings on pictures that are labelled to show no plate.
 *
 * @param pictures such pictures that could be read
 * @param confidences of every plate read there, probability of its weakest character, 0 to 1
 */
public record FalsePlates(int pictures, List<Double> confidences) {

  public FalsePlates {
    confidences = List.copyOf(confidences);
  }

  /** How many there are. */
  public int count() {
    return confidences.size();
  }

  /** How many a gate lets pass whose weakest character must have that probability at least. */
  public int from(double threshold) {
    return (int) confidences.stream().filter(confidence -> confidence >= threshold).count();
  }
}
