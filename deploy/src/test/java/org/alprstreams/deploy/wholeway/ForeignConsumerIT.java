package org.alprstreams.deploy.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.MatchKind;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.StateMatch;
import org.alprstreams.deploy.Ports;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;
import org.alprstreams.deploy.registry.EmbeddedRegistry;
import org.alprstreams.deploy.registry.RegistryConfig;
import org.alprstreams.deploy.registry.RegistryTopics;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.topics.SchemaRegistration;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's program reads our alerts, knowing Avro and the five-byte rule only. */
@Timeout(180)
class ForeignConsumerIT {

  private static final String TOPIC = "alpr.alerts";
  private static final Instant CAPTURED = Instant.parse("2026-11-23T16:00:00.123Z");

  @TempDir Path directory;

  @Test
  void decodesAnAlertWithNoClassOfOurs() throws Exception {
    // Given
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), Ports.free(), Ports.free()));
        EmbeddedRegistry registry = registry(broker)) {
      publish(alert(), broker, registry);

      // When
      GenericRecord decoded = foreignRead(broker.bootstrapServers(), registry.url());

      // Then
      assertThat(decoded.getSchema().getFullName()).isEqualTo("org.alprstreams.avro.Alert");
      assertThat(decoded.get("alertId")).hasToString("alert-1");
      assertThat(decoded.get("listedPlate")).hasToString("7ABC123");
      assertThat(decoded.get("matchKind")).hasToString("LOOKALIKE");
      assertThat(decoded.get("capturedAt")).isEqualTo(CAPTURED.toEpochMilli());
    }
  }

  /** All that such a program is: clients, Avro's generic records and two HTTP addresses. */
  private static GenericRecord foreignRead(String bootstrapServers, URI registry) throws Exception {
    byte[] value;
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      value = consumer.poll(Duration.ofSeconds(10)).records(partition).get(0).value();
    }
    ByteBuffer bytes = ByteBuffer.wrap(value);
    assertThat(bytes.get()).isZero();
    int schemaId = bytes.getInt();

    String answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(registry.resolve("/apis/ccompat/v7/schemas/ids/" + schemaId))
                    .build(),
                BodyHandlers.ofString())
            .body();
    Schema schema =
        new Schema.Parser().parse(new ObjectMapper().readTree(answer).get("schema").asText());
    return new GenericDatumReader<GenericRecord>(schema)
        .read(
            null,
            DecoderFactory.get().binaryDecoder(value, bytes.position(), bytes.remaining(), null));
  }

  private EmbeddedRegistry registry(EmbeddedBroker broker) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      RegistryTopics.provision(admin);
    }
    EmbeddedRegistry registry =
        EmbeddedRegistry.launch(
            new RegistryConfig(
                Path.of(System.getProperty("alpr.home")),
                directory.resolve("registry"),
                directory.resolve("registry.log"),
                broker.bootstrapServers(),
                Ports.free(),
                144,
                Duration.ofSeconds(90)));
    registry.awaitReady();
    return registry;
  }

  private static void publish(Alert alert, EmbeddedBroker broker, EmbeddedRegistry registry)
      throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "alpr.kafka.bootstrap-servers", broker.bootstrapServers(),
                "alpr.registry.url", registry.url().toString()));
    RegistrySettings registrySettings = settings.of(RegistrySettings.class);
    try (Admin admin = Admin.create(settings.kafka())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    new SchemaRegistration(registrySettings).registerAll();
    RecordSerdes serdes = RecordSerdes.registry(RegistrySettings.serdeConfig(registrySettings));
    try (Producer<String, Alert> producer =
        new SettingsKafkaClients(settings, serdes).producer(Topics.ALERTS, Map.of())) {
      producer.send(new ProducerRecord<>(TOPIC, alert.getAlertId(), alert)).get();
    }
  }

  private static Alert alert() {
    return Alert.newBuilder()
        .setAlertId("alert-1")
        .setRevision(1)
        .setStatus(AlertStatus.OPEN)
        .setReadId("read-1")
        .setEntryId("entry-1")
        .setPlateText("7A8C123")
        .setListedPlate("7ABC123")
        .setMatchKind(MatchKind.LOOKALIKE)
        .setDifferences(List.of())
        .setStateMatch(StateMatch.UNKNOWN)
        .setCharacters(List.of())
        .setConfidence(0.9f)
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.HIGH)
        .setSourceAgency("Test")
        .setCameraId("CAM")
        .setCapturedAt(CAPTURED)
        .setRaisedAt(CAPTURED.plusMillis(800))
        .setBox(new BoundingBox(1, 2, 3, 4))
        .build();
  }
}
