package org.alprstreams.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes hotlists of invented plates, the same each time. */
final class SyntheticHotlist {

  private static final String HEADER =
      "plate,state,category,priority,reason,sourceAgency,sourceRef,caseNumber,effectiveAt,"
          + "make,model,color,year";
  private static final String[] CATEGORIES = {
    "STOLEN_VEHICLE", "STOLEN_PLATE", "FELONY_VEHICLE", "WANTED_PERSON"
  };
  private static final String[] MAKES = {"HOND", "TOYT", "FORD", "CHEV", "NISS", "KIA", "BMW"};
  private static final String[] COLORS = {"BLK", "WHI", "SIL", "RED", "BLU", "GRY"};

  /** How many plates there are of a digit, three letters and three digits. */
  private static final long PLATES = 10L * 26 * 26 * 26 * 1000;

  /** Has no divisor in common with that number, so that no plate comes twice. */
  private static final long STEP = 74_207_281L;

  private SyntheticHotlist() {}

  /**
   * Writes one.
   *
   * @param rows how many entries, up to a hundred million
   * @param changes how many of them differ from the list of the same size without changes: a third
   *     say something else, a third are gone, a third are new in their place
   */
  static void write(Path file, int rows, int changes) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      writer.write(HEADER);
      writer.newLine();
      int third = changes / 3;
      for (int i = 0; i < rows; i++) {
        boolean replaced = i < third;
        boolean amended = i >= third && i < changes - third;
        writer.write(row(replaced ? rows + i : i, amended));
        writer.newLine();
      }
    }
  }

  /** The plate of a row. */
  static String plate(int row) {
    long number = row * STEP % PLATES;
    StringBuilder plate = new StringBuilder(7);
    plate.append((char) ('0' + number % 10));
    number /= 10;
    for (int i = 0; i < 3; i++) {
      plate.append((char) ('A' + number % 26));
      number /= 26;
    }
    return plate.append(String.format(Locale.ROOT, "%03d", number)).toString();
  }

  private static String row(int number, boolean amended) {
    return String.join(
        ",",
        plate(number),
        "CA",
        CATEGORIES[number % CATEGORIES.length],
        "MEDIUM",
        amended ? "owner has called again" : "reported stolen by its owner",
        "Sheriff's Office",
        "S" + (100_000_000 + number),
        "26-" + number,
        "2026-%02d-%02d".formatted(1 + number % 10, 1 + number % 28),
        MAKES[number % MAKES.length],
        "",
        COLORS[number % COLORS.length],
        String.valueOf(2000 + number % 26));
  }
}
