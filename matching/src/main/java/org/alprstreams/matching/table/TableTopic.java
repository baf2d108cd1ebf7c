package org.alprstreams.matching.table;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.Poison;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A compacted topic as a table.
 *
 * @param <V> its values
 */
public final class TableTopic<V extends SpecificRecord> {

  private static final Logger LOG = LoggerFactory.getLogger(TableTopic.class);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Duration SETTLE_PAUSE = Duration.ofMillis(20);

  /** Small fetches: what is read goes into a table that has most of a small heap. */
  private static final Map<String, Object> READER =
      Map.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
          false,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          1 << 20,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          4 << 20,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          2000,
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
          (int) PATIENCE.toMillis());

  private final KafkaClients kafka;
  private final Topic<V> topic;
  private final Supplier<V> undecodable;

  /** A table in which what cannot be decoded counts as removed, so that it can be put anew. */
  public TableTopic(KafkaClients kafka, Topic<V> topic) {
    this(kafka, topic, () -> null);
  }

  /**
   * @param undecodable what stands in for a value that cannot be decoded
   */
  public TableTopic(KafkaClients kafka, Topic<V> topic, Supplier<V> undecodable) {
    this.kafka = kafka;
    this.topic = topic;
    this.undecodable = undecodable;
  }

  /**
   * Everything in the table now: committed changes only.
   *
   * @throws TableException if it cannot be read
   */
  public Map<String, V> snapshot() {
    Map<String, V> table = new HashMap<>();
    read(
        (key, value) -> {
          if (value == null) {
            table.remove(key);
          } else {
            table.put(key, value);
          }
        });
    return table;
  }

  /**
   * Goes through all changes up to now, committed ones only: for tables too large for memory.
   *
   * @param taker gets keys with their values, null where it was removed; the last of a key counts
   * @throws TableException if it cannot be read
   */
  public void read(BiConsumer<String, V> taker) {
    read(taker, records -> Progress.of("Reading what is listed", records));
  }

  /** The same where nobody watches. */
  void readUnseen(BiConsumer<String, V> taker) {
    read(taker, records -> Progress.none());
  }

  private void read(BiConsumer<String, V> taker, LongFunction<Progress> shown) {
    try (Consumer<String, V> consumer = kafka.consumer(topic, "alpr-commands", READER)) {
      List<TopicPartition> partitions = partitions(consumer.partitionsFor(topic.name()));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long records = ends.values().stream().mapToLong(Long::longValue).sum();
      try (Progress progress = shown.apply(records)) {
        read(consumer, ends, taker, progress);
      }
    } catch (KafkaException e) {
      throw TableException.unchanged(e);
    }
  }

  private void read(
      Consumer<String, V> consumer,
      Map<TopicPartition, Long> ends,
      BiConsumer<String, V> taker,
      Progress progress) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<String, V> records;
      try {
        records = consumer.poll(POLL);
      } catch (RecordDeserializationException e) {
        goPast(e, consumer, taker);
        progress.step();
        deadline = System.nanoTime() + PATIENCE.toNanos(); // The broker gives records.
        continue;
      }
      for (ConsumerRecord<String, V> record : records) {
        taker.accept(record.key(), record.value());
        progress.step();
      }
      if (!records.isEmpty()) {
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw TableException.silent(topic, PATIENCE);
      }
    }
    // Offsets count what compaction has removed and the ends of transactions too.
    progress.finish();
  }

  /** One damaged record must not keep everybody from the table, least of all from mending it. */
  private void goPast(
      RecordDeserializationException failure,
      Consumer<String, V> consumer,
      BiConsumer<String, V> taker) {
    if (!Poison.is(failure)) {
      throw failure;
    }
    LOG.atWarn()
        .addKeyValue("topic", failure.topicPartition().topic())
        .addKeyValue("partition", failure.topicPartition().partition())
        .addKeyValue("offset", failure.offset())
        .log("a record cannot be decoded");
    if (failure.keyBuffer() != null) {
      String key = StandardCharsets.UTF_8.decode(failure.keyBuffer().duplicate()).toString();
      taker.accept(key, undecodable.get());
    }
    consumer.seek(failure.topicPartition(), failure.offset() + 1);
  }

  /**
   * Whether readers of committed changes wait: a transaction on the table is open, because somebody
   * is at work or was killed at it.
   *
   * @throws TableException if the broker does not say
   */
  public boolean isHeldUp() {
    long deadline = System.nanoTime() + SETTLE.toNanos();
    try (Admin admin = kafka.admin()) {
      // A commit is answered a moment before it shows.
      while (!ends(admin, IsolationLevel.READ_COMMITTED)
          .equals(ends(admin, IsolationLevel.READ_UNCOMMITTED))) {
        if (System.nanoTime() > deadline) {
          return true;
        }
        LockSupport.parkNanos(SETTLE_PAUSE.toNanos());
      }
    }
    return false;
  }

  /**
   * Waits until nobody's transaction is open: what was committed behind one does not show before it
   * ends, not even to who committed it.
   *
   * @param limit how long at most
   * @param waiting is told once if it has to wait
   * @throws TableException if it takes longer, or the broker does not say
   */
  public void awaitSettled(Duration limit, Runnable waiting) {
    if (!isHeldUp()) {
      return;
    }
    waiting.run();
    long deadline = System.nanoTime() + limit.toNanos();
    while (isHeldUp()) {
      if (System.nanoTime() > deadline) {
        throw TableException.heldUp(topic, limit);
      }
    }
  }

  private Map<TopicPartition, Long> ends(Admin admin, IsolationLevel isolation) {
    try {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(List.of(topic.name()))
          .allTopicNames()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .get(topic.name())
          .partitions()
          .forEach(
              p ->
                  latest.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
      Map<TopicPartition, Long> ends = new HashMap<>();
      admin
          .listOffsets(latest, new ListOffsetsOptions(isolation))
          .all()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw TableException.unchanged(
          e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause()));
    } catch (TimeoutException e) {
      throw TableException.silent(topic, PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TableException.unchanged(new KafkaException("interrupted", e));
    }
  }

  /**
   * Makes all changes or none: they are one transaction.
   *
   * @param writer names who writes; of two at work under one name at the same time one fails
   * @throws TableException if the broker refuses; the message says whether anything has changed
   */
  public void change(List<Change<V>> changes, String writer) {
    if (changes.isEmpty()) {
      return;
    }
    try (TableTransaction transaction = TableTransaction.open(kafka, writer, changes.size());
        Progress progress = Progress.of("Publishing", changes.size())) {
      for (Change<V> change : changes) {
        transaction.put(topic, change.key(), change.value());
        progress.step();
      }
      transaction.commit();
    }
  }

  private List<TopicPartition> partitions(List<PartitionInfo> found) {
    if (found == null || found.isEmpty()) {
      throw TableException.missing(topic);
    }
    return found.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }
}
