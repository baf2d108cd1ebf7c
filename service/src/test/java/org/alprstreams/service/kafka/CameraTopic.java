package org.alprstreams.service.kafka;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topic of cameras with three partitions on a real broker, for the time of a test. */
final class CameraTopic {

  static final String NAME = Topics.CAMERAS.name();

  private static final Instant REGISTERED = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final RecordSerdes SERDES = RecordSerdes.registryFree();

  private final KafkaClients kafka;
  private final KafkaProducer<String, byte[]> producer;
  private final FlakyRegistry registry;
  private final List<String> ended;

  private CameraTopic(
      KafkaClients kafka,
      KafkaProducer<String, byte[]> producer,
      FlakyRegistry registry,
      List<String> ended) {
    this.kafka = kafka;
    this.producer = producer;
    this.registry = registry;
    this.ended = ended;
  }

  static CameraTopic create(String bootstrapServers) throws Exception {
    FlakyRegistry registry = new FlakyRegistry();
    List<String> ended = new CopyOnWriteArrayList<>();
    KafkaClients kafka =
        new SettingsKafkaClients(
            Settings.of(
                Map.of(
                    "alpr.kafka.bootstrap-servers",
                    bootstrapServers,
                    "alpr.kafka.longest-silence",
                    "PT3S")),
            registry,
            ended::add);
    try (Admin admin = kafka.admin()) {
      admin.createTopics(List.of(new NewTopic(NAME, Optional.of(3), Optional.empty()))).all().get();
      await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().contains(NAME));
    }
    return new CameraTopic(
        kafka,
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer()),
        registry,
        ended);
  }

  /** Through which the clients read. */
  FlakyRegistry registry() {
    return registry;
  }

  /** What the process has been told the end of. */
  List<String> ended() {
    return ended;
  }

  KafkaClients kafka() {
    return kafka;
  }

  /** Sends a value, null for a tombstone, and waits until it is written. */
  void send(int partition, Instant at, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(NAME, partition, at.toEpochMilli(), key, value)).get();
  }

  /** A camera of this id, as it is written. */
  static byte[] camera(String id) {
    Camera camera =
        Camera.newBuilder()
            .setCameraId(id)
            .setName("Camera " + id)
            .setActive(true)
            .setRegisteredBy("test")
            .setRegisteredAt(REGISTERED)
            .build();
    return SERDES.value(Topics.CAMERAS).serializer().serialize(NAME, camera);
  }

  void delete() throws Exception {
    producer.close(Duration.ofSeconds(1));
    try (Admin admin = kafka.admin()) {
      admin.deleteTopics(List.of(NAME)).all().get();
      await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(NAME));
    }
  }
}
