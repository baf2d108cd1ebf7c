package org.alprstreams.matching.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.alprstreams.matching.csv.BadRowException;

/**
 * How a file writes dates or times: a pattern of {@link DateTimeFormatter}, such as {@code
 * MM/dd/uuuu}, taken strictly.
 *
 * @param pattern as declared
 * @param formatter the same, ready to use
 */
record DatePattern(String pattern, DateTimeFormatter formatter) {

  /**
   * @throws IllegalArgumentException if it is no pattern, or of no whole date
   */
  static DatePattern of(String pattern) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern(properYears(pattern))
            .toFormatter(Locale.US)
            .withResolverStyle(ResolverStyle.STRICT);
    DatePattern made = new DatePattern(pattern, formatter);
    try {
      made.parse(formatter.format(OffsetDateTime.parse("2026-11-23T08:09:10-08:00")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a pattern of a whole date", e);
    }
    return made;
  }

  /** A year of era without an era is no date when taken strictly: y means u, but in quotes. */
  private static String properYears(String pattern) {
    StringBuilder proper = new StringBuilder(pattern);
    boolean quoted = false;
    for (int i = 0; i < proper.length(); i++) {
      quoted ^= proper.charAt(i) == '\'';
      if (proper.charAt(i) == 'y' && !quoted) {
        proper.setCharAt(i, 'u');
      }
    }
    return proper.toString();
  }

  /**
   * A date or time as {@link org.alprstreams.matching.csv.CsvRow#time} takes it.
   *
   * @throws BadRowException if no pattern fits
   */
  static String iso(String field, String written, List<DatePattern> patterns)
      throws BadRowException {
    for (DatePattern pattern : patterns) {
      try {
        return pattern.parse(written).toString();
      } catch (DateTimeException e) {
        // The next one may fit; what fits none is told below.
      }
    }
    throw new BadRowException(
        field
            + " must be written as "
            + String.join(" or ", patterns.stream().map(DatePattern::pattern).toList()));
  }

  private TemporalAccessor parse(String written) {
    return formatter.parseBest(written, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
  }
}
