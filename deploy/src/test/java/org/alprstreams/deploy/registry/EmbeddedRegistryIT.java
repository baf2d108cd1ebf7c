package org.alprstreams.deploy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alprstreams.avro.Camera;
import org.alprstreams.deploy.Ports;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.Poison;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedRegistryIT {

  private static final String SCHEMA = "{\"schema\":\"{\\\"type\\\":\\\"%s\\\"}\"}";

  @TempDir Path directory;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void keepsSchemaIdsOverARestartOfBrokerAndRegistry() throws Exception {
    // Given
    BrokerConfig brokerConfig =
        new BrokerConfig(directory.resolve("kafka"), Ports.free(), Ports.free());
    String first;
    String second;
    try (EmbeddedBroker broker = EmbeddedBroker.start(brokerConfig);
        EmbeddedRegistry registry = start(broker)) {
      first = register(registry, "one-value", "string");
      second = register(registry, "two-value", "long");
    }

    // When
    try (EmbeddedBroker broker = EmbeddedBroker.start(brokerConfig);
        EmbeddedRegistry registry = start(broker)) {

      // Then
      assertThat(first).isNotEqualTo(second);
      assertThat(schema(registry, first)).contains("string");
      assertThat(register(registry, "two-value", "long")).isEqualTo(second);
      assertThat(register(registry, "three-value", "int")).isNotIn(first, second);
    }
  }

  @Test
  void aProcessThatEndsByItselfIsDeadAndTold() throws Exception {
    // Given
    BrokerConfig brokerConfig =
        new BrokerConfig(directory.resolve("kafka"), Ports.free(), Ports.free());
    List<String> told = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(brokerConfig)) {
      try (EmbeddedRegistry registry = start(broker)) {
        registry.onEnd(told::add);
        assertThat(registry.state().level()).isEqualTo(Level.UP);

        // When
        ProcessHandle.of(registry.pid()).orElseThrow().destroyForcibly();

        // Then
        await().untilAsserted(() -> assertThat(told).hasSize(1));
        assertThat(told.get(0)).contains("registry.log");
        assertThat(registry.state().level()).isEqualTo(Level.DEAD);
        assertThat(registry.state().detail()).contains("ended with code", "registry.log");
      }

      // When one is closed
      EmbeddedRegistry closed = start(broker);
      closed.onEnd(told::add);
      closed.close();

      // Then that is nobody's news
      assertThat(closed.state().level()).isEqualTo(Level.DEAD);
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void itsOwnWordAloneMakesAMissingSchemaTheRecordsFault() throws Exception {
    // Given a registry without any schema
    BrokerConfig brokerConfig =
        new BrokerConfig(directory.resolve("kafka"), Ports.free(), Ports.free());
    try (EmbeddedBroker broker = EmbeddedBroker.start(brokerConfig);
        EmbeddedRegistry registry = start(broker)) {
      Serde<Camera> right = cameras(registry, "/apis/registry/v3");
      Serde<Camera> elsewhere = cameras(registry, "/elsewhere/apis/registry/v3");
      byte[] ofSchema7 = {0, 0, 0, 0, 7, 1, 2, 3};
      Camera camera =
          Camera.newBuilder()
              .setCameraId("north")
              .setName("North")
              .setActive(true)
              .setRegisteredBy("test")
              .setRegisteredAt(Instant.EPOCH)
              .build();

      // When / Then
      assertThatThrownBy(() -> right.deserializer().deserialize("alpr.cameras", ofSchema7))
          .matches(Poison::is);
      assertThatThrownBy(() -> elsewhere.deserializer().deserialize("alpr.cameras", ofSchema7))
          .matches(failure -> !Poison.is(failure));
      assertThatThrownBy(() -> right.serializer().serialize("alpr.cameras", camera))
          .matches(failure -> !Poison.isOfWriting(failure));
    }
  }

  private static Serde<Camera> cameras(EmbeddedRegistry registry, String path) {
    return RecordSerdes.registry(
            Map.of("apicurio.registry.url", registry.url().resolve(path).toString()))
        .value(Topics.CAMERAS);
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      RegistryConfig config = config("localhost:1", other.getLocalPort());
      assertThatThrownBy(() -> EmbeddedRegistry.launch(config))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("Port " + other.getLocalPort());
    }
  }

  private EmbeddedRegistry start(EmbeddedBroker broker) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      RegistryTopics.provision(admin);
    }
    EmbeddedRegistry registry =
        EmbeddedRegistry.launch(config(broker.bootstrapServers(), Ports.free()));
    registry.awaitReady();
    return registry;
  }

  private RegistryConfig config(String bootstrapServers, int port) {
    return new RegistryConfig(
        Path.of(System.getProperty("alpr.home")),
        directory.resolve("registry"),
        directory.resolve("registry.log"),
        bootstrapServers,
        port,
        160,
        Duration.ofSeconds(60));
  }

  private String register(EmbeddedRegistry registry, String subject, String type) throws Exception {
    HttpRequest request =
        request(registry, "subjects/" + subject + "/versions")
            .POST(BodyPublishers.ofString(SCHEMA.formatted(type)))
            .build();
    return http.send(request, BodyHandlers.ofString()).body().replaceAll("\\D", "");
  }

  private String schema(EmbeddedRegistry registry, String id) throws Exception {
    return http.send(request(registry, "schemas/ids/" + id).build(), BodyHandlers.ofString())
        .body();
  }

  private static HttpRequest.Builder request(EmbeddedRegistry registry, String path) {
    URI uri = registry.url().resolve("/apis/ccompat/v7/" + path);
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/vnd.schemaregistry.v1+json");
  }
}
