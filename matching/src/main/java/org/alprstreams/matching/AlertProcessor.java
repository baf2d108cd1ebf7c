package org.alprstreams.matching;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Raises, revises and recalls alerts as reads come; {@link AlertBook} decides which. */
final class AlertProcessor implements Processor<String, ReadWithEntries, String, Alert> {

  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  private final AlertBook book;
  private final OptOutGate gate;
  private final MatchingMeters meters;
  private final Duration alertLife;

  private ProcessorContext<String, Alert> context;
  private RaisedAlerts raised;
  private GlobalOptOuts optOuts;
  private TimestampedKeyValueStore<String, Camera> cameras;

  AlertProcessor(AlertBook book, OptOutGate gate, MatchingMeters meters, Duration alertLife) {
    this.book = book;
    this.gate = gate;
    this.meters = meters;
    this.alertLife = alertLife;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    this.context = context;
    this.raised = new RaisedAlerts(context.getStateStore(MatchingTopology.RAISED_ALERTS));
    this.optOuts = new GlobalOptOuts(context.getStateStore(MatchingTopology.OPT_OUTS));
    this.cameras = context.getStateStore(MatchingTopology.CAMERAS);
    context.schedule(
        FORGET_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> raised.forgetBefore(Instant.ofEpochMilli(now).minus(alertLife)));
  }

  @Override
  public void process(Record<String, ReadWithEntries> record) {
    PlateRead read = record.value().image().getRead();
    Collection<Alert> before = raised.ofRead(record.key(), read.getReadId());
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    List<Alert> changes =
        passesGate(read, now)
            ? book.onRead(
                record.value().image(), record.value().entries(), before, camera(read), now)
            : book.recallAll(before, "The read was taken back.");
    for (Alert alert : changes) {
      raised.put(record.key(), alert);
      meters.alert(alert);
      context.forward(
          new Record<>(alert.getAlertId(), alert, alert.getCapturedAt().toEpochMilli()));
    }
  }

  /** The list may have changed since the read was published. */
  private boolean passesGate(PlateRead read, Instant now) {
    return read.getStatus() == ReadStatus.RETRACTED
        || gate.at(optOuts, now).decide(new PlateText(read.getPlateText()), read.getCharacters())
            == GateDecision.PASS;
  }

  private Optional<Camera> camera(PlateRead read) {
    return Optional.ofNullable(ValueAndTimestamp.getValueOrNull(cameras.get(read.getCameraId())));
  }
}
