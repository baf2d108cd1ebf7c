package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a labels file. */
final class Labels {

  private Labels() {}

  /**
   * Reads labels. An empty plate says that the image shows none.
   *
   * @return the labels of each image, one image at least, images in the order in which they are
   *     first named
   * @throws IOException when the file can't be read, lacks a column or any row, a label holds
   *     something but no character, or says where a plate is that it says is not there
   */
  static Map<String, List<Label>> read(Path file) throws IOException {
    Map<String, List<Label>> labels = new LinkedHashMap<>();
    int number = 0;
    for (Map<String, String> row : Csv.read(file)) {
      number++;
      Label label = label(file, number, row);
      List<Label> others = labels.computeIfAbsent(label.file(), image -> new ArrayList<>());
      if (others.stream().anyMatch(other -> other.showsPlate() != label.showsPlate())) {
        throw new IOException(
            "%s, label %d: an empty 'plate' says that the image shows none, yet another row names"
                    .formatted(file, number)
                + " one in it; leave one of them out");
      }
      others.add(label);
    }
    if (labels.isEmpty()) {
      throw new IOException(
          file
              + " holds no label: it needs a row for each picture, with its name in the column"
              + " 'file' and its text in 'plate'. Without labels pictures are read and not scored");
    }
    return labels;
  }

  private static Label label(Path file, int number, Map<String, String> row) throws IOException {
    String image = row.get("file");
    String plate = row.get("plate");
    if (image == null || plate == null || !plate.isBlank() && Score.clean(plate).isEmpty()) {
      throw new IOException(
          "%s, label %d: every row needs an image in the column 'file' and its text in 'plate', or"
                  .formatted(file, number)
              + " nothing there where the image shows no plate");
    }
    Label label = new Label(image, plate, place(row), state(row));
    if (!label.showsPlate() && label.place().isPresent()) {
      throw new IOException(
          "%s, label %d: an empty 'plate' says that the image shows none, yet the row says where it"
                  .formatted(file, number)
              + " is; name its text, or leave the picture out if nobody can read it");
    }
    return label;
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
