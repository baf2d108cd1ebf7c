package org.alprstreams.matching;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.ListedEntries;
import org.alprstreams.matching.hotlist.AlertBook;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Recalls alerts whose entry leaves the hotlist, and has others say what theirs says now. */
final class RecallProcessor implements Processor<String, ListedEntries, String, Alert> {

  private final AlertBook book;
  private final SweepTimes sweeps;
  private final MatchingMeters meters;

  private ProcessorContext<String, Alert> context;
  private RaisedAlerts raised;
  private AlertOutput output;

  RecallProcessor(AlertBook book, SweepTimes sweeps, MatchingMeters meters) {
    this.book = book;
    this.sweeps = sweeps;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.raised = new RaisedAlerts(context.getStateStore(MatchingTopology.RAISED_ALERTS));
    this.output = new AlertOutput(book, context, raised, sweeps, meters);
  }

  @Override
  public void process(Record<String, ListedEntries> record) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    Map<String, HotlistEntry> listed = listed(record.value());
    for (Alert alert : raised.ofPlateKey(record.key())) {
      if (!alert.getPartial()) { // Partial entries are no part of this list.
        output.replace(record.key(), alert, book.onHotlist(listed, alert, now));
      }
    }
  }

  private static Map<String, HotlistEntry> listed(ListedEntries entries) {
    return entries == null
        ? Map.of()
        : entries.getEntries().stream()
            .collect(Collectors.toMap(HotlistEntry::getEntryId, Function.identity()));
  }
}
