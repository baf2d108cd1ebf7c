package org.alprstreams.retention.audit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessRecord;

/**
 * What the policy's audit looks at: of each record date and time, reason, activity with the plates
 * searched, and incident number; and how often whom, what for and with what outcome.
 */
final class AuditReport {

  private static final Comparator<AccessRecord> BY_TIME =
      Comparator.comparing(AccessRecord::getAt)
          .thenComparing(AccessRecord::getChainId)
          .thenComparing(AccessRecord::getSequence);

  private final List<AccessRecord> records;
  private final ZoneId zone;

  /**
   * @param zone in which times are written: the policy's
   */
  AuditReport(List<AccessRecord> records, ZoneId zone) {
    this.records = records.stream().sorted(BY_TIME).toList();
    this.zone = zone;
  }

  /** The records, one a line, for a spreadsheet. */
  String csv() {
    return table().csv();
  }

  /** Totals, flags and records, to be read. */
  String markdown(String agency, Instant from, Instant to) {
    return "# Audit of access to licence plate reads\n\n"
        + agency
        + ". Records from "
        + time(from)
        + " until before "
        + time(to)
        + ": "
        + records.size()
        + ".\n\n## By user\n\n"
        + totals("User", record -> record.getUsername() + ", " + record.getOrganisation())
        + "\n## By purpose\n\n"
        + totals("Purpose", record -> purpose(record))
        + "\n## By outcome\n\n"
        + totals("Outcome", AuditReport::outcome)
        + "\n## Flags: one plate searched again and again without a case number\n\n"
        + flags().markdown()
        + "\n## Records\n\n"
        + table().markdown();
  }

  /** Records as a table, by time. */
  static String table(List<AccessRecord> records, ZoneId zone) {
    return new AuditReport(records, zone).table().markdown();
  }

  private Table table() {
    Table table =
        new Table(
            "Date and time",
            "User",
            "Organisation",
            "Reason",
            "Activity",
            "Searched",
            "Incident",
            "Outcome",
            "Results",
            "Record");
    for (AccessRecord record : records) {
      table.row(
          time(record.getAt()),
          record.getUsername(),
          record.getOrganisation(),
          purpose(record),
          record.getAction(),
          elements(record),
          record.getCaseNumber(),
          outcome(record),
          record.getResultCount(),
          record.getRecordId());
    }
    return table;
  }

  private String totals(String head, Function<AccessRecord, String> by) {
    Map<String, Long> counts =
        records.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    Table table = new Table(head, "Records");
    counts.forEach(table::row);
    return table.markdown();
  }

  private Table flags() {
    Table table = new Table("User", "Organisation", "Plate", "Searches", "First", "Last");
    Set<String> seen = new LinkedHashSet<>();
    records.stream()
        .filter(record -> record.getAction().equals(RepeatedSearches.ACTION))
        .filter(record -> seen.add(record.getRecordId()))
        .map(AccessRecord::getElements)
        .forEach(
            flag ->
                table.row(
                    flag.get("user"),
                    flag.get("organisation"),
                    flag.get("plate"),
                    flag.get("count"),
                    flag.get("first"),
                    flag.get("last")));
    return table;
  }

  private static String purpose(AccessRecord record) {
    return record.getPurpose().isEmpty() ? "(none claimed)" : record.getPurpose();
  }

  private static String outcome(AccessRecord record) {
    return record.getDenialReason() == null
        ? record.getOutcome().name()
        : record.getOutcome() + ": " + record.getDenialReason();
  }

  private static String elements(AccessRecord record) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(record.getElements()).forEach((name, value) -> parts.add(name + "=" + value));
    return String.join("; ", parts);
  }

  private String time(Instant at) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
