package org.alprstreams.retention.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows under column heads, as Markdown or as CSV (RFC 4180). */
final class Table {

  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... heads) {
    this.heads = List.of(heads);
  }

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell == null ? "" : cell.toString());
    }
    rows.add(row);
    return this;
  }

  String markdown() {
    if (rows.isEmpty()) {
      return "None.\n";
    }
    StringBuilder text = new StringBuilder(markdown(heads));
    text.append(markdown(heads.stream().map(head -> "---").toList()));
    rows.forEach(row -> text.append(markdown(row)));
    return text.toString();
  }

  private static String markdown(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replaceAll("\\R", " ").replace("\\", "\\\\").replace("|", "\\|"))
        .map(cell -> cell.replace("<", "&lt;"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  String csv() {
    StringBuilder text = new StringBuilder(csv(heads));
    rows.forEach(row -> text.append(csv(row)));
    return text.toString();
  }

  private static String csv(List<String> cells) {
    return cells.stream().map(Table::csv).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
  private static String csv(String cell) {
    String safe =
        !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
