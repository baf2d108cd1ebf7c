package org.alprstreams.matching.hotlist;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.UsagePolicy;

/**
 * Makes entries of what somebody gives by hand. It is checked more strictly than a row of a file,
 * whose agency answers for it: here a slip goes unseen unless it is refused.
 */
final class ManualEntries {

  private final UsagePolicy policy;
  private final Instant now;
  private final EntryReader reader;

  /**
   * @param user who gives them
   */
  ManualEntries(UsagePolicy policy, String user, Instant now) {
    this.policy = policy;
    this.now = now;
    this.reader =
        new EntryReader(Lists.MANUAL, policy.timeZone(), user, now.truncatedTo(ChronoUnit.MILLIS));
  }

  /**
   * The entry.
   *
   * @param fields by the columns of {@link HotlistColumns}
   * @throws BadRowException naming the column and what it must be
   */
  HotlistEntry entry(Map<String, String> fields) throws BadRowException {
    requireKnownColumns(fields);
    CsvRow row = new CsvRow(0, fields);
    HotlistEntry entry = reader.entry(row, admitted(row));
    if (EntryReader.hasUnknownState(row)) {
      throw new BadRowException(
          HotlistColumns.STATE + " is the code of no state; leave it out if it is not known");
    }
    if (fields.containsKey(HotlistColumns.REASON)) {
      row.required(HotlistColumns.REASON);
    }
    if (MatchRules.hasExpired(entry, now)) {
      throw new BadRowException(
          HotlistColumns.EXPIRES_AT + " is past: such an entry would raise no alert");
    }
    return entry;
  }

  /** An expiry under a misspelt name would be an entry without end. */
  private static void requireKnownColumns(Map<String, String> fields) throws BadRowException {
    if (!HotlistColumns.ALL.containsAll(fields.keySet())) {
      throw new BadRowException(
          "A value is given for a column that there is not; the columns are: "
              + String.join(",", HotlistColumns.ALL));
    }
  }

  private HotlistCategory admitted(CsvRow row) throws BadRowException {
    String written = row.required(HotlistColumns.CATEGORY).toUpperCase(Locale.ROOT);
    Optional<HotlistCategory> category = HotlistFile.category(written);
    if (category.isEmpty() && policy.hotlists().notAlertableCategories().contains(written)) {
      throw new BadRowException(
          HotlistColumns.CATEGORY
              + " is one of which no entries are kept, since it raises no alert");
    }
    if (category.isEmpty() || policy.hotlists().treatmentOf(written) == CategoryTreatment.REFUSED) {
      throw new BadRowException(HotlistColumns.CATEGORY + " is none that the policy takes in");
    }
    return category.get();
  }
}
