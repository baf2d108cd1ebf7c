package org.alprstreams.retention.write;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.topics.BrokerException;
import org.alprstreams.service.topics.Writes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes the entries of one topic, durably on all in-sync replicas. Safe for use by many threads.
 *
 * @param <V> the entries
 */
public final class Register<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Producer<String, V> producer;
  private final Topic<V> topic;
  private final Duration deadline;

  /**
   * @param producer closed with this register
   * @param deadline how long one entry may take
   */
  public Register(Producer<String, V> producer, Topic<V> topic, Duration deadline) {
    this.producer = producer;
    this.topic = topic;
    this.deadline = deadline;
  }

  /**
   * Writes an entry and waits until it is durable.
   *
   * @throws ReadsUnavailable if that fails or takes too long; the entry may or may not be there
   */
  public void put(String key, V value, Instant at) {
    await(send(null, key, value, at));
  }

  /**
   * Hands an entry over to the producer.
   *
   * @param partition where to, or null for the key's own
   * @param value null for a tombstone
   */
  public Future<RecordMetadata> send(Integer partition, String key, V value, Instant at) {
    try {
      return producer.send(
          new ProducerRecord<>(topic.name(), partition, at.toEpochMilli(), key, value));
    } catch (RuntimeException e) {
      // Also of the serializer: with the registry away it fails with whatever its client does.
      throw failed(e);
    }
  }

  /**
   * Waits until it is durable.
   *
   * @throws ReadsUnavailable if that fails or takes too long
   */
  public void await(Future<RecordMetadata> sent) {
    try {
      Writes.await("write to " + topic.name(), List.of(sent), deadline);
    } catch (BrokerException e) {
      throw failed(e);
    }
  }

  /** How many partitions the topic has. */
  public int partitions() {
    try {
      return producer.partitionsFor(topic.name()).size();
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  private ReadsUnavailable failed(Exception cause) {
    return new ReadsUnavailable("The broker did not acknowledge what was written.", cause);
  }

  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }
}
