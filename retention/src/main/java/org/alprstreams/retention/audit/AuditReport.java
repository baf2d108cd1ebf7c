package org.alprstreams.retention.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.DiskSort;

/**
 * What the policy's audit looks at: every record, the flags among them, and how often whom, what
 * for and with what outcome. Rows wait on the disk; memory grows with users and purposes only.
 */
final class AuditReport implements AutoCloseable {

  private static final List<String> FLAG_HEADS =
      List.of("User", "Organisation", "Plate", "Searches", "First", "Last");

  private final Layout layout;
  private final ZoneId zone;
  private final Map<String, Long> byUser = new TreeMap<>();
  private final Map<String, Long> byPurpose = new TreeMap<>();
  private final Map<String, Long> byOutcome = new TreeMap<>();
  private final RecordTable records;
  private final Table flags;

  /**
   * @param scratch where rows wait
   * @param layout CSV holds the records only
   * @param zone in which times are written: the policy's
   * @throws IOException if rows cannot wait there
   */
  AuditReport(Path scratch, Layout layout, ZoneId zone) throws IOException {
    this.layout = layout;
    this.zone = zone;
    this.records = new RecordTable(scratch, layout, zone);
    this.flags = new Table(scratch, layout, FLAG_HEADS);
  }

  void add(AccessRecord record) {
    count(byUser, record.getUsername() + ", " + record.getOrganisation());
    count(byPurpose, RecordTable.purpose(record));
    count(byOutcome, RecordTable.outcome(record));
    records.add(record);
    if (record.getAction().equals(RepeatedSearches.ACTION)) {
      addFlag(record.getRecordId(), record.getElements());
    }
  }

  private static void count(Map<String, Long> counts, String of) {
    counts.merge(of, 1L, Long::sum);
  }

  /** A flag that was written twice has the same id and the same last search: it is shown once. */
  private void addFlag(String recordId, Map<String, String> flag) {
    String last = flag.getOrDefault("last", "");
    flags.row(
        new DiskSort.Key().text(last).text(recordId),
        flag.get("user"),
        flag.get("organisation"),
        flag.get("plate"),
        flag.get("count"),
        flag.get("first"),
        last);
  }

  /** Totals, flags and records, to be read; or records, one a line, for a spreadsheet. */
  void print(PrintStream out, String agency, Instant from, Instant to) throws IOException {
    if (layout == Layout.MARKDOWN) {
      out.printf(
          "# Audit of access to licence plate reads%n%n%s. Records from %s until before %s: %,d.%n",
          agency, RecordTable.time(from, zone), RecordTable.time(to, zone), records.rows());
      totals(out, "By user", "User", byUser);
      totals(out, "By purpose", "Purpose", byPurpose);
      totals(out, "By outcome", "Outcome", byOutcome);
      out.printf("%n## Flags: one plate searched again and again without a case number%n%n");
      flags.print(out);
      out.printf("%n## Records%n%n");
    }
    records.print(out);
  }

  private void totals(PrintStream out, String title, String head, Map<String, Long> counts) {
    out.printf("%n## %s%n%n", title);
    List<String> heads = List.of(head, "Records");
    out.print(counts.isEmpty() ? layout.empty(heads) : layout.head(heads));
    counts.forEach((of, count) -> out.print(layout.row(List.of(of, count.toString()))));
  }

  @Override
  public void close() throws IOException {
    try (records) {
      flags.close();
    }
  }
}
