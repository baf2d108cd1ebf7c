package org.alprstreams.matching.csv;

import java.util.List;
import java.util.Optional;

/** How a line is divided into fields. */
public sealed interface Layout {

  /** Names of the columns where they are declared; none where the file's header names them. */
  List<String> declaredColumns();

  /**
   * By a character between them.
   *
   * @param delimiter the character
   * @param quote what fields are wrapped in that hold the delimiter or a line break; doubled inside
   * @param columns names of the columns; none where the first row is a header that names them
   * @param shortRows whether fields at the end of a row may be left out
   */
  record Delimited(
      char delimiter, Optional<Character> quote, List<String> columns, boolean shortRows)
      implements Layout {

    public Delimited {
      columns = List.copyOf(columns);
      if (quote.filter(q -> q == delimiter).isPresent()) {
        throw new IllegalArgumentException("Delimiter and quote must differ.");
      }
    }

    @Override
    public List<String> declaredColumns() {
      return columns;
    }
  }

  /**
   * By their places. What lies between columns is ignored; a line may end early, and what is
   * missing is blank.
   *
   * @param columns at least one
   */
  record FixedWidth(List<FixedColumn> columns) implements Layout {

    public FixedWidth {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("A fixed-width layout has at least one column.");
      }
    }

    @Override
    public List<String> declaredColumns() {
      return columns.stream().map(FixedColumn::name).toList();
    }

    /** Where the last column ends, characters. */
    int width() {
      return columns.stream().mapToInt(FixedColumn::end).max().orElseThrow();
    }
  }

  /**
   * A column of a fixed-width file.
   *
   * @param name its name
   * @param start its first character, 1 is the first of the line
   * @param length how many characters, at least 1
   */
  record FixedColumn(String name, int start, int length) {

    public FixedColumn {
      if (start < 1 || length < 1 || start + length > Lines.LONGEST) {
        throw new IllegalArgumentException(
            "Columns begin at 1 or later, have at least one character and end before "
                + Lines.LONGEST
                + ".");
      }
    }

    /** Where it ends, characters from the beginning of the line. */
    int end() {
      return start - 1 + length;
    }

    String of(String line) {
      return line.substring(Math.min(start - 1, line.length()), Math.min(end(), line.length()));
    }
  }
}
