package org.alprstreams.matching.hotlist;

import java.util.Optional;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/**
 * A plate as lists have it: whole, or a part of it with wildcards.
 *
 * @param text as an entry holds it
 * @param key its plate key; empty where only a part is known
 */
record ListedPlate(String text, String key) {

  /**
   * The plate of a row.
   *
   * @throws BadRowException if it is blank, or neither a plate nor a part of one
   */
  static ListedPlate of(CsvRow row) throws BadRowException {
    row.requireNoGarbage(HotlistColumns.PLATE);
    String written = row.required(HotlistColumns.PLATE);
    Optional<ListedPlate> plate = tryParse(written);
    if (plate.isEmpty() && PartialPlate.isMeant(written)) {
      throw new BadRowException(
          HotlistColumns.PLATE
              + " with ? or * must have at least "
              + PartialPlate.LEAST_KNOWN
              + " letters and digits, and at most "
              + PlateText.MAX_LENGTH
              + " characters besides *");
    }
    return plate.isPresent() ? plate.get() : whole(row.plate(HotlistColumns.PLATE));
  }

  /** Reads what somebody wrote; empty where it is neither a plate nor a part of one. */
  static Optional<ListedPlate> tryParse(String written) {
    return PartialPlate.isMeant(written)
        ? PartialPlate.tryParse(written).map(plate -> new ListedPlate(plate.value(), ""))
        : PlateText.tryParse(written).map(ListedPlate::whole);
  }

  private static ListedPlate whole(PlateText plate) {
    return new ListedPlate(plate.value(), PlateKey.of(plate).value());
  }

  /** Personal data: it does not get into a log by way of string concatenation. */
  @Override
  public String toString() {
    return "ListedPlate[" + text.length() + " characters]";
  }
}
