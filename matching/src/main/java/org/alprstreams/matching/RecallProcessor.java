package org.alprstreams.matching;

import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.ListedEntries;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.hotlist.EntriesOfKey;
import org.alprstreams.matching.optout.OptOutGate;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Recalls alerts whose entry leaves the hotlist, has others say what theirs says now, and raises
 * again what was recalled for the list alone.
 */
final class RecallProcessor implements Processor<String, ListedEntries, String, Alert> {

  private final AlertBook book;
  private final OptOutGate gate;
  private final SweepTimes sweeps;
  private final MatchingMeters meters;

  private ProcessorContext<String, Alert> context;
  private RaisedAlerts raised;
  private EntryFollower follower;
  private GlobalOptOuts optOuts;

  RecallProcessor(AlertBook book, OptOutGate gate, SweepTimes sweeps, MatchingMeters meters) {
    this.book = book;
    this.gate = gate;
    this.sweeps = sweeps;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.raised = new RaisedAlerts(context.getStateStore(MatchingTopology.RAISED_ALERTS));
    this.follower = new EntryFollower(book, new AlertOutput(book, context, raised, sweeps, meters));
    this.optOuts = new GlobalOptOuts(context.getStateStore(GlobalLists.OPT_OUTS));
  }

  @Override
  public void process(Record<String, ListedEntries> record) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    // Partial entries are no part of this list.
    List<Alert> whole =
        raised.ofPlateKey(record.key()).stream().filter(alert -> !alert.getPartial()).toList();
    follower.follow(
        record.key(), whole, EntriesOfKey.byId(record.value()), gate.at(optOuts, now), now);
  }
}
