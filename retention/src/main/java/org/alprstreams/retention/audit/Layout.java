package org.alprstreams.retention.audit;

import java.util.List;
import java.util.stream.Collectors;

/** How a table is written; each line with its end. */
enum Layout {
  MARKDOWN {
    @Override
    String head(List<String> heads) {
      return row(heads) + row(heads.stream().map(head -> "---").toList());
    }

    @Override
    String row(List<String> cells) {
      return cells.stream()
          .map(cell -> cell.replaceAll("\\R", " ").replace("\\", "\\\\").replace("|", "\\|"))
          .map(cell -> cell.replace("<", "&lt;"))
          .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    @Override
    String empty(List<String> heads) {
      return "None.\n";
    }
  },

  /** RFC 4180. */
  CSV {
    @Override
    String head(List<String> heads) {
      return row(heads);
    }

    @Override
    String row(List<String> cells) {
      return cells.stream().map(Layout::csv).collect(Collectors.joining(",", "", "\r\n"));
    }

    @Override
    String empty(List<String> heads) {
      return head(heads);
    }
  };

  private static final String FORMULA_STARTS = "=+-@\t\r";

  abstract String head(List<String> heads);

  abstract String row(List<String> cells);

  /** A table without rows. */
  abstract String empty(List<String> heads);

  /** A text that a spreadsheet would take for a formula gets an apostrophe before it. */
  private static String csv(String cell) {
    String safe =
        !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
