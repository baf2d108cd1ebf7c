package org.alprstreams.matching.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.alprstreams.schemas.plate.PlateText;

/**
 * One row, by column name.
 *
 * @param line where it begins in its file, 1 is the first line; 0 if it is from no file
 * @param values values by column, blanks around them removed
 */
public record CsvRow(long line, Map<String, String> values) {

  /** Times outside these years are mistakes; year 9999 is written for never. */
  private static final int FIRST_YEAR = 1900;

  private static final int LAST_YEAR = 9999;

  private static final Pattern STATE = Pattern.compile("[A-Z]{2}");

  public CsvRow {
    values = Map.copyOf(values);
  }

  /** The value, or empty where it is blank or the column is not there. */
  public Optional<String> value(String column) {
    return Optional.ofNullable(values.get(column)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * @throws BadRowException if it is blank
   */
  public String required(String column) throws BadRowException {
    return value(column).orElseThrow(() -> new BadRowException(column + " is empty"));
  }

  /**
   * The plate of a column.
   *
   * @throws BadRowException if it is blank or no plate text
   */
  public PlateText plate(String column) throws BadRowException {
    requireNoGarbage(column);
    return PlateText.tryParse(required(column))
        .orElseThrow(
            () ->
                new BadRowException(
                    column
                        + " must have "
                        + PlateText.MIN_LENGTH
                        + " to "
                        + PlateText.MAX_LENGTH
                        + " letters and digits, A-Z and 0-9 only"));
  }

  /**
   * Checks that a plate has nothing in it that somebody may not see, or that would have to be left
   * out to make a plate of it.
   *
   * @throws BadRowException if it has
   */
  public void requireNoGarbage(String column) throws BadRowException {
    if (PlateText.hasGarbage(required(column))) {
      throw new BadRowException(
          column
              + " has a character, perhaps one that does not show, that is neither letter nor digit"
              + " nor a blank, dot or dash between them");
    }
  }

  /**
   * The state of a column, or empty where it is blank.
   *
   * @throws BadRowException if it is no two-letter code
   */
  public Optional<String> state(String column) throws BadRowException {
    Optional<String> state = value(column).map(v -> v.toUpperCase(Locale.ROOT));
    if (state.isPresent() && !STATE.matcher(state.get()).matches()) {
      throw new BadRowException(column + " must be a two-letter code such as CA");
    }
    return state;
  }

  /**
   * The time of a column, or empty where it is blank.
   *
   * @param zone where a date without time begins, and where a time without offset is
   * @throws BadRowException if it is neither a date nor a time (ISO 8601), or before {@value
   *     #FIRST_YEAR} or after {@value #LAST_YEAR}
   */
  public Optional<Instant> time(String column, ZoneId zone) throws BadRowException {
    Optional<String> written = value(column);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = parse(written.get(), zone);
      if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
        return Optional.of(time.toInstant());
      }
    } catch (DateTimeException e) {
      // Said below, as for a time out of range.
    }
    throw new BadRowException(
        column + " must be a date such as 2026-11-23 or a time such as 2026-11-23T08:00:00-08:00");
  }

  /**
   * The time at which something ends, or empty where the column is blank. Who names a date alone
   * means all of that day.
   *
   * @param zone where a day ends, and where a time without offset is
   * @throws BadRowException as for {@link #time}
   */
  public Optional<Instant> end(String column, ZoneId zone) throws BadRowException {
    Optional<Instant> time = time(column, zone);
    return time.isPresent() && isDate(value(column).get())
        ? Optional.of(time.get().atZone(zone).plusDays(1).toInstant())
        : time;
  }

  private static boolean isDate(String written) {
    return written.indexOf('T') < 0;
  }

  private static OffsetDateTime parse(String written, ZoneId zone) {
    if (isDate(written)) {
      return LocalDate.parse(written).atStartOfDay(zone).toOffsetDateTime();
    }
    TemporalAccessor time =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(
            written, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof LocalDateTime local
        ? local.atZone(zone).toOffsetDateTime()
        : OffsetDateTime.from(time);
  }
}
