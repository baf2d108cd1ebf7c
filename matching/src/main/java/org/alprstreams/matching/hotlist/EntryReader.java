package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.schemas.identity.DerivedId;
import org.alprstreams.schemas.plate.StateCodes;

/** Makes hotlist entries of rows. */
final class EntryReader {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  private final String listId;
  private final ZoneId zone;
  private final String addedBy;
  private final Instant addedAt;

  /**
   * @param listId the list that the rows are of
   * @param zone where dates without time begin
   */
  EntryReader(String listId, ZoneId zone, String addedBy, Instant addedAt) {
    this.listId = listId;
    this.zone = zone;
    this.addedBy = addedBy;
    this.addedAt = addedAt;
  }

  /**
   * The entry of a row. A priority left out is MEDIUM; an entry that does not say from when on is
   * effective at once. Where a date alone is given, it begins at midnight or holds until the next.
   * A state that nobody issues plates under is not known: compared with what was read, it would
   * speak against every match.
   *
   * @throws BadRowException naming the column and what it must be
   */
  HotlistEntry entry(CsvRow row, HotlistCategory category) throws BadRowException {
    ListedPlate plate = ListedPlate.of(row);
    Instant effectiveAt = row.time(HotlistColumns.EFFECTIVE_AT, zone).orElse(Instant.EPOCH);
    Optional<Instant> expiresAt = row.end(HotlistColumns.EXPIRES_AT, zone);
    if (expiresAt.isPresent() && !expiresAt.get().isAfter(effectiveAt)) {
      throw new BadRowException(
          HotlistColumns.EXPIRES_AT + " must be after " + HotlistColumns.EFFECTIVE_AT);
    }
    Optional<String> reference = row.value(HotlistColumns.SOURCE_REF);
    Optional<String> state = row.state(HotlistColumns.STATE);
    return HotlistEntry.newBuilder()
        .setEntryId(entryId(plate, reference, category, state))
        .setListId(listId)
        .setPlateText(plate.text())
        .setPlateKey(plate.key())
        .setState(state.filter(StateCodes::isKnown).orElse(null))
        .setCategory(category)
        .setPriority(priority(row))
        .setReason(text(row, HotlistColumns.REASON))
        .setSourceAgency(row.required(HotlistColumns.SOURCE_AGENCY))
        .setSourceRef(reference.orElse(null))
        .setCaseNumber(text(row, HotlistColumns.CASE_NUMBER))
        .setEffectiveAt(effectiveAt)
        .setExpiresAt(expiresAt.orElse(null))
        .setMake(text(row, HotlistColumns.MAKE))
        .setModel(text(row, HotlistColumns.MODEL))
        .setColor(text(row, HotlistColumns.COLOR))
        .setYear(year(row))
        .setNote(text(row, HotlistColumns.NOTE))
        .setAddedBy(addedBy)
        .setAddedAt(addedAt)
        .build();
  }

  /**
   * Whether a row names a state that there is not, so that its entry has none.
   *
   * @throws BadRowException if it is no two-letter code
   */
  static boolean hasUnknownState(CsvRow row) throws BadRowException {
    return row.state(HotlistColumns.STATE).filter(Predicate.not(StateCodes::isKnown)).isPresent();
  }

  /**
   * The same again for list, the agency's reference and plate. Where it gives no reference, plates
   * of two states are two vehicles, and those of two categories two matters.
   */
  private String entryId(
      ListedPlate plate,
      Optional<String> reference,
      HotlistCategory category,
      Optional<String> state) {
    List<String> named = new ArrayList<>();
    named.add(listId);
    named.add(reference.orElse(category.name()));
    named.add(plate.text());
    if (reference.isEmpty()) {
      state.ifPresent(named::add);
    }
    return DerivedId.of("hotlist-entry", named.toArray(String[]::new));
  }

  private static Priority priority(CsvRow row) throws BadRowException {
    String written =
        row.value(HotlistColumns.PRIORITY).orElse(Priority.MEDIUM.name()).toUpperCase(Locale.ROOT);
    try {
      return Priority.valueOf(written);
    } catch (IllegalArgumentException e) {
      throw new BadRowException(HotlistColumns.PRIORITY + " must be LOW, MEDIUM or HIGH");
    }
  }

  private static Integer year(CsvRow row) throws BadRowException {
    Optional<String> written = row.value(HotlistColumns.YEAR);
    if (written.isEmpty()) {
      return null;
    }
    try {
      int year = Integer.parseInt(written.get());
      if (year >= FIRST_YEAR && year <= LAST_YEAR) {
        return year;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new BadRowException(
        HotlistColumns.YEAR + " must be a year from " + FIRST_YEAR + " to " + LAST_YEAR);
  }

  private static String text(CsvRow row, String column) {
    return row.value(column).orElse(null);
  }
}
