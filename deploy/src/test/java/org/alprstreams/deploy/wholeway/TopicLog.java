package org.alprstreams.deploy.wholeway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Every record that was ever committed to a topic, removed or not. Test support. */
public final class TopicLog<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration LINGER = Duration.ofMillis(50);

  private final Consumer<String, V> consumer;
  private final List<TopicPartition> partitions;
  private final List<V> values = new ArrayList<>();

  /** From the beginning of every partition. */
  public TopicLog(KafkaClients kafka, Topic<V> topic) {
    consumer = kafka.consumer(topic, "whole-way", Map.of());
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The values so far, tombstones left out, read up to the topic's present end. */
  public Stream<V> values() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<String, V> record : consumer.poll(LINGER)) {
        if (record.value() != null) {
          values.add(record.value());
        }
      }
    }
    return values.stream();
  }

  long count(Predicate<V> which) {
    return values().filter(which).count();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
