package org.alprstreams.retention.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.schemas.alert.AlertHistory;
import org.alprstreams.schemas.policy.AlertCheck;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.ScanException;
import org.alprstreams.service.kafka.TopicScan;

/**
 * Looks an alert up in its topics when it is asked for. Releases are rare: a store of alerts here
 * would be one more place to delete from.
 */
final class AlertLookup {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final KafkaClients kafka;
  private final Set<AlertCheck> required;

  /**
   * @param required checks that the policy wants
   */
  AlertLookup(KafkaClients kafka, Set<AlertCheck> required) {
    this.kafka = kafka;
    this.required = required;
  }

  /**
   * The alert of this id, or empty where there is none any more.
   *
   * @param capturedAt the alert's time, or an earlier one: nothing before it is read. Later
   *     revisions come behind it in the topic, whatever their time
   * @throws ReadsUnavailable if the topics cannot be read
   */
  Optional<AlertFile> find(String alertId, Instant capturedAt) {
    try {
      return Optional.ofNullable(alert(alertId, capturedAt))
          .map(alert -> new AlertFile(alert, history(alertId)));
    } catch (ScanException e) {
      throw new ReadsUnavailable("Alerts cannot be read.", e);
    }
  }

  private Alert alert(String alertId, Instant from) {
    AtomicReference<Alert> latest = new AtomicReference<>();
    TopicScan.<Alert>since(
        kafka,
        Topics.ALERTS,
        from,
        PATIENCE,
        found -> {
          if (alertId.equals(found.key())) {
            latest.set(found.value()); // Null where it was removed.
          }
        });
    return latest.get();
  }

  /** Actions are few and small: all of them are looked through. */
  private AlertHistory history(String alertId) {
    AtomicReference<AlertHistory> history = new AtomicReference<>(AlertHistory.empty(required));
    TopicScan.<AlertAction>all(
        kafka,
        Topics.ALERT_ACTIONS,
        found -> {
          if (alertId.equals(found.key()) && found.value() != null) {
            history.set(history.get().with(found.value()));
          }
        });
    return history.get();
  }
}
