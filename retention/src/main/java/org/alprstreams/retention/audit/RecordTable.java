package org.alprstreams.retention.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.DiskSort;

/**
 * Access records by time: of each date and time, reason, activity with the plates searched, and
 * incident number.
 */
final class RecordTable implements AutoCloseable {

  private static final List<String> HEADS =
      List.of(
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

  private final Table table;
  private final ZoneId zone;

  /**
   * @param scratch where rows wait
   * @param zone in which times are written: the policy's
   * @throws IOException if they cannot wait there
   */
  RecordTable(Path scratch, Layout layout, ZoneId zone) throws IOException {
    this.table = new Table(scratch, layout, HEADS);
    this.zone = zone;
  }

  void add(AccessRecord record) {
    table.row(
        new DiskSort.Key()
            .number(record.getAt().toEpochMilli())
            .text(record.getChainId())
            .number(record.getSequence())
            .number(table.rows()), // What is there twice is shown twice.
        time(record.getAt(), zone),
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

  long rows() {
    return table.rows();
  }

  void print(PrintStream out) throws IOException {
    table.print(out);
  }

  static String purpose(AccessRecord record) {
    return record.getPurpose().isEmpty() ? "(none claimed)" : record.getPurpose();
  }

  static String outcome(AccessRecord record) {
    return record.getDenialReason() == null
        ? record.getOutcome().name()
        : record.getOutcome() + ": " + record.getDenialReason();
  }

  static String time(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  private static String elements(AccessRecord record) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(record.getElements()).forEach((name, value) -> parts.add(name + "=" + value));
    return String.join("; ", parts);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
