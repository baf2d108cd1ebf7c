package org.alprstreams.matching;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.matching.hotlist.AlertBook;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where a task's changed alerts go: remembered, so that they are gone through when their entries
 * expire, counted, and sent under their id at capture time.
 */
final class AlertOutput {

  private final AlertBook book;
  private final ProcessorContext<String, Alert> context;
  private final RaisedAlerts raised;
  private final SweepTimes sweeps;
  private final MatchingMeters meters;

  AlertOutput(
      AlertBook book,
      ProcessorContext<String, Alert> context,
      RaisedAlerts raised,
      SweepTimes sweeps,
      MatchingMeters meters) {
    this.book = book;
    this.context = context;
    this.raised = raised;
    this.sweeps = sweeps;
    this.meters = meters;
  }

  /** Remembers what became of an alert, and sends it where that is a new revision. */
  void put(String plateKey, Alert alert) {
    Optional<Alert> before = raised.find(plateKey, alert);
    if (before.filter(alert::equals).isPresent()) {
      return;
    }
    remember(plateKey, alert);
    if (before.filter(known -> known.getRevision() >= alert.getRevision()).isEmpty()) {
      send(alert);
    }
  }

  /** Sends that an alert is withdrawn, and forgets it. */
  void withdraw(RaisedAlerts.Remembered remembered, Alert withdrawn) {
    raised.remove(remembered);
    send(withdrawn);
  }

  private void remember(String plateKey, Alert alert) {
    raised.put(plateKey, alert);
    book.nextExpiry(List.of(alert), Instant.EPOCH)
        .ifPresent(expiry -> sweeps.noLaterThan(context.taskId(), expiry));
  }

  /** What is recalled shows no picture, even where it is remembered with it. */
  private void send(Alert alert) {
    meters.alert(alert);
    Alert sent =
        alert.getStatus() == AlertStatus.RECALLED
            ? Alert.newBuilder(alert).setPlateCrop(null).build()
            : alert;
    context.forward(new Record<>(sent.getAlertId(), sent, sent.getCapturedAt().toEpochMilli()));
  }
}
