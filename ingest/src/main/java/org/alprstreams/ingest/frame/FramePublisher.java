package org.alprstreams.ingest.frame;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.avro.Frame;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Writes frames and waits for the broker. Safe for use by many threads. */
public final class FramePublisher implements AutoCloseable {

  private static final int MOST_REQUEST_BYTES = 10 * 1024 * 1024;

  private final AcknowledgedPublisher<Frame> publisher;

  /**
   * @param producer made with {@link #properties}; closed with this
   * @param patience how long one frame waits for its acknowledgement
   */
  public FramePublisher(Producer<String, Frame> producer, Duration patience, Clock clock) {
    publisher = new AcknowledgedPublisher<>(Topics.FRAMES, producer, "frame", patience, clock);
  }

  /**
   * What the producer must be made with, that of other records of this module too.
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
   * @throws TopicUnavailableException if the broker did not acknowledge in time; it may have the
   *     frame or not, and publishing it again under the same id is harmless; or if the schema
   *     registry is away
   * @throws KafkaException if trying again would not help: access denied, frame too large for the
   *     topic
   */
  public void publish(Frame frame) throws TopicUnavailableException {
    publisher.publish(frame.getCameraId(), frame.getCapturedAt(), frame);
  }

  /** Down from the first frame that did not come through until one that the broker acknowledges. */
  public HealthState health() {
    return publisher.health();
  }

  @Override
  public void close() {
    publisher.close();
  }
}
