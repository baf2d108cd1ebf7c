package org.alprstreams.matching.hotlist;

import java.util.regex.Pattern;
import org.alprstreams.matching.csv.UnusableFileException;

/** Names of lists. They are labels of metrics and parts of transactional ids. */
final class Lists {

  /** The list of entries that people add one by one. */
  static final String MANUAL = "manual";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

  private Lists() {}

  /** Under which name a list's changes are written: those of two lists do not wait for another. */
  static String writer(String listId) {
    return "hotlist-" + listId;
  }

  /**
   * Checks that a file may become this list.
   *
   * @throws UnusableFileException if it may not
   */
  static void checkImported(String listId) throws UnusableFileException {
    if (!NAME.matcher(listId).matches()) {
      throw new UnusableFileException(
          "A list's name has 1 to 40 lower-case letters, digits, dots, dashes and underscores, a"
              + " letter or digit first.");
    }
    if (listId.equals(MANUAL)) {
      throw new UnusableFileException(
          "The list '"
              + MANUAL
              + "' is of entries made by hand, which an import would remove: choose another"
              + " name.");
    }
  }
}
