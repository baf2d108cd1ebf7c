package org.alprstreams.ingest.frame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.alprstreams.avro.Frame;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Writes frames and waits for the broker. Memory is bounded by the producer's buffer: when that is
 * full a call blocks, and when it stays full the call fails, so that whoever calls slows down or
 * refuses. Safe for use by many threads.
 */
public final class FramePublisher implements AutoCloseable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_REQUEST_BYTES = 10 * 1024 * 1024;

  private final Producer<String, Frame> producer;
  private final Duration patience;
  private final Clock clock;
  private final AtomicReference<HealthState> health = new AtomicReference<>(HealthState.up());

  /**
   * @param producer made with {@link #properties}; closed with this
   * @param patience how long one frame waits for its acknowledgement
   */
  public FramePublisher(Producer<String, Frame> producer, Duration patience, Clock clock) {
    this.producer = producer;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * What the producer must be made with.
   *
   * @param blockFor how long a call blocks while the buffer is full or the broker is away
   * @param deliverWithin how long a buffered frame is tried
   * @param bufferBytes the buffer, at least two frames
   */
  public static Map<String, Object> properties(
      Duration blockFor, Duration deliverWithin, long bufferBytes) {
    return Map.of(
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        // JPEG does not shrink.
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "none",
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        bufferBytes,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        MOST_REQUEST_BYTES,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        blockFor.toMillis(),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) deliverWithin.toMillis() / 2,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) deliverWithin.toMillis());
  }

  /**
   * Publishes a frame; its capture time is the record's time.
   *
   * @throws BrokerUnavailableException if the broker did not acknowledge in time; it may have the
   *     frame or not, and publishing it again under the same id is harmless
   * @throws KafkaException if trying again would not help: access denied, frame too large for the
   *     topic
   */
  public void publish(Frame frame) throws BrokerUnavailableException {
    ProducerRecord<String, Frame> record =
        new ProducerRecord<>(
            Topics.FRAMES.name(),
            null,
            frame.getCapturedAt().toEpochMilli(),
            frame.getCameraId(),
            frame);
    try {
      Future<RecordMetadata> sent = producer.send(record);
      sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      health.set(HealthState.up());
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (TimeoutException | KafkaException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private BrokerUnavailableException unavailable(Throwable cause) {
    if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
      health.set(
          HealthState.down(
              "the broker takes no frames from this process: " + cause.getClass().getSimpleName()));
      throw (KafkaException) cause;
    }
    if (cause instanceof RecordTooLargeException tooLarge) {
      // One frame's fault: the next may come in.
      throw tooLarge;
    }
    if (cause instanceof InterruptException) {
      Thread.currentThread().interrupt();
    }
    Instant now = clock.instant();
    health.updateAndGet(
        state ->
            state.level() == HealthState.Level.UP
                ? HealthState.down("the broker has acknowledged no frame since " + now)
                : state);
    return new BrokerUnavailableException(
        "The broker did not acknowledge the frame ("
            + cause.getClass().getSimpleName()
            + "); nothing was counted as accepted, try again. If this stays, check that the broker"
            + " and the schema registry run and that alpr.kafka.bootstrap-servers names the broker",
        RETRY_AFTER,
        cause);
  }

  /** Down from the first frame the broker did not acknowledge, or refused, until one it does. */
  public HealthState health() {
    return health.get();
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
