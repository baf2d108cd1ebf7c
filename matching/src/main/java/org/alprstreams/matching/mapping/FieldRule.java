package org.alprstreams.matching.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;

/**
 * How one field is made of a row.
 *
 * @param columns the columns it is made of, joined where there are several; none for a fixed value
 * @param separator what stands between joined columns
 * @param named whether each column's name stands before its value
 * @param fallback what it is where the columns are blank
 * @param codes what each code of the file means, by the code in upper case; empty where the file
 *     says it in our own words
 * @param keepOthers whether a code without a meaning stands for itself; else its row is bad
 * @param dates how the file writes times, tried in turn; empty for ISO 8601 and other fields
 * @param required whether a row without it is bad
 * @param optional whether a file may lack its columns altogether
 */
record FieldRule(
    List<String> columns,
    String separator,
    boolean named,
    Optional<String> fallback,
    Map<String, String> codes,
    boolean keepOthers,
    List<DatePattern> dates,
    boolean required,
    boolean optional) {

  FieldRule {
    columns = List.copyOf(columns);
    codes = Map.copyOf(codes);
    dates = List.copyOf(dates);
  }

  /** A field that is the same in all rows. */
  static FieldRule constant(String value) {
    return new FieldRule(
        List.of(), " ", false, Optional.of(value), Map.of(), false, List.of(), false, false);
  }

  /** The same, with another value where the columns are blank. */
  FieldRule withFallback(String value) {
    return new FieldRule(
        columns,
        separator,
        named,
        Optional.of(value),
        codes,
        keepOthers,
        dates,
        required,
        optional);
  }

  /**
   * The value, or empty where the row has none.
   *
   * @param field its name, for messages
   * @throws BadRowException if the row's code or date is none of those declared, or it is missing
   */
  Optional<String> of(String field, CsvRow row) throws BadRowException {
    Optional<String> written = written(row);
    if (written.isEmpty()) {
      if (required && fallback.isEmpty()) {
        throw new BadRowException(field + " is empty");
      }
      return fallback;
    }
    if (!codes.isEmpty()) {
      String meaning = codes.get(written.get().toUpperCase(Locale.ROOT));
      if (meaning == null && keepOthers) {
        return written;
      }
      if (meaning == null) {
        throw new BadRowException(field + " has a code that the mapping does not know");
      }
      return Optional.of(meaning);
    }
    return dates.isEmpty() ? written : Optional.of(DatePattern.iso(field, written.get(), dates));
  }

  private Optional<String> written(CsvRow row) {
    if (columns.size() == 1 && !named) {
      return row.value(columns.get(0));
    }
    List<String> parts = new ArrayList<>();
    for (String column : columns) {
      row.value(column).ifPresent(value -> parts.add(named ? column + " " + value : value));
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(separator, parts));
  }

  /** Codes as they are looked up, whatever their case in the file. */
  static Map<String, String> codes(Map<String, String> declared) {
    Map<String, String> codes = new TreeMap<>();
    declared.forEach((code, meaning) -> codes.put(code.strip().toUpperCase(Locale.ROOT), meaning));
    return codes;
  }
}
