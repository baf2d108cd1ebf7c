package org.alprstreams.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.console.alerts.Alerts;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What dispatchers do about alerts, through several consoles, on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class AlertActionsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;

  private ServiceRuntime one;
  private ServiceRuntime two;

  @BeforeEach
  void start() throws Exception {
    one = console("one");
    two = console("two");
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  @Test
  void oneChecksHereTheOtherThereAndBothSeeTheRelease() throws Exception {
    // Given
    raise("split");

    // When
    act(one, "dana", "split", "image-check", "\"passed\": true");
    await().atMost(PATIENCE).until(() -> view(two, "split").at("/acts").asInt() == 1);
    act(two, "eva", "split", "list-check", "\"passed\": true");
    HttpResponse<String> released = act(two, "eva", "split", "release", "");

    // Then
    assertThat(released.statusCode()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> view(one, "split").at("/acts").asInt() == 3);
    assertThat(view(one, "split")).isEqualTo(view(two, "split"));
    assertThat(view(one, "split").at("/release/by").asText()).isEqualTo("eva");
  }

  @Test
  void twoWhoReleaseAtOnceSeeTheSameRelease() throws Exception {
    // Given
    raise("race");
    confirm("race");

    // When
    CompletableFuture<HttpResponse<String>> first =
        CompletableFuture.supplyAsync(() -> unchecked(one, "dana", "race"));
    CompletableFuture<HttpResponse<String>> second =
        CompletableFuture.supplyAsync(() -> unchecked(two, "eva", "race"));

    // Then
    assertThat(first.get().statusCode()).isEqualTo(200);
    assertThat(second.get().statusCode()).isEqualTo(200);
    JsonNode seen = JSON.readTree(first.get().body()).at("/release");
    assertThat(JSON.readTree(second.get().body()).at("/release")).isEqualTo(seen);
    assertThat(view(one, "race").at("/release")).isEqualTo(seen);
    assertThat(view(two, "race").at("/release")).isEqualTo(seen);
  }

  @Test
  void whatWasDoneIsThereAfterARestartAndARecallShowsBesideIt() throws Exception {
    // Given
    Alert alert = raise("kept");
    confirm("kept");
    act(one, "dana", "kept", "release", "");
    act(one, "dana", "kept", "disposition", "\"disposition\": \"CORRECT\"");
    JsonNode before = view(one, "kept");

    // When
    one.close();
    one = console("one");

    // Then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(view(one, "kept")).isEqualTo(before));

    // When
    send(
        Alert.newBuilder(alert)
            .setRevision(1)
            .setStatus(AlertStatus.RECALLED)
            .setRecallReason("A better look read another plate.")
            .build());

    // Then
    await()
        .atMost(PATIENCE)
        .until(() -> view(one, "kept").at("/status").asText().equals("RECALLED"));
    assertThat(view(one, "kept").at("/release/by").asText()).isEqualTo("dana");
    assertThat(view(one, "kept").at("/confirmed").asBoolean()).isFalse();
  }

  @Test
  void aConsoleThatCannotReadWhatOthersDoTellsItsBrowsers() throws Exception {
    // Given an action, and a console that the registry does not give the schema of actions
    raise("unseen");
    act(one, "dana", "unseen", "image-check", "\"passed\": true");
    try (ServiceRuntime blind = started("blind", new WithoutActions())) {
      // When / Then: its alerts arrive, and its signs of life say that the actions do not
      await()
          .atMost(PATIENCE)
          .until(() -> firstPing(blind).equals(Map.of("alerts", "UP", "actions", "DOWN")));
    }
  }

  private static Map<?, ?> firstPing(ServiceRuntime console) throws Exception {
    HttpResponse<Stream<String>> answer =
        HTTP.send(
            request(console, "dana", "/api/alert-stream")
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofLines());
    try (Stream<String> lines = answer.body()) {
      String data = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
      return JSON.readValue(data.substring("data: ".length()), Map.class);
    }
  }

  private void confirm(String alertId) throws Exception {
    assertThat(act(one, "dana", alertId, "image-check", "\"passed\": true").statusCode())
        .isEqualTo(200);
    assertThat(act(one, "dana", alertId, "list-check", "\"passed\": true").statusCode())
        .isEqualTo(200);
    await().atMost(PATIENCE).until(() -> view(two, alertId).at("/confirmed").asBoolean());
  }

  private static HttpResponse<String> unchecked(ServiceRuntime console, String by, String alertId) {
    try {
      return act(console, by, alertId, "release", "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> act(
      ServiceRuntime console, String by, String alertId, String what, String more)
      throws Exception {
    String rest = more.isEmpty() ? "" : ", " + more;
    String body =
        "{\"actionId\": \"%s-%s-%s\", \"revision\": 0%s}".formatted(alertId, what, by, rest);
    return HTTP.send(
        request(console, by, "/api/alerts/" + alertId + "/" + what)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode view(ServiceRuntime console, String alertId) throws Exception {
    JsonNode alerts =
        JSON.readTree(
            HTTP.send(request(console, "dana", "/api/alerts").build(), BodyHandlers.ofString())
                .body());
    for (JsonNode alert : alerts) {
      if (alert.at("/alertId").asText().equals(alertId)) {
        return alert;
      }
    }
    return MissingNode.getInstance();
  }

  private static HttpRequest.Builder request(ServiceRuntime console, String by, String path) {
    String token =
        console
            .demoTokens()
            .orElseThrow()
            .mint(by, Set.of(Role.DISPATCHER), Duration.ofMinutes(10));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.httpPort() + path))
        .header("Authorization", "Bearer " + token);
  }

  private Alert raise(String alertId) throws Exception {
    Alert alert =
        Alerts.alert(
            alertId, 0, Instant.now().truncatedTo(ChronoUnit.MILLIS), new byte[] {1, 2, 3});
    send(alert);
    for (ServiceRuntime console : List.of(one, two)) {
      await().atMost(PATIENCE).until(() -> !view(console, alertId).isMissingNode());
    }
    return alert;
  }

  private static void send(Alert alert) throws Exception {
    SettingsKafkaClients clients =
        new SettingsKafkaClients(settings("test"), RecordSerdes.registryFree());
    try (Producer<String, Alert> producer = clients.producer(Topics.ALERTS, Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.ALERTS.name(),
                  null,
                  alert.getCapturedAt().toEpochMilli(),
                  alert.getAlertId(),
                  alert))
          .get();
    }
  }

  private static ServiceRuntime console(String name) throws Exception {
    ServiceRuntime runtime = started(name, RecordSerdes.registryFree());
    await().atMost(PATIENCE).until(() -> runtime.health().ready());
    return runtime;
  }

  private static ServiceRuntime started(String name, RecordSerdes serdes) throws Exception {
    ServiceRuntime runtime =
        new ServiceRuntime(
            settings(name),
            UsagePolicy.losAltosHills(),
            List.of(new ConsoleApplication()),
            Optional.of(serdes),
            Clock.systemUTC());
    runtime.start();
    return runtime;
  }

  /** Serdes whose registry is away for whoever reads actions. */
  private static final class WithoutActions implements RecordSerdes {

    private final RecordSerdes serdes = RecordSerdes.registryFree();

    @Override
    public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
      Serde<T> whole = serdes.value(topic);
      if (!topic.name().equals(Topics.ALERT_ACTIONS.name())) {
        return whole;
      }
      return Serdes.serdeFrom(
          whole.serializer(),
          (name, bytes) -> {
            throw new RuntimeException(new ConnectException("Connection refused"));
          });
    }

    @Override
    public <T extends SpecificRecord> Serde<T> store(Class<T> type) {
      return serdes.store(type);
    }
  }

  private static Settings settings(String name) {
    return Settings.of(
        Map.of(
            "alpr.kafka.bootstrap-servers",
            cluster.getBootstrapServers(),
            "alpr.service.data-directory",
            data.resolve(name).toString(),
            "alpr.topics.partitions",
            "2",
            "alpr.sign-in.demo-tokens",
            "true",
            "alpr.http.port",
            "0"));
  }
}
