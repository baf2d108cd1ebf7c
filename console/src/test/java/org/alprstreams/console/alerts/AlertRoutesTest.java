package org.alprstreams.console.alerts;

import static org.alprstreams.console.alerts.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.schemas.policy.AlertCheck;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Problem;
import org.alprstreams.service.http.Role;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertRoutesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

  private final AlertBoard board =
      new AlertBoard(10, Duration.ofHours(1), Clock.fixed(NOON, ZoneOffset.UTC), alert -> false);
  private final AlertActions actions =
      new AlertActions(
          EnumSet.allOf(AlertCheck.class), Duration.ofHours(1), Clock.fixed(NOON, ZoneOffset.UTC));
  private final MockProducer<String, AccessRecord> records =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer());
  private final AccessLog log =
      new AccessLog(records, Clock.systemUTC(), "policy 1", "console", Duration.ofSeconds(10));
  private Following following = new Following(HealthState.up(), HealthState.up());
  private final AlertStream<AlertView> stream =
      new AlertStream<>(Duration.ofMinutes(1), () -> true);
  private final HttpServer server =
      new HttpServer(
          Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
          context -> {
            String role = context.header("Test-Role");
            if (role == null) {
              throw new Problem(401, "Not signed in", "Sign in");
            }
            return new Caller("dana", "Sheriff", Set.of(Role.valueOf(role)));
          });

  @BeforeEach
  void open() {
    new AlertRoutes(board, actions, stream, new AlertAccess(log), () -> following)
        .register(server.routes());
    server.open();
  }

  @AfterEach
  void close() {
    stream.close();
    server.close();
  }

  @Test
  void listsTheBoardWithoutPictures() throws Exception {
    board.put(alert("a", 0, NOON.minusSeconds(1), JPEG));
    board.put(alert("b", 0, NOON));

    HttpResponse<byte[]> answer = get("/api/alerts", "DISPATCHER");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .containsSubsequence("\"alertId\":\"b\"", "\"crop\":null", "\"alertId\":\"a\"")
        .contains(
            "\"crop\":\"/api/alerts/a/crop\"",
            "\"matchKind\":\"LOOKALIKE\"",
            "\"position\":6,\"read\":\"O\",\"listed\":\"0\"",
            "\"capturedAt\":\"2026-11-23T12:00:00Z\"")
        .doesNotContain("plateCrop");
  }

  @Test
  void givesTheCropAgainAndAgain() throws Exception {
    board.put(alert("a", 0, NOON, JPEG));

    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> answer = get("/api/alerts/a/crop", "DISPATCHER");

      assertThat(answer.body()).isEqualTo(JPEG);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/jpeg");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }
  }

  @Test
  void picturesThatAreWithdrawnOrUnknownAreNotFound() throws Exception {
    // Given an alert whose recall took its picture back
    board.put(alert("a", 0, NOON, JPEG));
    board.put(Alert.newBuilder(alert("a", 1, NOON)).setStatus(AlertStatus.RECALLED).build());

    // When / Then
    assertThat(get("/api/alerts/a/crop", "DISPATCHER").statusCode()).isEqualTo(404);
    assertThat(get("/api/alerts/nobody/crop", "DISPATCHER").statusCode()).isEqualTo(404);
  }

  @Test
  void eachLookIsRecordedBeforeItIsAnswered() throws Exception {
    // Given
    board.put(alert("a", 0, NOON, JPEG));

    // When
    get("/api/alerts", "DISPATCHER");
    get("/api/alerts/a/crop", "ANALYST");
    get("/api/alerts/nobody/crop", "ANALYST");

    // Then
    assertThat(records.history())
        .extracting(sent -> sent.value().getAction())
        .containsExactly("LIST_ALERTS", "VIEW_ALERT_IMAGE");
    AccessRecord view = records.history().get(1).value();
    assertThat(view.getUsername()).isEqualTo("dana");
    assertThat(view.getOrganisation()).isEqualTo("Sheriff");
    assertThat(view.getPurpose()).isEqualTo("ALERTS");
    assertThat(view.getElements())
        .containsEntry("alertId", "a")
        .containsEntry("plate", board.find("a").orElseThrow().getPlateText());
  }

  @Test
  void nothingIsShownWhenItCannotBeRecorded() throws Exception {
    // Given
    board.put(alert("a", 0, NOON, JPEG));
    records.sendException = new KafkaException("nobody listens");

    // When / Then
    for (String path : new String[] {"/api/alerts", "/api/alerts/a/crop", "/api/alert-stream"}) {
      HttpResponse<byte[]> answer = get(path, "DISPATCHER");
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .doesNotContain("8ABC", "event:");
    }
    assertThat(stream.size()).isZero();
  }

  @Test
  void whoMayNotSeeAlertsSeesNone() throws Exception {
    board.put(alert("a", 0, NOON, JPEG));

    for (String path : new String[] {"/api/alerts", "/api/alerts/a/crop", "/api/alert-stream"}) {
      assertThat(get(path, "MAINTAINER").statusCode()).as(path).isEqualTo(403);
      assertThat(get(path, "ADMINISTRATOR").statusCode()).as(path).isEqualTo(403);
      assertThat(get(path, null).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(stream.size()).isZero();
  }

  @Test
  void streamsAlertsAsTheyCome() throws Exception {
    // Given a browser that listens
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(request("/api/alert-stream", "DISPATCHER"), BodyHandlers.ofInputStream());
    await().until(() -> stream.size() == 1);

    // When
    stream.publish(AlertView.of(alert("a", 3, NOON), actions.of("a")));

    // Then
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(next(lines, "event: ")).isEqualTo("event: ping");
      assertThat(next(lines, "data: ")).contains("\"alerts\":\"UP\"", "\"actions\":\"UP\"");
      assertThat(next(lines, "event: ")).isEqualTo("event: alert");
      String line = next(lines, "data: ");
      assertThat(line).contains("\"alertId\":\"a\"", "\"revision\":3");
    }
  }

  @Test
  void theSignOfLifeSaysWhetherAlertsAreFollowed() throws Exception {
    // Given a console that has lost the leaders of the alerts
    following = new Following(HealthState.down("no broker"), HealthState.up());

    // When / Then
    assertThat(firstPing()).contains("\"alerts\":\"DOWN\"", "\"actions\":\"UP\"");
  }

  @Test
  void theSignOfLifeSaysWhetherActionsAreFollowed() throws Exception {
    // Given a console whose follower of actions has died
    following = new Following(HealthState.up(), HealthState.dead("no rights"));

    // When / Then
    assertThat(firstPing()).contains("\"alerts\":\"UP\"", "\"actions\":\"DEAD\"");
  }

  private String firstPing() throws Exception {
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(request("/api/alert-stream", "DISPATCHER"), BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(next(lines, "event: ")).isEqualTo("event: ping");
      return next(lines, "data: ");
    }
  }

  private static String next(BufferedReader lines, String start) throws IOException {
    String line = lines.readLine();
    while (!line.startsWith(start)) {
      line = lines.readLine();
    }
    return line;
  }

  private HttpResponse<byte[]> get(String path, String role) throws Exception {
    return HttpClient.newHttpClient().send(request(path, role), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String path, String role) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(10));
    if (path.endsWith("stream")) {
      request.header("Accept", "text/event-stream");
    }
    if (role != null) {
      request.header("Test-Role", role);
    }
    return request.build();
  }
}
