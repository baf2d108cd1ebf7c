package org.alprstreams.ingest.camera;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All registered cameras, read from the start of their topic and then kept up to date. Answers from
 * memory, also while the broker is away. Safe for use by many threads.
 */
public final class CameraRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CameraRegistry.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Map<String, Camera> cameras = new ConcurrentSkipListMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final AtomicReference<HealthState> health =
      new AtomicReference<>(HealthState.starting("reading the registered cameras"));
  private final Consumer<String, Camera> consumer;
  private final Thread reader;
  private volatile boolean closed;

  private CameraRegistry(Supplier<Consumer<String, Camera>> consumers) {
    consumer = consumers.get();
    reader = new Thread(this::read, "camera-registry");
    reader.setDaemon(true);
  }

  /**
   * Starts reading and returns at once; see {@link #awaitReady}.
   *
   * @param consumers makes the consumer, with any group: partitions are assigned, none committed
   */
  public static CameraRegistry start(Supplier<Consumer<String, Camera>> consumers) {
    CameraRegistry registry = new CameraRegistry(consumers);
    registry.reader.start();
    return registry;
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
    return ready.await(atMost.toMillis(), TimeUnit.MILLISECONDS)
        && health.get().level() != HealthState.Level.DEAD;
  }

  /** Starting until all cameras are known; dead if reading them failed for good. */
  public HealthState health() {
    return health.get();
  }

  private void read() {
    try {
      List<TopicPartition> partitions = partitions();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends =
          new TreeMap<>(Comparator.comparing(TopicPartition::toString));
      ends.putAll(endOffsets(partitions));
      while (!closed) {
        consumer.poll(POLL).forEach(this::apply);
        if (ready.getCount() > 0) {
          ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
          if (ends.isEmpty()) {
            health.set(HealthState.up());
            ready.countDown();
          }
        }
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("Camera registry asked to stop");
    } catch (KafkaException e) {
      // Without the registry nobody's frames can be judged, and no retry of ours would help.
      LOG.error("Reading {} failed; the process must be restarted", Topics.CAMERAS.name(), e);
      health.set(
          HealthState.dead(
              "reading " + Topics.CAMERAS.name() + " failed: " + e.getClass().getSimpleName()));
      ready.countDown();
    } finally {
      // The thread may carry an interrupt, which would stop the consumer from closing.
      Thread.interrupted();
      consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
  }

  private List<TopicPartition> partitions() {
    while (true) {
      try {
        List<TopicPartition> partitions =
            consumer.partitionsFor(Topics.CAMERAS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (!partitions.isEmpty()) {
          return partitions;
        }
        health.set(HealthState.starting("topic " + Topics.CAMERAS.name() + " does not exist yet"));
        consumer.poll(POLL);
      } catch (RetriableException e) {
        waiting(e);
      }
      if (closed) {
        throw new WakeupException();
      }
    }
  }

  private Map<TopicPartition, Long> endOffsets(List<TopicPartition> partitions) {
    while (true) {
      try {
        return consumer.endOffsets(partitions);
      } catch (RetriableException e) {
        waiting(e);
      }
      if (closed) {
        throw new WakeupException();
      }
    }
  }

  private void waiting(RetriableException e) {
    health.set(
        HealthState.starting(
            "the broker does not answer about "
                + Topics.CAMERAS.name()
                + " ("
                + e.getClass().getSimpleName()
                + ")"));
  }

  private void apply(ConsumerRecord<String, Camera> record) {
    if (record.value() == null) {
      cameras.remove(record.key());
    } else {
      cameras.put(record.key(), record.value());
    }
  }

  /** Stops reading, within 5 seconds. May be called twice. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      reader.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
