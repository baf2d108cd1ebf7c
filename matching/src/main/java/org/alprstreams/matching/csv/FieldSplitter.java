package org.alprstreams.matching.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Divides a line into fields. */
interface FieldSplitter {

  /** Longest field, characters: longer ones come of a quote that was not closed. */
  int LONGEST_FIELD = 4096;

  /**
   * The fields of a row, blanks around them removed.
   *
   * @param line its first line
   * @param more gives further lines, where a quoted field holds a line break
   * @throws BadRowException if this row has no fields, but the rest of the file is not in doubt
   * @throws OpenQuoteException if the rest of the file is in doubt
   */
  List<String> split(String line, Lines more)
      throws BadRowException, OpenQuoteException, IOException;

  /** The splitter of a layout. */
  static FieldSplitter of(Layout layout) {
    if (layout instanceof Layout.Delimited delimited) {
      return delimited.quote().isEmpty()
          ? (line, more) -> plain(line, delimited.delimiter())
          : new QuotedSplitter(delimited.delimiter(), delimited.quote().get());
    }
    Layout.FixedWidth fixed = (Layout.FixedWidth) layout;
    int width = fixed.width();
    return (line, more) -> places(line, fixed.columns(), width);
  }

  private static List<String> plain(String line, char delimiter) throws BadRowException {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int end = line.indexOf(delimiter); end >= 0; end = line.indexOf(delimiter, start)) {
      fields.add(checked(line.substring(start, end)));
      start = end + 1;
    }
    fields.add(checked(line.substring(start)));
    return fields;
  }

  private static List<String> places(String line, List<Layout.FixedColumn> columns, int width)
      throws BadRowException {
    if (line.length() > width && !line.substring(width).isBlank()) {
      throw new BadRowException(
          "has " + line.length() + " characters where the layout has " + width);
    }
    List<String> fields = new ArrayList<>(columns.size());
    for (Layout.FixedColumn column : columns) {
      fields.add(checked(column.of(line)));
    }
    return fields;
  }

  private static String checked(String field) throws BadRowException {
    String stripped = field.strip();
    if (stripped.length() > LONGEST_FIELD) {
      throw new BadRowException("has a field of more than " + LONGEST_FIELD + " characters");
    }
    return stripped;
  }

  /** A quote that leaves the rest of the file in doubt: it is not closed, or closed too late. */
  final class OpenQuoteException extends Exception {

    private static final long serialVersionUID = 1L;

    OpenQuoteException(String message) {
      super(message);
    }
  }
}
