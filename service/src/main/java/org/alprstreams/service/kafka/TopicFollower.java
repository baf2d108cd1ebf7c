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
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.log.Redacted;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of a topic from a point in time to its end and then on, and hands each
 * record to a listener, in order within a partition. Every process that follows a topic sees all of
 * it: there is no consumer group and nothing is committed.
 *
 * <p>A record that can never be decoded is skipped and named in the log by its place. A broker that
 * is away is waited for, and so is a schema registry; meanwhile the follower is down. Anything
 * else, such as missing rights, ends the follower, which then shows as dead, and tells the process.
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
  private static final Duration ASK = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Topic<V> topic;
  private final Consumer<String, V> consumer;
  private final Listener<V> listener;
  private final Supervision supervision;
  private final UndecodableRecords undecodable;
  private final BrokerContact brokers;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;
  private volatile HealthState state;
  private volatile long lastProgress = System.nanoTime();

  // Of the follower's thread only.
  private Map<TopicPartition, Long> ends = Map.of();
  private long nextLook = System.nanoTime();

  private TopicFollower(
      Topic<V> topic, Consumer<String, V> consumer, Listener<V> listener, Supervision supervision) {
    this.topic = topic;
    this.consumer = consumer;
    this.listener = listener;
    this.supervision = supervision;
    this.undecodable = new UndecodableRecords(consumer);
    this.brokers = new BrokerContact(supervision.longestSilence());
    this.state = starting();
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
    Consumer<String, V> consumer = kafka.consumer(topic, "alpr-follower", LeaderAnswers.CONSUMER);
    TopicFollower<V> follower = new TopicFollower<>(topic, consumer, listener, kafka.supervision());
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

  /**
   * How it is now, for {@code Health} and for whoever shows what was read: up only while all that
   * is in the topic comes through. Answers at once.
   */
  public HealthState state() {
    HealthState found = state;
    Duration still = Duration.ofNanos(System.nanoTime() - lastProgress);
    boolean hangs =
        !closing
            && found.level() != Level.DEAD
            && still.compareTo(supervision.longestSilence()) > 0;
    return hangs ? hanging(still) : found;
  }

  /** A thread that hangs says nothing itself, least of all that it does. */
  private HealthState hanging(Duration still) {
    return HealthState.down(
        "following "
            + topic.name()
            + " has hung for "
            + still.toSeconds()
            + " s, in the schema registry's client or in what is done with a record; check that"
            + " the registry answers at alpr.registry.url. If this stays, take a thread dump"
            + " (jstack) and restart the process");
  }

  private HealthState starting() {
    return HealthState.starting("reading " + topic.name() + " to its end");
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
    try {
      while (!closing) {
        step();
      }
    } catch (WakeupException | InterruptException e) {
      if (!closing) {
        fail(e);
      }
    } catch (Throwable e) {
      // An Error as well: a thread that is gone must not look as if it still read.
      fail(e);
    } finally {
      consumer.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void step() {
    lastProgress = System.nanoTime();
    for (ConsumerRecord<String, V> record : poll()) {
      listener.accept(record);
      lastProgress = System.nanoTime();
    }
    boolean atEnd = caughtUp.getCount() == 0;
    try {
      atEnd = atEnd || !ends.isEmpty() && reached();
      undecodable.settle();
      look();
    } catch (RetriableException e) {
      LOG.atDebug().addKeyValue("exception", e.getClass().getName()).log("asked in vain");
    }
    HealthState reading = atEnd ? HealthState.up() : starting();
    state = undecodable.state().or(brokers::lost).orElse(reading);
    if (atEnd) {
      // After the state: whoever was waiting for this finds it up.
      caughtUp.countDown();
    }
  }

  private ConsumerRecords<String, V> poll() {
    try {
      if (ends.isEmpty()) {
        ends = consumer.endOffsets(consumer.assignment(), ASK);
      }
      undecodable.retry();
      return consumer.poll(POLL);
    } catch (RecordDeserializationException e) {
      undecodable.at(e);
    } catch (RetriableException e) {
      // The broker is away, which shows by its silence.
      LOG.atDebug().addKeyValue("exception", e.getClass().getName()).log("polled in vain");
    }
    return ConsumerRecords.empty();
  }

  private boolean reached() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ASK) >= end.getValue());
  }

  /** Notes once a second who has answered. */
  private void look() {
    long now = System.nanoTime();
    if (now - nextLook >= 0) {
      nextLook = now + LOOK.toNanos();
      brokers.note(LeaderAnswers.of(consumer, topic.name(), ASK));
    }
  }

  private void fail(Throwable e) {
    // Only the kind: a message may quote the record it failed on.
    state =
        HealthState.dead("following " + topic.name() + " ended: " + e.getClass().getSimpleName());
    LOG.atError()
        .setCause(Redacted.of(e))
        .addKeyValue("topic", topic.name())
        .log("a topic is no longer followed; restart the process");
    supervision.onDeath().accept("follower of " + topic.name());
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
