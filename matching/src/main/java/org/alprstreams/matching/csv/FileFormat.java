package org.alprstreams.matching.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How the rows of a file are written.
 *
 * @param charset its encoding; a file that is not in it is refused
 * @param skippedLines how many lines come before the header or the first row, 0 or more
 * @param comment what a line begins with that is no row, or empty where there are none
 * @param layout how a line is divided into fields
 */
public record FileFormat(
    Charset charset, int skippedLines, Optional<String> comment, Layout layout) {

  /** RFC 4180 in UTF-8, with a header row. */
  public static final FileFormat CSV =
      new FileFormat(
          StandardCharsets.UTF_8,
          0,
          Optional.empty(),
          new Layout.Delimited(',', Optional.of('"'), List.of(), false));

  public FileFormat {
    if (skippedLines < 0 || comment.filter(String::isEmpty).isPresent()) {
      throw new IllegalArgumentException(
          "Skip 0 or more lines, and let comments begin with at least one character.");
    }
  }
}
