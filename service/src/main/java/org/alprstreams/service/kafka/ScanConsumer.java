package org.alprstreams.service.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;

/**
 * Reads ranges of a topic's offsets, whole or not at all: a record that cannot be decoded and a
 * broker that falls silent end the scan. Holds a few fetches of it in memory, however long it is.
 */
final class ScanConsumer<V> implements AutoCloseable {

  private static final String GROUP = "alpr-scan";
  private static final Duration POLL = Duration.ofMillis(100);

  /** A larger record still comes, alone. */
  private static final int PARTITION_FETCH_BYTES = 1 << 20;

  private static final int FETCH_BYTES = 4 << 20;

  private final Topic<?> topic;
  private final Duration patience;
  private final Consumer<String, V> consumer;
  private final List<TopicPartition> partitions;

  private ScanConsumer(Topic<?> topic, Duration patience, Consumer<String, V> consumer) {
    this.topic = topic;
    this.patience = patience;
    this.consumer = consumer;
    try {
      this.partitions = whole(this::partitions);
      // Before anything is asked about them: Kafka warns of answers about partitions of nobody.
      consumer.assign(partitions);
    } catch (ScanException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Reads a topic's records.
   *
   * @param patience how long the broker may take for the next records
   * @throws ScanException if the topic is missing or the broker is away
   */
  static <V extends SpecificRecord> ScanConsumer<V> of(
      KafkaClients kafka, Topic<V> topic, Duration patience) {
    return new ScanConsumer<>(topic, patience, kafka.consumer(topic, GROUP, config(patience)));
  }

  /** The same with values as bytes, whatever they are. */
  static ScanConsumer<byte[]> ofBytes(KafkaClients kafka, Topic<?> topic, Duration patience) {
    return new ScanConsumer<>(topic, patience, kafka.byteConsumer(GROUP, config(patience)));
  }

  private static Map<String, Object> config(Duration patience) {
    int millis = Math.toIntExact(patience.toMillis());
    return Map.of(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        millis,
        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        millis,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        PARTITION_FETCH_BYTES,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        FETCH_BYTES);
  }

  private List<TopicPartition> partitions() {
    List<TopicPartition> found =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (found.isEmpty()) {
      throw new ScanException(
          "The topic " + topic.name() + " does not exist: create it with 'alpr topics apply'.",
          null);
    }
    return found;
  }

  /** Where each partition begins now. */
  Map<TopicPartition, Long> beginnings() {
    return whole(() -> consumer.beginningOffsets(partitions));
  }

  /** Where each partition ends now. */
  Map<TopicPartition, Long> ends() {
    return whole(() -> consumer.endOffsets(partitions));
  }

  /** In each partition the first record with this timestamp or a later one, or its end. */
  Map<TopicPartition, Long> firstSince(Instant time) {
    return whole(
        () -> {
          Map<TopicPartition, Long> first = new HashMap<>(consumer.endOffsets(partitions));
          Map<TopicPartition, Long> times =
              partitions.stream()
                  .collect(
                      Collectors.toMap(partition -> partition, partition -> time.toEpochMilli()));
          Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
          found.forEach(
              (partition, place) -> {
                if (place != null) {
                  first.put(partition, place.offset());
                }
              });
          return first;
        });
  }

  /**
   * Hands over what lies in each partition from the one offset until before the other, in order
   * within a partition.
   *
   * @return how many records
   */
  long read(
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      TopicFollower.Listener<V> listener) {
    return whole(
        () -> {
          consumer.resume(partitions); // An earlier range has paused them.
          partitions.forEach(partition -> consumer.seek(partition, from.get(partition)));
          return readTo(to, listener);
        });
  }

  private long readTo(Map<TopicPartition, Long> ends, TopicFollower.Listener<V> listener) {
    long count = 0;
    long lastNews = System.nanoTime();
    while (!pauseThoseAtTheirEnd(ends)) {
      boolean news = false;
      for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
        news = true;
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          listener.accept(record);
          count++;
        }
      }
      if (news) {
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > patience.toNanos()) {
        throw new ScanException(
            "The broker has given nothing more of "
                + topic.name()
                + " for "
                + patience.toSeconds()
                + " s: check that it runs, and try again.",
            null);
      }
    }
    return count;
  }

  /** Nothing is fetched that nobody asked for. */
  private boolean pauseThoseAtTheirEnd(Map<TopicPartition, Long> ends) {
    List<TopicPartition> done =
        partitions.stream().filter(p -> consumer.position(p) >= ends.get(p)).toList();
    consumer.pause(done);
    return done.size() == partitions.size();
  }

  private <T> T whole(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (RecordDeserializationException e) {
      throw new ScanException(
          "A record of "
              + topic.name()
              + " cannot be decoded (partition "
              + e.topicPartition().partition()
              + ", offset "
              + e.offset()
              + "): somebody else wrote it, or the schema registry is another one.",
          null);
    } catch (KafkaException e) {
      throw new ScanException(
          topic.name()
              + " cannot be read now ("
              + e.getClass().getSimpleName()
              + "); check that the broker runs and alpr.kafka.bootstrap-servers names it.",
          e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
