package org.alprstreams.ingest.vendor;

import java.util.Locale;
import java.util.Optional;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Plates as other makers write them: in lower case, with blanks and dashes. What separates is
 * dropped; a letter or digit of another script is not, nor is a wildcard in place of one that could
 * not be read, a control character or an angle bracket, since a plate without it is another plate.
 */
final class WrittenPlate {

  private WrittenPlate() {}

  /**
   * @param path where it is written, for the message
   * @throws EventRefused as unusable if it is no plate text
   */
  static PlateText parse(String path, String written) throws EventRefused {
    if (isBroken(written)) {
      throw EventRefused.unusable(
          path, "has control characters, characters without width or angle brackets in it");
    }
    Optional<String> latin = clean(written);
    if (latin.isEmpty()) {
      throw EventRefused.unusable(
          path,
          "has letters or digits other than A-Z and 0-9, or ? or * for one that was not read; only"
              + " whole plates are taken");
    }
    String cleaned = latin.get();
    return PlateText.tryParse(cleaned)
        .orElseThrow(
            () ->
                EventRefused.unusable(
                    path,
                    "has "
                        + cleaned.length()
                        + " letters and digits; a plate has "
                        + PlateText.MIN_LENGTH
                        + " to "
                        + PlateText.MAX_LENGTH));
  }

  /** A-Z and 0-9, of any length; nothing where anything but separators would be left out. */
  static Optional<String> clean(String written) {
    return isBroken(written) || PlateText.hasForeign(written) || PartialPlate.isMeant(written)
        ? Optional.empty()
        : Optional.of(written.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
  }

  /** Other signs are let through: makers separate with more than agencies do. */
  private static boolean isBroken(String written) {
    return written
        .chars()
        .anyMatch(
            c ->
                c == '<'
                    || c == '>'
                    || Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT);
  }
}
