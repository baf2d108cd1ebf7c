package org.alprstreams.ingest.camera;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private CameraCsv() {}

  /**
   * @param cameras the good rows
   * @param problems one line for each bad one, with its line number
   */
  record Content(List<CameraDetails> cameras, List<String> problems) {}

  static Content read(Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
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
      return rows(parser);
    }
  }

  private static Content rows(CSVParser parser) {
    Map<String, CameraDetails> cameras = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (CSVRecord row : parser) {
      long line = parser.getCurrentLineNumber();
      try {
        CameraDetails camera = row(row);
        if (cameras.putIfAbsent(camera.id(), camera) != null) {
          problems.add("line " + line + ": camera " + camera.id() + " is in the file twice");
        }
      } catch (IllegalArgumentException | DateTimeParseException e) {
        problems.add("line " + line + ": " + e.getMessage());
      }
    }
    return new Content(List.copyOf(cameras.values()), List.copyOf(problems));
  }

  private static CameraDetails row(CSVRecord row) {
    return new CameraDetails(
        text(row, "id").orElse(""),
        text(row, "name").orElse(""),
        text(row, "latitude").map(Double::valueOf),
        text(row, "longitude").map(Double::valueOf),
        text(row, "direction"),
        text(row, "publicMeetingOn").map(LocalDate::parse).orElse(null));
  }

  private static Optional<String> text(CSVRecord row, String column) {
    return row.isSet(column)
        ? Optional.of(row.get(column)).filter(t -> !t.isEmpty())
        : Optional.empty();
  }
}
