package org.alprstreams.matching.hotlist;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.matching.csv.CsvRows;
import org.alprstreams.matching.csv.RowReport;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.HotlistRules;

/** A list as its file has it, every row checked. */
final class HotlistFile {

  private final Map<String, HotlistEntry> entries = new LinkedHashMap<>();
  private final Map<String, Long> lines = new HashMap<>();
  private final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, String> textOfReference = new HashMap<>();
  private final RowReport report = new RowReport();
  private long twoSpellings;

  private HotlistFile() {}

  /**
   * Reads and checks all of a file.
   *
   * @throws UnusableFileException if nothing of it can be used
   */
  static HotlistFile read(Path file, EntryReader reader, HotlistRules rules)
      throws UnusableFileException {
    HotlistFile list = new HotlistFile();
    CsvRows.read(
        file,
        new CsvRows.Taker() {
          @Override
          public void header(List<String> columns) throws UnusableFileException {
            HotlistColumns.check(columns);
          }

          @Override
          public void row(CsvRow row) {
            list.report.row();
            try {
              list.take(row, reader, rules);
            } catch (BadRowException e) {
              list.report.bad(row.line(), e.getMessage());
            }
          }

          @Override
          public void bad(long line, String reason) {
            list.report.row();
            list.report.bad(line, reason);
          }
        });
    return list;
  }

  /** Entries by id, in the order of the file. */
  Map<String, HotlistEntry> entries() {
    return entries;
  }

  RowReport report() {
    return report;
  }

  /** How many rows of each category were left out because the policy does not take them in. */
  Map<String, Long> leftOut() {
    return leftOut;
  }

  /** How many entries have, under the same reference, a twin that differs in look-alikes only. */
  long twoSpellings() {
    return twoSpellings;
  }

  private void take(CsvRow row, EntryReader reader, HotlistRules rules) throws BadRowException {
    String written = row.required(HotlistColumns.CATEGORY).toUpperCase(Locale.ROOT);
    Optional<HotlistCategory> category = category(written);
    boolean named =
        rules.refusedCategories().contains(written)
            || rules.notAlertableCategories().contains(written);
    if (category.isEmpty() && !named) {
      throw new BadRowException(HotlistColumns.CATEGORY + " is none that is known");
    }
    // Listed categories that alerts have no name for raise none either: nothing is lost.
    if (category.isEmpty() || rules.treatmentOf(written) == CategoryTreatment.REFUSED) {
      leftOut.merge(written, 1L, Long::sum);
      return;
    }
    HotlistEntry entry = reader.entry(row, category.get());
    Long twin = lines.putIfAbsent(entry.getEntryId(), row.line());
    if (twin != null) {
      throw new BadRowException("repeats plate and reference of line " + twin);
    }
    entries.put(entry.getEntryId(), entry);
    noteSpelling(entry);
  }

  private void noteSpelling(HotlistEntry entry) {
    if (entry.getSourceRef() == null) {
      return;
    }
    String other =
        textOfReference.putIfAbsent(
            entry.getSourceRef() + '/' + entry.getPlateKey(), entry.getPlateText());
    if (other != null && !other.equals(entry.getPlateText())) {
      twoSpellings++;
    }
  }

  private static Optional<HotlistCategory> category(String written) {
    for (HotlistCategory category : HotlistCategory.values()) {
      if (category.name().equals(written)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
