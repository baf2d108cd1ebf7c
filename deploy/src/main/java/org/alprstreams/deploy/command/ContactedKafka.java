package org.alprstreams.deploy.command;

import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Clients of brokers that have answered. They are asked when the first client is made: what a
 * command refuses by itself it refuses without them.
 */
record ContactedKafka(KafkaClients clients, FirstContact contact) implements KafkaClients {

  @Override
  public <V extends SpecificRecord> Producer<String, V> producer(
      Topic<V> topic, Map<String, ?> overrides) {
    contact.require();
    return clients.producer(topic, overrides);
  }

  @Override
  public Producer<String, SpecificRecord> producer(Map<String, ?> overrides) {
    contact.require();
    return clients.producer(overrides);
  }

  @Override
  public <V extends SpecificRecord> Consumer<String, V> consumer(
      Topic<V> topic, String groupId, Map<String, ?> overrides) {
    contact.require();
    return clients.consumer(topic, groupId, overrides);
  }

  @Override
  public Consumer<String, byte[]> byteConsumer(String groupId, Map<String, ?> overrides) {
    contact.require();
    return clients.byteConsumer(groupId, overrides);
  }

  @Override
  public Admin admin() {
    contact.require();
    return clients.admin();
  }
}
