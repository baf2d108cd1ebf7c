package org.alprstreams.console.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.log.Redacted;
import org.alprstreams.service.topics.Writes;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes actions, durably on all in-sync replicas. Safe for use by many threads. */
final class ActionTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ActionTopic.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  /** An action has not been acknowledged: it may or may not be there. */
  static final class NotAcknowledged extends Exception {

    private static final long serialVersionUID = 1L;

    private NotAcknowledged(Throwable cause) {
      super("An action was not acknowledged.", cause);
    }
  }

  private final Producer<String, AlertAction> producer;
  private final Duration deadline;

  /**
   * @param producer closed with this
   * @param deadline how long one action may take
   */
  ActionTopic(Producer<String, AlertAction> producer, Duration deadline) {
    this.producer = producer;
    this.deadline = deadline;
  }

  /**
   * Writes an action and waits until it is durable.
   *
   * @param capturedAt time of the alert: the action expires with it
   */
  void write(AlertAction action, Instant capturedAt) throws NotAcknowledged {
    ProducerRecord<String, AlertAction> record =
        new ProducerRecord<>(
            Topics.ALERT_ACTIONS.name(),
            null,
            capturedAt.toEpochMilli(),
            action.getAlertId(),
            action);
    try {
      Writes.await("write an alert action", List.of(producer.send(record)), deadline);
    } catch (RuntimeException e) {
      // Also of the serializer: with the registry away it fails with whatever its client does.
      LOG.atError()
          .addKeyValue("cause", Redacted.root(e).getClass().getName())
          .addKeyValue("at", Redacted.location(Redacted.root(e)))
          .log("alert action not written; its sender is told to try again");
      throw new NotAcknowledged(e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
