package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the columns of a labels file are, whatever their order, case and the blanks around them.
 */
final class LabelColumns {

  static final String FILE = "file";
  static final String PLATE = "plate";
  static final String STATE = "state";

  /** Which say together where a plate is. */
  static final List<String> PLACE = List.of("x", "y", "width", "height");

  private static final List<String> NEEDED = List.of(FILE, PLATE);
  private static final List<String> KNOWN =
      Stream.of(NEEDED, PLACE, List.of(STATE)).flatMap(List::stream).toList();

  private final Map<String, Integer> positions;
  private final int count;

  private LabelColumns(Map<String, Integer> positions, int count) {
    this.positions = positions;
    this.count = count;
  }

  /**
   * Takes a header; columns that labels do not have are left aside.
   *
   * @throws IOException when a column is missing or named twice
   */
  static LabelColumns of(Path file, Csv.Row header) throws IOException {
    List<String> names =
        header.fields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> missing = NEEDED.stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s needs the columns 'file' and 'plate'; missing: %s. Its first line names %s. %s"
              .formatted(file, quoted(missing), quoted(header.fields()), advice(names)));
    }
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (KNOWN.contains(names.get(i)) && positions.put(names.get(i), i) != null) {
        throw new IOException(
            "%s names the column '%s' twice in its first line; leave one out or give it another name"
                .formatted(file, names.get(i)));
      }
    }
    return new LabelColumns(positions, names.size());
  }

  /** How many the header names. */
  int count() {
    return count;
  }

  /** A row's field without blanks around it; none where the file or the row lacks the column. */
  Optional<String> field(Csv.Row row, String column) {
    return Optional.ofNullable(positions.get(column))
        .filter(position -> position < row.fields().size())
        .map(position -> row.fields().get(position).strip());
  }

  private static String advice(List<String> names) {
    String only = names.get(0);
    if (names.size() == 1 && (only.contains(";") || only.contains("\t"))) {
      return "Columns are separated by commas, not by %s: save it as CSV with commas"
          .formatted(only.contains(";") ? "semicolons" : "tabs");
    }
    return "The first line has to name the columns, such as: file,plate";
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
