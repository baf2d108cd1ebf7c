package org.alprstreams.service.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;

/**
 * Reads every partition of a topic once, up to where it ends now, committed records only and in
 * order within a partition. A record that cannot be decoded ends the scan: who reads an audit log
 * has to know that it is whole.
 */
public final class TopicScan {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TopicScan() {}

  /**
   * Hands over all records.
   *
   * @throws ScanException if the topic is missing or does not come whole
   */
  public static <V extends SpecificRecord> void all(
      KafkaClients kafka, Topic<V> topic, TopicFollower.Listener<V> listener) {
    since(kafka, topic, Instant.EPOCH, PATIENCE, listener);
  }

  /**
   * Hands over all records from the first with this timestamp or a later one.
   *
   * @param patience how long the broker may take for the next records
   * @throws ScanException if the topic is missing or does not come whole
   */
  public static <V extends SpecificRecord> void since(
      KafkaClients kafka,
      Topic<V> topic,
      Instant from,
      Duration patience,
      TopicFollower.Listener<V> listener) {
    Map<String, Object> overrides =
        Map.of(
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(patience.toMillis()),
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            Math.toIntExact(patience.toMillis()));
    try (Consumer<String, V> consumer = kafka.consumer(topic, "alpr-scan", overrides)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new ScanException(
            "The topic " + topic.name() + " does not exist: create it with 'alpr topics apply'.",
            null);
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, partitions, from);
      read(topic, consumer, ends, patience, listener);
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

  private static <V> void seek(
      Consumer<String, V> consumer, List<TopicPartition> partitions, Instant from) {
    if (from.equals(Instant.EPOCH)) {
      consumer.seekToBeginning(partitions);
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      if (found.get(partition) == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, found.get(partition).offset());
      }
    }
  }

  private static <V extends SpecificRecord> void read(
      Topic<V> topic,
      Consumer<String, V> consumer,
      Map<TopicPartition, Long> ends,
      Duration patience,
      TopicFollower.Listener<V> listener) {
    long lastNews = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<String, V> records = consumer.poll(POLL);
      for (var record : records) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          listener.accept(record);
        }
      }
      if (!records.isEmpty()) {
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
  }
}
