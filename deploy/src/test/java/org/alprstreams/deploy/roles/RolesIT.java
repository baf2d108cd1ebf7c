package org.alprstreams.deploy.roles;

import static org.alprstreams.service.http.Role.ANALYST;
import static org.alprstreams.service.http.Role.CAMERA;
import static org.alprstreams.service.http.Role.DISPATCHER;
import static org.alprstreams.service.http.Role.INVESTIGATOR;
import static org.alprstreams.service.http.Role.MAINTAINER;
import static org.alprstreams.service.http.Role.OVERSIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.deploy.Applications;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.kafka.TopicScan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what: every role at every route of every application, all of them in one process. */
@ExtendWith(KafkaClusterExtension.class)
class RolesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Whom each route lets in; a route without anybody is open to all. */
  private static final Map<String, Set<Role>> TABLE =
      Map.ofEntries(
          open("GET /health/live"),
          open("GET /health/ready"),
          open("GET /session"),
          open("POST /session"),
          open("DELETE /session"),
          open("GET /session/demo"),
          open("POST /session/demo"),
          open("GET /demo/jwks.json"),
          open("GET /policy"),
          open("GET /openapi.json"),
          only("GET /metrics", MAINTAINER),
          only("POST /cameras/{id}/frames", CAMERA),
          only("POST /cameras/{id}/events/{format}", CAMERA),
          only("POST /events/{format}", CAMERA),
          only("GET /api/alerts", DISPATCHER, ANALYST, INVESTIGATOR),
          only("GET /api/alerts/{alertId}/crop", DISPATCHER, ANALYST, INVESTIGATOR),
          only("POST /api/alerts/{alertId}/image-check", DISPATCHER, INVESTIGATOR),
          only("POST /api/alerts/{alertId}/list-check", DISPATCHER, INVESTIGATOR),
          only("POST /api/alerts/{alertId}/release", DISPATCHER, INVESTIGATOR),
          only("POST /api/alerts/{alertId}/disposition", DISPATCHER, INVESTIGATOR),
          only("GET /api/alert-stream", DISPATCHER, ANALYST, INVESTIGATOR),
          only("GET /api/cameras", ANALYST, INVESTIGATOR),
          only("GET /reads", ANALYST, INVESTIGATOR),
          only("GET /reads/{readId}/image", ANALYST, INVESTIGATOR),
          only("POST /reads/{readId}/corrections", ANALYST, INVESTIGATOR),
          only("GET /cases", INVESTIGATOR),
          only("POST /cases", INVESTIGATOR),
          only("GET /cases/{caseNumber}", INVESTIGATOR),
          only("POST /cases/{caseNumber}/close", INVESTIGATOR),
          only("GET /cases/{caseNumber}/evidence", INVESTIGATOR),
          only("POST /cases/{caseNumber}/evidence", INVESTIGATOR),
          only("GET /cases/{caseNumber}/evidence/{readId}/image", INVESTIGATOR),
          only("DELETE /cases/{caseNumber}/evidence/{readId}", INVESTIGATOR),
          only("POST /cases/{caseNumber}/releases", INVESTIGATOR),
          only("POST /alerts/{alertId}/releases", INVESTIGATOR),
          only("GET /holds", INVESTIGATOR),
          only("POST /holds", INVESTIGATOR),
          only("POST /holds/{holdId}/release", INVESTIGATOR),
          only("GET /audit/records", OVERSIGHT),
          only("GET /audit/flags", OVERSIGHT),
          only("GET /audit/deletions", OVERSIGHT));

  /** For instances: a role is not enough, whatever it is. */
  private static final Set<String> FOR_INSTANCES =
      Set.of(
          "POST /internal/retention/query",
          "POST /internal/retention/evidence",
          "POST /internal/retention/correction",
          "POST /internal/retention/read");

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Settings settings;
  private static ServiceRuntime runtime;

  @BeforeAll
  static void start() throws Exception {
    settings =
        Settings.of(
            Map.of(
                "alpr.kafka.bootstrap-servers",
                cluster.getBootstrapServers(),
                "alpr.service.data-directory",
                data.toString(),
                "alpr.ingest.state-directory",
                data.resolve("ingest").toString(),
                "alpr.http.port",
                "0",
                "alpr.topics.partitions",
                "2",
                "alpr.sign-in.demo-tokens",
                "true",
                "alpr.retention.peer-secret",
                "a secret for instances that are not there",
                "alpr.opt-out.secret",
                "5a".repeat(32)));
    runtime =
        new ServiceRuntime(
            settings,
            UsagePolicy.losAltosHills(),
            Applications.all(),
            Optional.of(RecordSerdes.registryFree()),
            Clock.systemUTC());
    runtime.start();
    await("ready").atMost(PATIENCE).until(() -> runtime.health().ready());
  }

  @AfterAll
  static void stop() {
    runtime.close();
  }

  @Test
  void tableNamesEveryRouteThatThereIs() {
    // When
    Set<String> named = new TreeSet<>(TABLE.keySet());
    named.addAll(FOR_INSTANCES);

    // Then
    assertThat(new TreeSet<>(runtime.routes())).isEqualTo(named);
  }

  @Test
  void eachRoleComesInWhereTheTableSaysSoAndNowhereElse() throws Exception {
    // Given
    Map<String, Integer> wrong = new TreeMap<>();

    // When
    for (Map.Entry<String, Set<Role>> route : TABLE.entrySet()) {
      for (Role role : Role.values()) {
        int status = status(route.getKey(), Optional.of(role));
        boolean in = status != 401 && status != 403;
        boolean mayCome = route.getValue().isEmpty() || route.getValue().contains(role);
        if (in != mayCome || status >= 500) {
          wrong.put(role + " at " + route.getKey(), status);
        }
      }
    }

    // Then
    assertThat(wrong).isEmpty();
  }

  @Test
  void nobodyComesInUnknownButWhereAllMay() throws Exception {
    // Given
    Map<String, Integer> wrong = new TreeMap<>();

    // When
    for (Map.Entry<String, Set<Role>> route : TABLE.entrySet()) {
      int status = status(route.getKey(), Optional.empty());
      if (!route.getValue().isEmpty() && status != 401) {
        wrong.put(route.getKey(), status);
      }
    }
    for (String route : FOR_INSTANCES) {
      if (status(route, Optional.empty()) != 401) {
        wrong.put(route, 0);
      }
    }

    // Then
    assertThat(wrong).isEmpty();
  }

  @Test
  void noRoleIsAnInstance() throws Exception {
    for (String route : FOR_INSTANCES) {
      for (Role role : Role.values()) {
        // When / Then
        assertThat(status(route, Optional.of(role))).as(role + " at " + route).isEqualTo(403);
      }
    }
  }

  @Test
  void whoeverIsTurnedAwayIsOnRecordByTheRouteAndNotByWhatTheyTyped() throws Exception {
    // When
    assertThat(
            HTTP.send(
                    request("GET", "/reads/8ABC123/image", Optional.of(MAINTAINER)),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(403);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Set<String> denied = new TreeSet<>();
              TopicScan.<AccessRecord>all(
                  new SettingsKafkaClients(settings, RecordSerdes.registryFree()),
                  Topics.ACCESS_LOG,
                  found -> {
                    AccessRecord record = found.value();
                    if (record.getOutcome() == AccessOutcome.DENIED
                        && record.getRoles().contains("MAINTAINER")) {
                      assertThat(record.toString()).doesNotContain("8ABC123");
                      denied.add(record.getAction());
                    }
                  });
              assertThat(denied).contains("GET /reads/{readId}/image");
            });
  }

  private static int status(String route, Optional<Role> role) throws Exception {
    String[] words = route.split(" ");
    String path = words[1].replaceAll("\\{[^}]*\\}", "x");
    HttpResponse<InputStream> answer =
        HTTP.send(request(words[0], path, role), BodyHandlers.ofInputStream());
    answer.body().close(); // A stream of alerts would go on.
    return answer.statusCode();
  }

  private static HttpRequest request(String method, String path, Optional<Role> role) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + path))
            .method(method, BodyPublishers.noBody());
    role.ifPresent(
        held ->
            request.header(
                "Authorization",
                "Bearer "
                    + runtime
                        .demoTokens()
                        .orElseThrow()
                        .mint("rosa", Set.of(held), Duration.ofMinutes(10))));
    return request.build();
  }

  private static Map.Entry<String, Set<Role>> open(String route) {
    return Map.entry(route, Set.of());
  }

  private static Map.Entry<String, Set<Role>> only(String route, Role... roles) {
    return Map.entry(route, Set.of(roles));
  }
}
