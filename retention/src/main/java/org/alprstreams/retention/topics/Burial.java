package org.alprstreams.retention.topics;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.topics.Writes;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes what has expired out of topics that are compacted as well as deleted from, by a tombstone
 * for each record. Their age alone would not: a broker deletes a segment when its newest record is
 * old, and compaction puts small segments together, old ones and new ones, again and again. So in a
 * partition of less than {@code segment.bytes} (1 GiB) no record would ever be deleted by its age.
 *
 * <p>Records lie in the order of their time, give or take how late one came. So each turn goes on
 * where the one before ended, up to the first record that has not expired. What came later than
 * that allows is buried by the stores, which know it by its time. Stores that were filled anew do
 * not know what had expired by then: for these, changelogs are gone through once to their end. Of
 * changelogs, stores no longer show what is buried here. Several processes that bury do no harm.
 */
final class Burial implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration TURN = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  /** A window store's key ends in the window's start, 8 bytes, and a number, 4 bytes. */
  private static final int AFTER_KEY = 12;

  private final Map<String, Duration> ages;
  private final Set<String> windows;
  private final Duration timeout;
  private final boolean toTheEnd;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<TopicPartition, Long> buriedUpTo = new HashMap<>();
  private Map<TopicPartition, Long> ends;
  private boolean over;

  /**
   * @param ages after how long a record is to go, by topic
   * @param windows which of these are changelogs of window stores: they have their records' time in
   *     the key, the others in the timestamp
   * @param timeout for the broker to take a tombstone
   */
  Burial(Settings settings, Map<String, Duration> ages, Set<String> windows, Duration timeout) {
    this(settings, ages, windows, timeout, false);
  }

  private Burial(
      Settings settings,
      Map<String, Duration> ages,
      Set<String> windows,
      Duration timeout,
      boolean toTheEnd) {
    this.ages = Map.copyOf(ages);
    this.windows = Set.copyOf(windows);
    this.timeout = timeout;
    this.toTheEnd = toTheEnd;
    Map<String, Object> reading = new HashMap<>(settings.kafka());
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    Map<String, Object> writing = new HashMap<>(settings.kafka());
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * One that goes on beyond what has not expired, until it {@link #isOver()}: once, up to where the
   * changelogs end at its first turn.
   *
   * @param changelogs of window stores, with the age at which an entry is to go
   */
  static Burial toTheEnd(Settings settings, Map<String, Duration> changelogs, Duration timeout) {
    return new Burial(settings, changelogs, changelogs.keySet(), timeout, true);
  }

  /**
   * Buries what has expired since the last turn; what takes longer than a turn may is left to the
   * next.
   *
   * @return how many records
   * @throws org.alprstreams.service.topics.BrokerException if a tombstone is not taken
   */
  int bury(Instant now) {
    if (ends == null || !toTheEnd) {
      ends = consumer.endOffsets(partitions());
    }
    Collection<TopicPartition> partitions = ends.keySet();
    if (partitions.isEmpty()) {
      over = toTheEnd;
      return 0;
    }
    consumer.assign(partitions);
    consumer.resume(partitions); // The last turn paused them, and an assignment keeps that.
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    starts.forEach(
        (partition, start) ->
            consumer.seek(partition, Math.max(start, buriedUpTo.getOrDefault(partition, 0L))));
    Set<TopicPartition> left = new HashSet<>(partitions);
    List<Future<?>> tombstones = new ArrayList<>();
    Map<TopicPartition, Long> reached = new HashMap<>();
    long deadline = System.nanoTime() + TURN.toNanos();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (TopicPartition partition : records.partitions()) {
        Instant cutoff = now.minus(ages.get(partition.topic()));
        for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
          if (left.contains(partition)) {
            reached.put(partition, record.offset());
            if (record.value() == null) {
              continue;
            }
            if (isBefore(record, cutoff)) {
              tombstones.add(producer.send(tombstone(record)));
            } else if (!toTheEnd) {
              left.remove(partition);
            }
          }
        }
      }
      left.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
      consumer.pause(partitions.stream().filter(partition -> !left.contains(partition)).toList());
    }
    Writes.await("write tombstones", tombstones, timeout);
    buriedUpTo.putAll(reached);
    over = toTheEnd && left.isEmpty();
    return tombstones.size();
  }

  /** Whether one that goes to the end has come there. */
  boolean isOver() {
    return over;
  }

  private Collection<TopicPartition> partitions() {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> ages.containsKey(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private boolean isBefore(ConsumerRecord<byte[], byte[]> record, Instant cutoff) {
    long time =
        windows.contains(record.topic())
            ? ByteBuffer.wrap(record.key()).getLong(record.key().length - AFTER_KEY)
            : record.timestamp();
    return time < cutoff.toEpochMilli();
  }

  private static ProducerRecord<byte[], byte[]> tombstone(ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
  }

  @Override
  public void close() {
    consumer.close();
    producer.close(CLOSE);
  }
}
