package org.alprstreams.matching.hotlist;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.RowReport;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.table.Progress;

/**
 * What checking a list's file has found: its entries in digest, and what is wrong with the rest.
 */
final class CheckedList implements HotlistFile.Taker {

  private final ListTable table;
  private final PartialPlaces places;
  private final RowReport report;
  private final Progress progress;
  private final EntryDigest digest = new EntryDigest();
  private final Spellings spellings = new Spellings();
  private final Map<String, Long> leftOut = new TreeMap<>();
  private long expired;
  private long twoSpellings;
  private long unknownStates;
  private int partials;

  private CheckedList(ListTable table, PartialPlaces places, RowReport report, Progress progress) {
    this.table = table;
    this.places = places;
    this.report = report;
    this.progress = progress;
  }

  /**
   * Reads and checks all of a file.
   *
   * @param table gets its entries
   * @param places knows which entries take one of the places of partial ones
   * @param log gets every remark on a row
   * @throws UnusableFileException if nothing of it can be used
   */
  static CheckedList of(HotlistFile file, ListTable table, PartialPlaces places, RowReport.Log log)
      throws UnusableFileException {
    try (Progress progress = Progress.ofUnknown("Checking")) {
      CheckedList list = new CheckedList(table, places, new RowReport(log), progress);
      file.read(list);
      progress.finish();
      return list;
    } catch (ListTable.TooManyEntriesException e) {
      throw new UnusableFileException(e.getMessage());
    }
  }

  RowReport report() {
    return report;
  }

  /** How many rows were left out of each category of which no entries are kept. */
  Map<String, Long> leftOut() {
    return leftOut;
  }

  /** How many entries were left out because they had expired. */
  long expired() {
    return expired;
  }

  /** How many entries take one of the places of partial ones. */
  int partials() {
    return partials;
  }

  /** How many entries have, under the same reference, a twin that differs in look-alikes only. */
  long twoSpellings() {
    return twoSpellings;
  }

  /** How many entries are taken as of an unknown state, since there is none of their code. */
  long unknownStates() {
    return unknownStates;
  }

  @Override
  public void entry(int line, HotlistEntry entry) throws BadRowException {
    int twin = table.after(entry.getEntryId(), digest.of(entry), line);
    if (twin != 0) {
      throw new BadRowException("repeats plate and reference of line " + twin);
    }
    count();
    partials += places.takesPlace(entry) ? 1 : 0;
    OptionalInt spelling = spellings.twinOf(entry, line);
    if (spelling.isPresent()) {
      twoSpellings++;
      report.remark(
          line,
          "spelling",
          "has the reference of line "
              + spelling.getAsInt()
              + " and a plate that differs in look-alike characters only");
    }
  }

  @Override
  public void unknownState(int line) {
    unknownStates++;
    report.remark(line, "state", "has the code of no state, which is taken as not known");
  }

  @Override
  public void leftOut(int line, String category) {
    count();
    leftOut.merge(category, 1L, Long::sum);
    report.remark(
        line, "left-out", "is of category " + category + ", of which no entries are kept");
  }

  @Override
  public void expired(int line) {
    count();
    expired++;
    report.remark(line, "expired", "had expired before it was imported");
  }

  @Override
  public void bad(int line, String reason) {
    count();
    report.bad(line, reason);
  }

  private void count() {
    report.row();
    progress.step();
  }
}
