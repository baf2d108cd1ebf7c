package org.alprstreams.matching.csv;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Names of columns as people write them into a header: blanks and case do not matter. */
public final class Header {

  private Header() {}

  /**
   * The names by which the columns are known; those that are not known stay as they are written.
   *
   * @param written as the header says
   * @param known the names that there are
   */
  public static List<String> names(List<String> written, Collection<String> known) {
    return written.stream()
        .map(
            name ->
                known.contains(name)
                    ? name
                    : known.stream()
                        .filter(other -> bare(other).equals(bare(name)))
                        .findFirst()
                        .orElse(name))
        .toList();
  }

  /**
   * Checks that the first row is a header at all.
   *
   * @param names of the columns, as {@link #names} gives them
   * @param known the names that there are
   * @throws UnusableFileException if it has several fields, and none is a column's name
   */
  public static void requireAny(List<String> names, Collection<String> known)
      throws UnusableFileException {
    if (names.size() > 1 && names.stream().noneMatch(known::contains)) {
      throw new UnusableFileException(
          "The header row is missing: no field of the first row is a column's name. Put this before"
              + " it, leaving out and moving columns as the file has them: "
              + String.join(",", known));
    }
  }

  private static String bare(String name) {
    return name.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
  }
}
