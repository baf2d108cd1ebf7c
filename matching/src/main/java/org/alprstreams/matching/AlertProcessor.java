package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.ListedEntries;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.alprstreams.matching.hotlist.EntriesOfKey;
import org.alprstreams.matching.hotlist.MatchRules;
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
 * Raises, revises and recalls alerts as reads come, lists change and time passes. {@link AlertBook}
 * decides which; {@link AlertSweep} finds those that no read calls up.
 */
final class AlertProcessor implements Processor<String, ReadWithEntries, String, Alert> {

  /** How much later than a change of a list, or the end of an entry, its alerts are recalled. */
  static final Duration TICK = Duration.ofMillis(250);

  private final AlertBook book;
  private final OptOutGate gate;
  private final GlobalLists lists;
  private final MatchRules rules;
  private final SweepTimes sweeps;
  private final MatchingMeters meters;
  private final LatestRevisions latest = new LatestRevisions();
  private final ReadsToMeetAgain toMeetAgain = new ReadsToMeetAgain();

  private ProcessorContext<String, Alert> context;
  private RaisedAlerts raised;
  private AlertOutput output;
  private AlertSweep sweep;
  private GlobalOptOuts optOuts;
  private WaitingLookBacks lookBacks;
  private PartialList partial;
  private TimestampedKeyValueStore<String, Camera> cameras;
  private TimestampedKeyValueStore<String, ListedEntries> listed;

  AlertProcessor(
      AlertBook book,
      OptOutGate gate,
      GlobalLists lists,
      MatchRules rules,
      SweepTimes sweeps,
      MatchingMeters meters) {
    this.book = book;
    this.gate = gate;
    this.lists = lists;
    this.rules = rules;
    this.sweeps = sweeps;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.raised = new RaisedAlerts(context.getStateStore(MatchingTopology.RAISED_ALERTS));
    this.output = new AlertOutput(book, context, raised, sweeps, meters);
    this.listed = context.getStateStore(MatchingTopology.HOTLIST_BY_PLATE_KEY);
    this.sweep =
        new AlertSweep(
            book,
            raised,
            output,
            plateKey -> EntriesOfKey.byId(listedNow(plateKey)),
            sweeps,
            context.taskId());
    this.lookBacks =
        new WaitingLookBacks(context.getStateStore(MatchingTopology.WAITING_LOOK_BACKS));
    this.optOuts = new GlobalOptOuts(context.getStateStore(GlobalLists.OPT_OUTS));
    this.partial =
        new PartialList(
            context.getStateStore(GlobalLists.PARTIAL_ENTRIES), lists.partials(), rules);
    this.cameras = context.getStateStore(GlobalLists.CAMERAS);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> tick());
  }

  @Override
  public void process(Record<String, ReadWithEntries> record) {
    ReadImage image = record.value().image();
    if (record.value().again()) {
      lookAgain(image, record.value().entries());
      return;
    }
    PlateRead read = image.getRead();
    latest.note(read);
    takeIn(record.key(), record.value());
    Instant now = now();
    if (mayMeetAgain(read, now)) {
      toMeetAgain.add(image, now);
    }
  }

  /**
   * A correction takes alerts back and raises none, now or later; and what only arrives now, but
   * was seen before, would be looked back at without an order.
   */
  private static boolean mayMeetAgain(PlateRead read, Instant now) {
    return read.getStatus() != ReadStatus.RETRACTED
        && read.getCorrections().isEmpty()
        && !read.getLastSeenAt().isBefore(now.minus(InViewProcessor.INTERVAL));
  }

  private void takeIn(String plateKey, ReadWithEntries met) {
    PlateRead read = met.image().getRead();
    Instant now = now();
    if (read.getStatus() == ReadStatus.RETRACTED) {
      lookBacks.forget(read.getReadId());
    }
    GateDecision decision = decide(read, now);
    if (decision == GateDecision.NOT_READY) {
      meters.suppressed(read.getCameraId(), Reason.GATE_NOT_READY);
      return;
    }
    if (decision == GateDecision.OPTED_OUT) {
      meters.suppressed(read.getCameraId(), Reason.OPTED_OUT);
      raised.ofPlateKey(plateKey).stream()
          .filter(alert -> alert.getReadId().equals(read.getReadId()))
          .forEach(alert -> withdraw(plateKey, alert));
      return;
    }
    AlertBook.Step step =
        book.onRead(
            met.image(),
            candidates(read, met.entries(), now),
            raised.ofPlateKey(plateKey),
            camera(read),
            now);
    meters.cooledDown(step.cooledDown());
    for (Alert alert : step.alerts()) {
      output.put(plateKey, alert);
    }
  }

  /** Raises what was listed, arrived or took effect since a read came. */
  private void lookAgain(ReadImage image, List<HotlistEntry> entries) {
    PlateRead read = image.getRead();
    String plateKey = read.getPlateKey();
    Instant now = now();
    if (latest.isOutdated(read)) {
      return;
    }
    List<HotlistEntry> candidates = candidates(read, entries, now);
    // The rest is asked of the few that somebody lists.
    if (candidates.isEmpty() || decide(read, now) != GateDecision.PASS) {
      return;
    }
    book.onSight(image, candidates, raised.ofPlateKey(plateKey), camera(read), now)
        .forEach(alert -> output.put(plateKey, alert));
  }

  private void tick() {
    // Before the lists: what is added meanwhile is found by the next sweep.
    long optOutRevision = lists.optOuts().additions();
    long partialRevision = lists.partials().changes();
    Instant now = now();
    if (sweep.isDue(optOutRevision, partialRevision, now)) {
      sweep.run(
          optOutRevision, partialRevision, gate.at(optOuts, now), partial.at(now).listed(), now);
    }
    for (ReadImage image : toMeetAgain.due(now)) {
      ListedEntries entries = listedNow(image.getRead().getPlateKey());
      lookAgain(image, entries == null ? List.of() : entries.getEntries());
    }
  }

  /** What is listed under a plate key, or null. */
  private ListedEntries listedNow(String plateKey) {
    return ValueAndTimestamp.getValueOrNull(listed.get(plateKey));
  }

  /** The list may have changed since the read was published. A retraction tells nothing new. */
  private GateDecision decide(PlateRead read, Instant now) {
    return read.getStatus() == ReadStatus.RETRACTED
        ? GateDecision.PASS
        : gate.at(optOuts, now).decide(new PlateText(read.getPlateText()), read.getCharacters());
  }

  private List<HotlistEntry> candidates(PlateRead read, List<HotlistEntry> ofKey, Instant now) {
    List<HotlistEntry> candidates = new ArrayList<>(ofKey);
    candidates.addAll(
        partial.at(now).fitting(new PlateText(read.getPlateText()), rules.maxDifferences()));
    return candidates;
  }

  private void withdraw(String plateKey, Alert alert) {
    output.withdraw(new RaisedAlerts.Remembered(plateKey, alert), AlertRevisions.withdrawn(alert));
  }

  private Optional<Camera> camera(PlateRead read) {
    return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(cameras.get(read.getCameraId())));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
