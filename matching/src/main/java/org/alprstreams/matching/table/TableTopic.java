package org.alprstreams.matching.table;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A compacted topic as a table.
 *
 * @param <V> its values
 */
public final class TableTopic<V extends SpecificRecord> {

  private static final Duration POLL = Duration.ofMillis(500);

  /** The most that brokers allow unless told otherwise (transaction.max.timeout.ms). */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

  /** Fewer changes than this are done before a progress bar could be read. */
  private static final int WORTH_A_BAR = 10_000;

  private final KafkaClients kafka;
  private final Topic<V> topic;

  public TableTopic(KafkaClients kafka, Topic<V> topic) {
    this.kafka = kafka;
    this.topic = topic;
  }

  /** Everything in the table now: committed changes only. */
  public Map<String, V> snapshot() {
    Map<String, V> table = new HashMap<>();
    try (Consumer<String, V> consumer =
        kafka.consumer(topic, "alpr-commands", Map.of("isolation.level", "read_committed"))) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<String, V> record : consumer.poll(POLL)) {
          if (record.value() == null) {
            table.remove(record.key());
          } else {
            table.put(record.key(), record.value());
          }
        }
      }
    }
    return table;
  }

  /**
   * Makes all changes or none: they are one transaction.
   *
   * @param writer names who writes; of two at work under one name at the same time one fails
   * @throws KafkaException if the broker refuses; then nothing has changed
   */
  public void change(List<Change<V>> changes, String writer) {
    if (changes.isEmpty()) {
      return;
    }
    try (Producer<String, V> producer = kafka.producer(topic, transactional(writer))) {
      producer.initTransactions();
      producer.beginTransaction();
      try {
        send(producer, changes);
        producer.commitTransaction();
      } catch (KafkaException e) {
        producer.abortTransaction();
        throw e;
      }
    }
  }

  private void send(Producer<String, V> producer, List<Change<V>> changes) {
    if (changes.size() < WORTH_A_BAR) {
      changes.forEach(change -> send(producer, change));
      return;
    }
    try (ProgressBar bar =
        new ProgressBarBuilder().setTaskName("Publishing").setInitialMax(changes.size()).build()) {
      for (Change<V> change : changes) {
        send(producer, change);
        bar.step();
      }
    }
  }

  /** A failed send is reported by the commit. */
  private void send(Producer<String, V> producer, Change<V> change) {
    producer.send(new ProducerRecord<>(topic.name(), change.key(), change.value()));
  }

  private static Map<String, Object> transactional(String writer) {
    return Map.of(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        "alpr-" + writer,
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        (int) LONGEST_TRANSACTION.toMillis(),
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10);
  }
}
