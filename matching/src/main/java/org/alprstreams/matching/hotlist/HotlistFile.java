package org.alprstreams.matching.hotlist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.matching.csv.CsvRows;
import org.alprstreams.matching.csv.FileFormat;
import org.alprstreams.matching.csv.ListFile;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.mapping.FileMapping;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.HotlistRules;

/** A list's file. It is read row by row, more than once, and never held in memory. */
final class HotlistFile {

  private final ListFile file;
  private final Optional<FileMapping> mapping;
  private final EntryReader reader;
  private final HotlistRules rules;
  private final Instant now;

  /** Categories that are known by name though no entry can have them. */
  private final Set<String> declared;

  /**
   * @param mapping by which it is read; empty for the internal CSV
   * @param now entries that have expired by then are left out
   */
  HotlistFile(
      ListFile file,
      Optional<FileMapping> mapping,
      EntryReader reader,
      HotlistRules rules,
      Instant now) {
    this.file = file;
    this.mapping = mapping;
    this.reader = reader;
    this.rules = rules;
    this.now = now;
    this.declared = mapping.map(m -> m.meanings(HotlistColumns.CATEGORY)).orElse(Set.of());
  }

  Path path() {
    return file.path();
  }

  /** Takes what the rows are, one call for each row. */
  interface Taker {

    /** An entry of the list. */
    void entry(int line, HotlistEntry entry) throws BadRowException;

    /** The entry of this line names a state that there is not, and has none. */
    void unknownState(int line);

    /** A row of a category that the policy refuses, or that raises no alert and has no name. */
    void leftOut(int line, String category);

    /** An entry that had expired when the file was read. */
    void expired(int line);

    /** A row that cannot be taken in. */
    void bad(int line, String reason);
  }

  /**
   * Reads and checks all of it.
   *
   * @throws UnusableFileException if nothing of it can be used
   */
  void read(Taker taker) throws UnusableFileException {
    CsvRows.read(
        file,
        mapping.map(FileMapping::format).orElse(FileFormat.CSV),
        new CsvRows.Taker() {
          @Override
          public List<String> header(List<String> columns) throws UnusableFileException {
            return mapping.isPresent()
                ? mapping.get().check(columns)
                : HotlistColumns.check(columns);
          }

          @Override
          public void row(CsvRow row) {
            try {
              take(mapping.isPresent() ? mapping.get().apply(row) : row, taker);
            } catch (BadRowException e) {
              taker.bad(number(row.line()), e.getMessage());
            }
          }

          @Override
          public void bad(long line, String reason) {
            taker.bad(number(line), reason);
          }
        });
  }

  /**
   * SHA-256 of the file.
   *
   * @throws UnusableFileException if it cannot be read
   */
  String sha256() throws UnusableFileException {
    try {
      return file.sha256();
    } catch (IOException e) {
      throw new UnusableFileException(
          file.path() + " cannot be read: check that it is there and who may read it.");
    }
  }

  private void take(CsvRow row, Taker taker) throws BadRowException {
    int line = number(row.line());
    String written = row.required(HotlistColumns.CATEGORY).toUpperCase(Locale.ROOT);
    Optional<HotlistCategory> category = category(written);
    if (!isKnown(written, rules) && !declared.contains(written)) {
      throw new BadRowException(HotlistColumns.CATEGORY + " is none that is known");
    }
    // Listed categories that alerts have no name for raise none either: nothing is lost.
    if (category.isEmpty() || rules.treatmentOf(written) == CategoryTreatment.REFUSED) {
      taker.leftOut(line, written);
      return;
    }
    HotlistEntry entry = reader.entry(row, category.get());
    if (MatchRules.hasExpired(entry, now)) {
      taker.expired(line);
      return;
    }
    taker.entry(line, entry);
    if (EntryReader.hasUnknownState(row)) {
      taker.unknownState(line);
    }
  }

  /** Whether a category is one that entries can have, or that the policy names. */
  static boolean isKnown(String category, HotlistRules rules) {
    return category(category).isPresent()
        || rules.refusedCategories().contains(category)
        || rules.notAlertableCategories().contains(category);
  }

  /** Lines beyond two thousand million are all the last: memory ends long before. */
  private static int number(long line) {
    return (int) Math.min(line, Integer.MAX_VALUE);
  }

  /** The category of this name, if entries can have it. */
  static Optional<HotlistCategory> category(String written) {
    for (HotlistCategory category : HotlistCategory.values()) {
      if (category.name().equals(written)) {
        return Optional.of(category);
      }
    }
    return Optional.empty();
  }
}
