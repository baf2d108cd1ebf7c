package org.alprstreams.recognition.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The plain CSV of labels and readings: a header row, commas, quotes where a field needs them. */
final class Csv {

  private Csv() {}

  /**
   * A row.
   *
   * @param line where it begins in its file, from 1
   * @param fields without their quotes
   */
  record Row(int line, List<String> fields) {

    Row {
      fields = List.copyOf(fields);
    }

    private boolean isBlank() {
      return fields.size() == 1 && fields.get(0).isBlank();
    }
  }

  /**
   * Reads a file in UTF-8.
   *
   * @return its rows with the header first; blank lines are none
   * @throws IOException when it can't be read, is in another encoding, has no row, or opens a quote
   *     that it never closes
   */
  static List<Row> read(Path file) throws IOException {
    List<Row> rows = rows(file, CsvText.read(file));
    if (rows.isEmpty()) {
      throw new IOException(file + " is empty; it needs a header row");
    }
    return rows;
  }

  /** A field as it must stand in a row. */
  static String field(String value) {
    return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static List<Row> rows(Path file, String text) throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    int line = 1;
    int begun = 1;
    int quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lineEnds = c == '\n' || c == '\r' && !text.startsWith("\n", i + 1);
      if (c == '"' && quote > 0 && text.startsWith("\"", i + 1)) {
        field.append('"');
        i++;
      } else if (c == '"') {
        quote = quote > 0 ? 0 : line;
      } else if (quote == 0 && c == ',') {
        fields.add(take(field));
      } else if (quote == 0 && lineEnds) {
        fields.add(take(field));
        add(rows, new Row(begun, fields));
        fields.clear();
        begun = line + 1;
      } else if (quote > 0 || c != '\r') {
        field.append(c);
      }
      line += lineEnds ? 1 : 0;
    }
    if (quote > 0) {
      throw new IOException(
          "%s, line %d: a quote is opened that is not closed; a quote within a field is written twice"
              .formatted(file, quote));
    }
    fields.add(take(field));
    add(rows, new Row(begun, fields));
    return rows;
  }

  private static String take(StringBuilder field) {
    String taken = field.toString();
    field.setLength(0);
    return taken;
  }

  private static void add(List<Row> rows, Row row) {
    if (!row.isBlank()) {
      rows.add(row);
    }
  }
}
