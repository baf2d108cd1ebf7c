package org.alprstreams.matching;

import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Alert;
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

  /** Remembers an alert's new revision and sends it. */
  void put(String plateKey, Alert alert) {
    remember(plateKey, alert);
    send(alert);
  }

  /** Remembers what became of an alert, and sends it where that is a new revision. */
  void replace(String plateKey, Alert before, Alert after) {
    if (after.getRevision() > before.getRevision()) {
      put(plateKey, after);
    } else if (!after.equals(before)) {
      remember(plateKey, after);
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

  private void send(Alert alert) {
    meters.alert(alert);
    context.forward(new Record<>(alert.getAlertId(), alert, alert.getCapturedAt().toEpochMilli()));
  }
}
