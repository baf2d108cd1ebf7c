package org.alprstreams.recognition.classical;

import java.util.Comparator;
import java.util.List;

/**
 * Characters side by side on a line.
 *
 * @param characters left to right, at least two
 * @param threshold what told the characters from their ground
 */
record CharacterRow(List<Blob> characters, Threshold threshold) {

  CharacterRow {
    characters = characters.stream().sorted(Comparator.comparingDouble(Blob::centreX)).toList();
  }

  /** Median height of the characters in pixels. */
  double height() {
    return characters.stream().mapToInt(Blob::height).sorted().toArray()[characters.size() / 2];
  }

  double left() {
    return characters.get(0).x();
  }

  double right() {
    return characters.stream().mapToInt(Blob::right).max().orElseThrow();
  }

  double centreX() {
    return (left() + right()) / 2;
  }

  double centreY() {
    return yAt(centreX());
  }

  /** Fall of the line through the centres, in pixels down for a pixel to the right. */
  double slope() {
    double meanX = characters.stream().mapToDouble(Blob::centreX).average().orElseThrow();
    double meanY = characters.stream().mapToDouble(Blob::centreY).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (Blob blob : characters) {
      covariance += (blob.centreX() - meanX) * (blob.centreY() - meanY);
      variance += (blob.centreX() - meanX) * (blob.centreX() - meanX);
    }
    return variance == 0 ? 0 : covariance / variance;
  }

  /** Height of the line through the centres at a place. */
  double yAt(double x) {
    double meanX = characters.stream().mapToDouble(Blob::centreX).average().orElseThrow();
    double meanY = characters.stream().mapToDouble(Blob::centreY).average().orElseThrow();
    return meanY + slope() * (x - meanX);
  }

  /** Mean distance of the centres from their line, as a share of the height. */
  double unevenness() {
    double slope = slope();
    double meanX = characters.stream().mapToDouble(Blob::centreX).average().orElseThrow();
    double meanY = characters.stream().mapToDouble(Blob::centreY).average().orElseThrow();
    return characters.stream()
            .mapToDouble(
                blob -> Math.abs(blob.centreY() - meanY - slope * (blob.centreX() - meanX)))
            .average()
            .orElseThrow()
        / height();
  }

  /** Mean deviation of the heights from their median, as a share of it. */
  double heightSpread() {
    double height = height();
    return characters.stream()
            .mapToDouble(blob -> Math.abs(blob.height() - height))
            .average()
            .orElseThrow()
        / height;
  }
}
