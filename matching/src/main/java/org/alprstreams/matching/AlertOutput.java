package org.alprstreams.matching;

import org.alprstreams.avro.Alert;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where a task's changed alerts go: remembered, counted, and sent under their id at capture time.
 */
final class AlertOutput {

  private final ProcessorContext<String, Alert> context;
  private final RaisedAlerts raised;
  private final MatchingMeters meters;

  AlertOutput(ProcessorContext<String, Alert> context, RaisedAlerts raised, MatchingMeters meters) {
    this.context = context;
    this.raised = raised;
    this.meters = meters;
  }

  /** Remembers an alert's new revision and sends it. */
  void put(String plateKey, Alert alert) {
    raised.put(plateKey, alert);
    send(alert);
  }

  /** Sends that an alert is withdrawn, and forgets it. */
  void withdraw(RaisedAlerts.Remembered remembered, Alert withdrawn) {
    raised.remove(remembered);
    send(withdrawn);
  }

  private void send(Alert alert) {
    meters.alert(alert);
    context.forward(new Record<>(alert.getAlertId(), alert, alert.getCapturedAt().toEpochMilli()));
  }
}
