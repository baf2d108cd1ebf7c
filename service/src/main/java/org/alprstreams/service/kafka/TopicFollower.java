package org.alprstreams.service.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.health.HealthState;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of a topic from a point in time to its end and then on, and hands each
 * record to a listener, in order within a partition. Every process that follows a topic sees all of
 * it: there is no consumer group and nothing is committed.
 *
 * <p>A record that cannot be decoded is skipped and counted in the log by its place. A broker that
 * is away is waited for. Anything else, such as missing rights, ends the follower, which then shows
 * as dead in health.
 *
 * @param <V> the record type
 */
public final class TopicFollower<V extends SpecificRecord> implements AutoCloseable {

  /** What is done with a record; a null value is a tombstone. Called from one thread. */
  @FunctionalInterface
  public interface Listener<V> {
    void accept(ConsumerRecord<String, V> record);
  }

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Topic<V> topic;
  private final Consumer<String, V> consumer;
  private final Listener<V> listener;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;
  private volatile HealthState state;

  private TopicFollower(Topic<V> topic, Consumer<String, V> consumer, Listener<V> listener) {
    this.topic = topic;
    this.consumer = consumer;
    this.listener = listener;
    this.state = HealthState.starting("reading " + topic.name() + " to its end");
    this.thread = new Thread(this::run, "follow-" + topic.name());
    this.thread.setDaemon(true);
  }

  /**
   * Starts following.
   *
   * @param from records with an earlier timestamp are left out; {@link Instant#EPOCH} for all
   */
  public static <V extends SpecificRecord> TopicFollower<V> start(
      KafkaClients kafka, Topic<V> topic, Instant from, Listener<V> listener) {
    Consumer<String, V> consumer = kafka.consumer(topic, "alpr-follower", Map.of());
    TopicFollower<V> follower = new TopicFollower<>(topic, consumer, listener);
    try {
      follower.assign(from);
    } catch (KafkaException e) {
      consumer.close();
      throw e;
    }
    follower.thread.start();
    return follower;
  }

  /**
   * Waits until everything that was in the topic at the start has been handed over.
   *
   * @return false if that took longer than the timeout
   */
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    return caughtUp.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** For {@code Health}. */
  public HealthState state() {
    return state;
  }

  private void assign(Instant from) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic.name())
        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    if (partitions.isEmpty()) {
      throw new KafkaException(
          "The topic " + topic.name() + " does not exist: create it with 'alpr topics apply'.");
    }
    consumer.assign(partitions);
    if (from.equals(Instant.EPOCH)) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> wanted = new HashMap<>();
    partitions.forEach(p -> wanted.put(p, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      if (first == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, first.offset());
      }
    }
  }

  private void run() {
    try (consumer) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      while (!closing) {
        pollOnce();
        if (caughtUp.getCount() > 0 && reached(ends)) {
          state = HealthState.up();
          caughtUp.countDown();
        }
      }
    } catch (WakeupException | InterruptException e) {
      if (!closing) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void pollOnce() {
    try {
      for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
        listener.accept(record);
      }
    } catch (RecordDeserializationException e) {
      LOG.atWarn()
          .addKeyValue("topic", e.topicPartition().topic())
          .addKeyValue("partition", e.topicPartition().partition())
          .addKeyValue("offset", e.offset())
          .log("skipped a record that cannot be decoded");
      consumer.seek(e.topicPartition(), e.offset() + 1);
    }
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private void fail(RuntimeException e) {
    // Only the kind: a message may quote the record it failed on.
    state =
        HealthState.dead("following " + topic.name() + " ended: " + e.getClass().getSimpleName());
    LOG.atError()
        .addKeyValue("topic", topic.name())
        .addKeyValue("exception", e.getClass().getName())
        .log("a topic is no longer followed; restart the process");
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
