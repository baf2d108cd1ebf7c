package org.alprstreams.recognition.evaluation;

import java.util.Locale;
import org.alprstreams.recognition.reader.Look;

/**
 * A plate that was read in an image.
 *
 * @param plate text
 * @param confidence probability of the weakest character, 0 to 1
 * @param place where it was
 */
record Reading(String plate, double confidence, Place place) {

  static Reading of(Look look) {
    return new Reading(
        look.text(),
        look.confidence(),
        new Place(look.box().x(), look.box().y(), look.box().width(), look.box().height()));
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
