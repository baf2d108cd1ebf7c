package org.alprstreams.recognition.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alprstreams.recognition.reader.CharacterAlternatives;
import org.alprstreams.recognition.reader.Look;

/**
 * A plate that was read in an image.
 *
 * @param plate text
 * @param confidence probability of the weakest character, 0 to 1, to four places as in the readings
 *     file, so that both name the same reading the most confident
 * @param place where it was
 * @param characters probability of each character of the text, 0 to 1
 * @param state two-letter code, or {@link Look#UNKNOWN_STATE}
 */
public record Reading(
    String plate, double confidence, Place place, List<Double> characters, String state) {

  public Reading {
    characters = List.copyOf(characters);
  }

  static Reading of(Look look) {
    return new Reading(
        look.text(),
        Math.rint(look.confidence() * 1e4) / 1e4,
        new Place(look.box().x(), look.box().y(), look.box().width(), look.box().height()),
        look.characters().stream()
            .map(CharacterAlternatives::best)
            .map(guess -> guess.probability())
            .toList(),
        look.state());
  }

  /** The most confident one with a text; of equals the first. */
  static Optional<Reading> best(List<Reading> readings) {
    return readings.stream()
        .filter(reading -> !Score.clean(reading.plate()).isEmpty())
        .min(Comparator.comparingDouble(Reading::confidence).reversed());
  }

  /** Whether the engine names a state. */
  public boolean statesState() {
    return !state.equals(Look.UNKNOWN_STATE);
  }

  /** As a row of the readings file, without the line's end. */
  String row(String file, double millis) {
    return String.format(
        Locale.ROOT,
        "%s,%s,%.4f,%.0f,%.0f,%.0f,%.0f,%.1f",
        Csv.field(file),
        plate,
        confidence,
        place.x(),
        place.y(),
        place.width(),
        place.height(),
        millis);
  }

  /** The row of an image in which nothing was read. */
  static String emptyRow(String file, double millis) {
    return String.format(Locale.ROOT, "%s,,,,,,,%.1f", Csv.field(file), millis);
  }
}
