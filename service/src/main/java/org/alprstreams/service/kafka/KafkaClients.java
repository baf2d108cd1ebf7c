package org.alprstreams.service.kafka;

import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes plain Kafka clients with the settings' connection, security and serdes. Whoever asks for a
 * client closes it.
 */
public interface KafkaClients {

  /**
   * An idempotent producer that waits for all in-sync replicas. Its {@code send} fails with {@link
   * RegistryAwayException} while the schema registry does not give the topic's schema.
   *
   * @param topic gives the value's serde
   * @param overrides Kafka producer properties that differ
   */
  <V extends SpecificRecord> Producer<String, V> producer(Topic<V> topic, Map<String, ?> overrides);

  /**
   * The same for records of any topic of the catalogue, so that one transaction can span topics.
   *
   * @param overrides Kafka producer properties that differ
   */
  Producer<String, SpecificRecord> producer(Map<String, ?> overrides);

  /**
   * A consumer that reads committed records from the earliest offset and commits by hand. It is not
   * subscribed yet, so that a caller may assign partitions itself.
   *
   * @param topic gives the value's serde
   * @param groupId the consumer group
   * @param overrides Kafka consumer properties that differ
   */
  <V extends SpecificRecord> Consumer<String, V> consumer(
      Topic<V> topic, String groupId, Map<String, ?> overrides);

  /**
   * The same for any topic, with its values as bytes: for who needs keys and times only, and must
   * not depend on what somebody wrote or on the schema registry.
   *
   * @param groupId the consumer group
   * @param overrides Kafka consumer properties that differ
   */
  Consumer<String, byte[]> byteConsumer(String groupId, Map<String, ?> overrides);

  /** An admin client, a new one at each call. */
  Admin admin();

  /** What the process expects of those that read topics by these clients. */
  default Supervision supervision() {
    return Supervision.ofNobody();
  }
}
