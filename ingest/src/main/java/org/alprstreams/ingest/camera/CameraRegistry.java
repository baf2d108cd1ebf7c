package org.alprstreams.ingest.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All registered cameras, read from the start of their topic and then kept up to date. Answers from
 * memory, also while the broker is away. Safe for use by many threads.
 */
public final class CameraRegistry implements AutoCloseable {

  private final Map<String, Camera> cameras = new ConcurrentSkipListMap<>();
  private final TopicFollower<Camera> follower;

  private CameraRegistry(KafkaClients kafka) {
    follower = TopicFollower.start(kafka, Topics.CAMERAS, Instant.EPOCH, this::apply);
  }

  /**
   * Starts reading; see {@link #awaitReady}.
   *
   * @throws org.apache.kafka.common.KafkaException if the topic does not exist or the broker does
   *     not answer about it
   */
  public static CameraRegistry start(KafkaClients kafka) {
    return new CameraRegistry(kafka);
  }

  /** A registered camera, whether active or not. */
  public Optional<Camera> find(String cameraId) {
    return Optional.ofNullable(cameras.get(cameraId));
  }

  /** All cameras, by id. */
  public Collection<Camera> all() {
    return List.copyOf(cameras.values());
  }

  /**
   * Waits until every camera that was registered at the start is known.
   *
   * @return whether that is so; if not, see {@link #health()}
   */
  public boolean awaitReady(Duration atMost) throws InterruptedException {
    return follower.awaitCaughtUp(atMost);
  }

  /** Starting until all cameras are known; dead if reading them failed for good. */
  public HealthState health() {
    return follower.state();
  }

  private void apply(ConsumerRecord<String, Camera> record) {
    if (record.value() == null) {
      cameras.remove(record.key());
    } else {
      cameras.put(record.key(), record.value());
    }
  }

  /** Stops reading. May be called twice. */
  @Override
  public void close() {
    follower.close();
  }
}
