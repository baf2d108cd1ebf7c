package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a labels file. */
final class Labels {

  private Labels() {}

  /**
   * Reads labels.
   *
   * @throws IOException when the file can't be read, lacks a column, or a label holds no character
   */
  static List<Label> read(Path file) throws IOException {
    List<Label> labels = new ArrayList<>();
    for (Map<String, String> row : Csv.read(file)) {
      String image = row.get("file");
      String plate = row.get("plate");
      if (image == null || plate == null || Score.clean(plate).isEmpty()) {
        throw new IOException(
            "%s, label %d: every row needs an image in the column 'file' and its text in 'plate'"
                .formatted(file, labels.size() + 1));
      }
      labels.add(new Label(image, plate, place(row), state(row)));
    }
    return labels;
  }

  private static Optional<Place> place(Map<String, String> row) {
    try {
      return Optional.of(
          new Place(
              Double.parseDouble(row.getOrDefault("x", "")),
              Double.parseDouble(row.getOrDefault("y", "")),
              Double.parseDouble(row.getOrDefault("width", "")),
              Double.parseDouble(row.getOrDefault("height", ""))));
    } catch (NumberFormatException e) {
      // Labels without a place are common; the share located is then not counted.
      return Optional.empty();
    }
  }

  private static Optional<String> state(Map<String, String> row) {
    return Optional.of(row.getOrDefault("state", "").strip().toUpperCase(Locale.ROOT))
        .filter(code -> code.matches("[A-Z]{2}"));
  }
}
