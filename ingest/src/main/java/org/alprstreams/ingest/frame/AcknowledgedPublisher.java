package org.alprstreams.ingest.frame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.alprstreams.ingest.frame.TopicUnavailableException.Away;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.RegistryAwayException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Writes records and waits for the broker. Memory is bounded by the producer's buffer: when that is
 * full a call blocks, and when it stays full the call fails, so that whoever calls slows down or
 * refuses. Safe for use by many threads.
 *
 * @param <V> the records
 */
public final class AcknowledgedPublisher<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Topic<V> topic;
  private final Producer<String, V> producer;
  private final String what;
  private final Duration patience;
  private final Clock clock;
  private final AtomicReference<HealthState> health = new AtomicReference<>(HealthState.up());

  /**
   * @param topic where to
   * @param producer closed with this
   * @param what one record, in messages, such as "frame"
   * @param patience how long one record waits for its acknowledgement
   */
  public AcknowledgedPublisher(
      Topic<V> topic, Producer<String, V> producer, String what, Duration patience, Clock clock) {
    this.topic = topic;
    this.producer = producer;
    this.what = what;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Publishes a record of a camera.
   *
   * @param capturedAt the record's time
   * @throws TopicUnavailableException if the broker did not acknowledge in time; it may have the
   *     record or not, and publishing it again under the same id is harmless; or if the schema
   *     registry is away, and the broker then does not have it
   * @throws KafkaException if trying again would not help: access denied, record too large for the
   *     topic, or one that cannot be written as the topic's schema says
   */
  public void publish(String cameraId, Instant capturedAt, V value)
      throws TopicUnavailableException {
    ProducerRecord<String, V> record =
        new ProducerRecord<>(topic.name(), null, capturedAt.toEpochMilli(), cameraId, value);
    try {
      Future<RecordMetadata> sent = producer.send(record);
      sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      health.set(HealthState.up());
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (RegistryAwayException e) {
      throw registryAway(e);
    } catch (TimeoutException | KafkaException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private TopicUnavailableException unavailable(Throwable cause) {
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      health.set(
          HealthState.down(
              "the broker takes no "
                  + what
                  + "s from this process: "
                  + cause.getClass().getSimpleName()));
      throw (KafkaException) cause;
    }
    if (cause instanceof RecordTooLargeException || cause instanceof SerializationException) {
      // One record's fault: the next may come in.
      throw (KafkaException) cause;
    }
    if (cause instanceof InterruptException) {
      Thread.currentThread().interrupt();
    }
    downSince("the broker has acknowledged no " + what);
    return new TopicUnavailableException(
        Away.BROKER,
        "The broker did not acknowledge the "
            + what
            + " ("
            + cause.getClass().getSimpleName()
            + "); nothing was counted as accepted, send it again. If this stays, check that the"
            + " broker runs and that alpr.kafka.bootstrap-servers names it",
        RETRY_AFTER,
        cause);
  }

  private TopicUnavailableException registryAway(RegistryAwayException cause) {
    downSince("the schema registry has given no schema for a " + what);
    return new TopicUnavailableException(
        Away.REGISTRY,
        cause.getMessage() + "; the " + what + " was not published, send it again",
        RETRY_AFTER,
        cause);
  }

  private void downSince(String trouble) {
    Instant now = clock.instant();
    health.updateAndGet(
        state ->
            state.level() == HealthState.Level.UP
                ? HealthState.down(trouble + " since " + now)
                : state);
  }

  /**
   * Down from the first record that the broker did not acknowledge, or refused, or that the schema
   * registry gave no schema for, until one that is acknowledged.
   */
  public HealthState health() {
    return health.get();
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
