package org.alprstreams.recognition.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.alprstreams.recognition.plot.Markup;

/**
 * Rows and columns, to be written as HTML or as Markdown. The first column is text, the others are
 * figures and stand right-aligned.
 */
final class Table {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    this.header = List.of(header);
  }

  Table row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "A row of this table has %d cells, got %d".formatted(header.size(), cells.length));
    }
    rows.add(List.of(cells));
    return this;
  }

  String html() {
    return "<table>\n<thead>"
        + tableRow(header, "th")
        + "</thead>\n<tbody>\n"
        + rows.stream().map(row -> tableRow(row, "td") + "\n").collect(Collectors.joining())
        + "</tbody>\n</table>\n";
  }

  String markdown() {
    return line(header)
        + "| --- |"
        + " ---: |".repeat(header.size() - 1)
        + "\n"
        + rows.stream().map(Table::line).collect(Collectors.joining());
  }

  private static String tableRow(List<String> cells, String element) {
    return cells.stream()
        .map(cell -> "<%1$s>%2$s</%1$s>".formatted(element, Markup.escape(cell)))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
