package org.alprstreams.ingest.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.Camera;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads cameras from a CSV with the header {@code
 * id,name,latitude,longitude,direction,publicMeetingOn}, UTF-8, in any order of columns.
 */
final class CameraCsv {

  static final List<String> COLUMNS =
      List.of("id", "name", "latitude", "longitude", "direction", "publicMeetingOn");

  /** What may be missing altogether. */
  private static final List<String> OPTIONAL = List.of("latitude", "longitude", "direction");

  /** What spreadsheets put before the first character of UTF-8. */
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private CameraCsv() {}

  /**
   * @param cameras the good rows
   * @param problems one line for each bad one, with its line number
   */
  record Content(List<Camera> cameras, List<String> problems) {}

  /**
   * @param by who registers them
   */
  static Content read(Path file, String by, Instant now) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();
    try (BufferedReader reader =
            withoutMark(Files.newBufferedReader(file, StandardCharsets.UTF_8));
        CSVParser parser = CSVParser.parse(reader, format)) {
      List<String> missing =
          COLUMNS.stream()
              .filter(column -> !OPTIONAL.contains(column))
              .filter(column -> !parser.getHeaderNames().contains(column))
              .toList();
      if (!missing.isEmpty()) {
        return new Content(
            List.of(),
            List.of(
                "line 1: the header lacks "
                    + String.join(", ", missing)
                    + "; it must be "
                    + String.join(",", COLUMNS)));
      }
      return rows(parser, by, now);
    }
  }

  private static BufferedReader withoutMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private static Content rows(CSVParser parser, String by, Instant now) {
    Map<String, Camera> cameras = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (CSVRecord row : parser) {
      long line = parser.getCurrentLineNumber();
      try {
        Camera camera = row(row).register(by, now);
        if (cameras.putIfAbsent(camera.getCameraId(), camera) != null) {
          problems.add("line " + line + ": camera " + camera.getCameraId() + " is there twice");
        }
      } catch (IllegalArgumentException e) {
        problems.add("line " + line + ": " + e.getMessage());
      }
    }
    return new Content(List.copyOf(cameras.values()), List.copyOf(problems));
  }

  private static CameraDetails row(CSVRecord row) {
    return new CameraDetails(
        text(row, "id").orElse(""),
        text(row, "name").orElse(""),
        degrees(row, "latitude"),
        degrees(row, "longitude"),
        text(row, "direction"),
        date(row, "publicMeetingOn").orElse(null));
  }

  private static Optional<Double> degrees(CSVRecord row, String column) {
    Optional<String> text = text(row, column);
    try {
      return text.map(Double::valueOf);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          column + " is degrees such as 38.54, not '" + text.get() + "'", e);
    }
  }

  private static Optional<LocalDate> date(CSVRecord row, String column) {
    Optional<String> text = text(row, column);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          column + " is a date such as 2026-01-05, not '" + text.get() + "'", e);
    }
  }

  private static Optional<String> text(CSVRecord row, String column) {
    return row.isSet(column)
        ? Optional.of(row.get(column)).filter(t -> !t.isEmpty())
        : Optional.empty();
  }
}
