package org.alprstreams.matching.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
    return PlateText.tryParse(required(column))
        .orElseThrow(
            () ->
                new BadRowException(
                    column
                        + " must have "
                        + PlateText.MIN_LENGTH
                        + " to "
                        + PlateText.MAX_LENGTH
                        + " letters and digits"));
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
   * @param zone where a date without time begins
   * @throws BadRowException if it is neither a date nor a time with offset (ISO 8601)
   */
  public Optional<Instant> time(String column, ZoneId zone) throws BadRowException {
    Optional<String> written = value(column);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          written.get().indexOf('T') < 0
              ? LocalDate.parse(written.get()).atStartOfDay(zone).toInstant()
              : OffsetDateTime.parse(written.get()).toInstant());
    } catch (DateTimeException e) {
      throw new BadRowException(
          column
              + " must be a date such as 2026-11-23 or a time such as 2026-11-23T08:00:00-08:00");
    }
  }
}
