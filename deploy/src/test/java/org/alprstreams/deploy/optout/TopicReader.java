package org.alprstreams.deploy.optout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning, up to what is its end at each moment. Test support. */
public final class TopicReader<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration LINGER = Duration.ofMillis(50);

  private final Consumer<String, V> consumer;
  private final List<TopicPartition> partitions;

  public TopicReader(KafkaClients kafka, Topic<V> topic) {
    consumer = kafka.consumer(topic, "opt-out-test", Map.of());
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The values that have come since, tombstones left out. */
  public List<V> poll() {
    List<V> values = new ArrayList<>();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<String, V> record : consumer.poll(LINGER)) {
        if (record.value() != null) {
          values.add(record.value());
        }
      }
    }
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
