package org.alprstreams.service.kafka;

import java.util.HashMap;
import java.util.Map;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.config.KafkaSettings;
import org.alprstreams.service.config.Settings;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes clients from the settings' common Kafka properties. */
public final class SettingsKafkaClients implements KafkaClients {

  /** The largest record of any topic is a frame of 9 MiB. */
  private static final int MAX_RECORD_BYTES = 10 << 20;

  private final Settings settings;
  private final RecordSerdes serdes;
  private final java.util.function.Consumer<String> onDeath;

  /** Clients in a process that nobody ends when a reader does, as commands are. */
  public SettingsKafkaClients(Settings settings, RecordSerdes serdes) {
    this(settings, serdes, what -> {});
  }

  /**
   * @param settings give connection and security
   * @param serdes give the values' formats
   * @param onDeath told what has ended when a reader cannot go on; must return at once
   */
  public SettingsKafkaClients(
      Settings settings, RecordSerdes serdes, java.util.function.Consumer<String> onDeath) {
    this.settings = settings;
    this.serdes = serdes;
    this.onDeath = onDeath;
  }

  @Override
  public <V extends SpecificRecord> Producer<String, V> producer(
      Topic<V> topic, Map<String, ?> overrides) {
    return producer(serdes.value(topic).serializer(), overrides);
  }

  @Override
  public Producer<String, SpecificRecord> producer(Map<String, ?> overrides) {
    return producer(new CatalogueSerializer(serdes), overrides);
  }

  private <V> Producer<String, V> producer(Serializer<V> serializer, Map<String, ?> overrides) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    config.putAll(overrides);
    return new KafkaProducer<>(
        config, new StringSerializer(), new ExplainingSerializer<>(serializer));
  }

  @Override
  public <V extends SpecificRecord> Consumer<String, V> consumer(
      Topic<V> topic, String groupId, Map<String, ?> overrides) {
    return consumer(serdes.value(topic).deserializer(), groupId, overrides);
  }

  @Override
  public Consumer<String, byte[]> byteConsumer(String groupId, Map<String, ?> overrides) {
    return consumer(new ByteArrayDeserializer(), groupId, overrides);
  }

  private <V> Consumer<String, V> consumer(
      Deserializer<V> deserializer, String groupId, Map<String, ?> overrides) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MAX_RECORD_BYTES);
    config.putAll(overrides);
    return new KafkaConsumer<>(config, new StringDeserializer(), deserializer);
  }

  @Override
  public Admin admin() {
    return Admin.create(settings.kafka());
  }

  @Override
  public Supervision supervision() {
    return new Supervision(settings.of(KafkaSettings.class).longestSilence(), onDeath);
  }
}
