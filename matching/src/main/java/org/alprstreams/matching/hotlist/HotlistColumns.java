package org.alprstreams.matching.hotlist;

import java.util.List;
import java.util.Set;
import org.alprstreams.matching.csv.Header;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.mapping.InvalidMappingException;
import org.alprstreams.matching.mapping.Mappings;
import org.alprstreams.matching.mapping.Vocabulary;

/** Columns of the internal hotlist CSV. */
public final class HotlistColumns {

  public static final String PLATE = "plate";
  public static final String STATE = "state";
  public static final String CATEGORY = "category";
  public static final String PRIORITY = "priority";
  public static final String REASON = "reason";
  public static final String SOURCE_AGENCY = "sourceAgency";
  public static final String SOURCE_REF = "sourceRef";
  public static final String CASE_NUMBER = "caseNumber";
  public static final String EFFECTIVE_AT = "effectiveAt";
  public static final String EXPIRES_AT = "expiresAt";
  public static final String MAKE = "make";
  public static final String MODEL = "model";
  public static final String COLOR = "color";
  public static final String YEAR = "year";
  public static final String NOTE = "note";

  /** All columns, in their usual order. */
  public static final List<String> ALL =
      List.of(
          PLATE,
          STATE,
          CATEGORY,
          PRIORITY,
          REASON,
          SOURCE_AGENCY,
          SOURCE_REF,
          CASE_NUMBER,
          EFFECTIVE_AT,
          EXPIRES_AT,
          MAKE,
          MODEL,
          COLOR,
          YEAR,
          NOTE);

  private static final Set<String> REQUIRED = Set.of(PLATE, CATEGORY, SOURCE_AGENCY);

  /** The same for mapping files. */
  static final Vocabulary VOCABULARY =
      new Vocabulary(ALL, REQUIRED, Set.of(EFFECTIVE_AT, EXPIRES_AT), CATEGORY);

  private HotlistColumns() {}

  /**
   * Checks a header: columns may be left out and in any order, but none may be unknown.
   *
   * @return the same, by our names: blanks and case do not matter
   * @throws UnusableFileException naming what is missing or unknown
   */
  static List<String> check(List<String> written) throws UnusableFileException {
    List<String> header = Header.names(written, ALL);
    Header.requireAny(header, ALL);
    List<String> unknown = header.stream().filter(column -> !ALL.contains(column)).toList();
    List<String> missing =
        ALL.stream().filter(REQUIRED::contains).filter(c -> !header.contains(c)).toList();
    if (!unknown.isEmpty() || !missing.isEmpty()) {
      throw new UnusableFileException(
          "The header will not do: "
              + (missing.isEmpty() ? "" : "missing " + missing + ". ")
              + (unknown.isEmpty() ? "" : unknown.size() + " unknown column(s). ")
              + "The columns are: "
              + String.join(",", ALL));
    }
    return header;
  }

  /**
   * What a mapping that comes with the system is for.
   *
   * @throws IllegalStateException if it will not do: that is a mistake in this release
   */
  public static String describe(String shipped) {
    try {
      return new Mappings(VOCABULARY).find(shipped).description();
    } catch (UnusableFileException | InvalidMappingException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
