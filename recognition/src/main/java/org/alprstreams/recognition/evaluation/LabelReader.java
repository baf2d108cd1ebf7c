package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes labels of the rows of a file, one after another. */
final class LabelReader {

  private final Path file;
  private final LabelColumns columns;
  private final Map<String, List<Label>> byImage = new LinkedHashMap<>();
  private final List<Integer> repeated = new ArrayList<>();
  private final List<Integer> withoutState = new ArrayList<>();

  LabelReader(Path file, LabelColumns columns) {
    this.file = file;
    this.columns = columns;
  }

  void add(int number, Csv.Row row) throws IOException {
    String where = "%s, label %d (line %d)".formatted(file, number, row.line());
    Label label = label(where, row);
    List<Label> others = byImage.computeIfAbsent(label.file(), image -> new ArrayList<>());
    if (others.stream().anyMatch(other -> other.showsPlate() != label.showsPlate())) {
      throw new IOException(
          where
              + ": an empty 'plate' says that the image shows none, yet another row names one in"
              + " it; leave one of them out");
    }
    if (others.stream().anyMatch(label::isSamePlate)) {
      repeated.add(row.line());
    } else {
      others.add(label);
    }
  }

  Labels labels() throws IOException {
    if (byImage.isEmpty()) {
      throw new IOException(
          file
              + " holds no label: it needs a row for each picture, with its name in the column"
              + " 'file' and its text in 'plate'. Without labels pictures are read and not"
              + " scored");
    }
    List<String> notes = new ArrayList<>();
    if (!repeated.isEmpty()) {
      notes.add(
          "%d rows repeat the plate and the place of one before them and count once: %s"
              .formatted(repeated.size(), lines(repeated)));
    }
    if (!withoutState.isEmpty()) {
      notes.add(
          "%d rows have a state that is no two-letter code such as CA; it does not count: %s"
              .formatted(withoutState.size(), lines(withoutState)));
    }
    return new Labels(byImage, notes);
  }

  private static String lines(List<Integer> numbers) {
    int shown = 5;
    return numbers.stream()
        .limit(shown)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "line ", numbers.size() > shown ? " …" : ""));
  }

  private Label label(String where, Csv.Row row) throws IOException {
    if (row.fields().stream().skip(columns.count()).anyMatch(field -> !field.isBlank())) {
      throw new IOException(
          "%s: has %d fields, the first line names %d; put a field that holds a comma in quotes"
              .formatted(where, row.fields().size(), columns.count()));
    }
    String image = columns.field(row, LabelColumns.FILE).orElse("");
    Optional<String> plate = columns.field(row, LabelColumns.PLATE);
    if (image.isEmpty()
        || plate.isEmpty()
        || !plate.get().isEmpty() && Score.clean(plate.get()).isEmpty()) {
      throw new IOException(
          where
              + ": every row needs an image in the column 'file' and its text in 'plate', or"
              + " nothing there where the image shows no plate");
    }
    Label label = new Label(image, plate.get(), place(where, row), state(row));
    if (!label.showsPlate() && label.place().isPresent()) {
      throw new IOException(
          where
              + ": an empty 'plate' says that the image shows none, yet the row says where it is;"
              + " name its text, or leave the picture out if nobody can read it");
    }
    return label;
  }

  /** Labels without a place are common; the share located is then not counted. */
  private Optional<Place> place(String where, Csv.Row row) throws IOException {
    List<String> fields =
        LabelColumns.PLACE.stream().map(name -> columns.field(row, name).orElse("")).toList();
    if (fields.stream().allMatch(String::isEmpty)) {
      return Optional.empty();
    }
    double[] numbers = new double[fields.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = pixels(where, LabelColumns.PLACE.get(i), fields.get(i));
    }
    Place place = new Place(numbers[0], numbers[1], numbers[2], numbers[3]);
    if (place.width() <= 0 || place.height() <= 0) {
      throw new IOException(
          "%s: 'width' and 'height' must be more than 0, not %s and %s"
              .formatted(where, fields.get(2), fields.get(3)));
    }
    return Optional.of(place);
  }

  /** Stricter than {@link Double#parseDouble}, which takes NaN and 12d too. */
  private static double pixels(String where, String column, String field) throws IOException {
    try {
      double number = new BigDecimal(field).doubleValue();
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too large.
    }
    throw new IOException(
        "%s: '%s' must be a number of pixels, such as 120 or 120.5, not '%s'; leave x, y, width and height all empty where the place is not known"
            .formatted(where, column, field));
  }

  private Optional<String> state(Csv.Row row) {
    String state = columns.field(row, LabelColumns.STATE).orElse("").toUpperCase(Locale.ROOT);
    boolean code = state.matches("[A-Z]{2}");
    if (!code && !state.isEmpty()) {
      withoutState.add(row.line());
    }
    return Optional.of(state).filter(text -> code);
  }
}
