package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.ListedEntries;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.passage.PassageEvent.Suppressed.Reason;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Raises alerts for kept reads that a look-back found. The entry is taken from the hotlist as it is
 * now, so that one that was removed meanwhile raises nothing; since it may be on its way still, a
 * read waits for it, and for the gate, for as long as the changelog keeps what waits.
 */
final class LookBackProcessor implements Processor<String, LookBackRead, String, Alert> {

  private final AlertBook book;
  private final OptOutGate gate;
  private final Duration patience;
  private final SweepTimes sweeps;
  private final MatchingMeters meters;

  private ProcessorContext<String, Alert> context;
  private WaitingLookBacks waiting;
  private RaisedAlerts raised;
  private AlertOutput output;
  private TimestampedKeyValueStore<String, ListedEntries> listed;
  private GlobalOptOuts optOuts;
  private TimestampedKeyValueStore<String, Camera> cameras;

  /**
   * @param patience how long a read waits for its entry
   */
  LookBackProcessor(
      AlertBook book,
      OptOutGate gate,
      Duration patience,
      SweepTimes sweeps,
      MatchingMeters meters) {
    this.book = book;
    this.gate = gate;
    this.patience = patience;
    this.sweeps = sweeps;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.waiting = new WaitingLookBacks(context.getStateStore(MatchingTopology.WAITING_LOOK_BACKS));
    this.raised = new RaisedAlerts(context.getStateStore(MatchingTopology.RAISED_ALERTS));
    this.output = new AlertOutput(book, context, raised, sweeps, meters);
    this.listed = context.getStateStore(MatchingTopology.HOTLIST_BY_PLATE_KEY);
    this.optOuts = new GlobalOptOuts(context.getStateStore(GlobalLists.OPT_OUTS));
    this.cameras = context.getStateStore(GlobalLists.CAMERAS);
    context.schedule(
        AlertProcessor.TICK,
        PunctuationType.WALL_CLOCK_TIME,
        now -> waiting.removeIf(this::isDone));
  }

  @Override
  public void process(Record<String, LookBackRead> record) {
    if (!isDone(record.value())) {
      waiting.add(record.value());
    }
  }

  /** Whether a read needs to wait no longer. */
  private boolean isDone(LookBackRead found) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    PlateRead read = found.getImage().getRead();
    if (now.isAfter(found.getFoundAt().plus(patience))) {
      meters.lookBackInVain();
      return true;
    }
    Optional<HotlistEntry> entry = entry(found);
    GateDecision decision =
        gate.at(optOuts, now).decide(new PlateText(read.getPlateText()), read.getCharacters());
    if (decision == GateDecision.OPTED_OUT) {
      meters.suppressed(read.getCameraId(), Reason.OPTED_OUT);
      return true;
    }
    if (entry.isEmpty() || decision == GateDecision.NOT_READY) {
      return false;
    }
    raise(found, entry.get(), now);
    return true;
  }

  private void raise(LookBackRead found, HotlistEntry entry, Instant now) {
    PlateRead read = found.getImage().getRead();
    String plateKey = read.getPlateKey();
    Optional<Camera> camera =
        Optional.ofNullable(ValueAndTimestamp.getValueOrNull(cameras.get(read.getCameraId())));
    AlertBook.Step step =
        book.onLookBack(found.getImage(), entry, raised.ofPlateKey(plateKey), camera, now);
    meters.cooledDown(step.cooledDown());
    for (Alert alert : step.alerts()) {
      output.put(plateKey, alert);
    }
  }

  private Optional<HotlistEntry> entry(LookBackRead found) {
    ListedEntries entries =
        ValueAndTimestamp.getValueOrNull(listed.get(found.getImage().getRead().getPlateKey()));
    return entries == null
        ? Optional.empty()
        : entries.getEntries().stream()
            .filter(entry -> entry.getEntryId().equals(found.getEntryId()))
            .findFirst();
  }
}
