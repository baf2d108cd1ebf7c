package org.alprstreams.recognition.state;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the tables of facts that lie beside this package: comma-separated, one line of names. */
final class Table {

  private Table() {}

  /**
   * The rows of a table.
   *
   * @param name of the resource
   * @param columns its first line must be these, joined by commas
   * @throws IllegalStateException when the table is missing or not of this form
   */
  static List<String[]> rows(String name, String... columns) {
    try (InputStream in = Table.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The table " + name + " is not on the class path");
      }
      List<String> lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
      String header = String.join(",", columns);
      if (lines.isEmpty() || !lines.get(0).equals(header)) {
        throw new IllegalStateException("The table " + name + " must begin with " + header);
      }
      return lines.stream().skip(1).map(line -> cells(name, line, columns.length)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The table " + name + " could not be read", e);
    }
  }

  private static String[] cells(String name, String line, int count) {
    String[] cells = line.split(",", -1);
    if (cells.length != count) {
      throw new IllegalStateException(
          "The table %s has %d columns, this line has %d: %s"
              .formatted(name, count, cells.length, line));
    }
    return cells;
  }
}
