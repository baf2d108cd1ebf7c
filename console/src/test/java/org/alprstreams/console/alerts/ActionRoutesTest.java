package org.alprstreams.console.alerts;

import static org.alprstreams.console.alerts.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.AlertActionKind;
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
import org.alprstreams.service.http.Role;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What dispatchers do about alerts, without a broker. */
class ActionRoutesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AlertBoard board = new AlertBoard(10, Duration.ofHours(1), CLOCK, alert -> false);
  private final AlertActions actions =
      new AlertActions(EnumSet.allOf(AlertCheck.class), Duration.ofHours(1), CLOCK);

  private static final byte[] PICTURE = {1, 2, 3};

  /** What somebody else writes before an action of ours. */
  private Runnable meanwhile = () -> {};

  /** Reads back at once what is written. */
  private final MockProducer<String, AlertAction> topic =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ALERT_ACTIONS).serializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<String, AlertAction> record, Callback callback) {
          Future<RecordMetadata> sent = super.send(record, callback);
          meanwhile.run();
          actions.put(record.value(), Instant.ofEpochMilli(record.timestamp()));
          return sent;
        }
      };

  private final MockProducer<String, AccessRecord> records =
      new MockProducer<>(
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private HealthState following = HealthState.up();
  private final HttpServer server =
      new HttpServer(
          Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
          context ->
              new Caller(
                  context.header("Test-User"),
                  "Sheriff",
                  Set.of(Role.valueOf(context.header("Test-Role")))));

  @BeforeEach
  void open() {
    AccessLog log = new AccessLog(records, CLOCK, "policy 1", "console", Duration.ofSeconds(10));
    ActionDesk desk =
        new ActionDesk(
            board,
            actions,
            new ActionTopic(topic, Duration.ofSeconds(10)),
            new AlertAccess(log),
            () -> following,
            meters,
            Duration.ofSeconds(10),
            CLOCK);
    new ActionRoutes(desk).register(server.routes());
    server.open();
    board.put(alert("a", 0, NOON.minusSeconds(5), PICTURE));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void picturesThatAreNotThereAreComparedWithNothing() throws Exception {
    // Given an alert of a camera that sends no pictures
    board.put(alert("bare", 0, NOON));

    // When
    HttpResponse<String> passed =
        post("dana", "/api/alerts/bare/image-check", body("action-1", "\"passed\": true"));
    HttpResponse<String> failed =
        post("dana", "/api/alerts/bare/image-check", body("action-2", "\"passed\": false"));

    // Then it can be refused, not confirmed
    assertThat(passed.statusCode()).isEqualTo(409);
    assertThat(passed.body()).contains("No picture");
    assertThat(failed.statusCode()).isEqualTo(200);
  }

  @Test
  void anAlertIsReleasedAfterBothChecks() throws Exception {
    // Given
    act("image-check", "action-1", "\"passed\": true, \"note\": \"clear picture\"");
    act("list-check", "action-2", "\"passed\": true");

    // When
    HttpResponse<String> answer = act("release", "action-3", "");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode view = JSON.readTree(answer.body());
    assertThat(view.at("/acts").asInt()).isEqualTo(3);
    assertThat(view.at("/imageCheck/passed").asBoolean()).isTrue();
    assertThat(view.at("/imageCheck/by").asText()).isEqualTo("dana");
    assertThat(view.at("/imageCheck/note").asText()).isEqualTo("clear picture");
    assertThat(view.at("/imageCheck/at").asText()).isEqualTo(NOON.toString());
    assertThat(view.at("/missingChecks")).isEmpty();
    assertThat(view.at("/release/by").asText()).isEqualTo("dana");

    // And each is in the topic under its alert and the alert's time, and on record before
    assertThat(topic.history())
        .allSatisfy(sent -> assertThat(sent.key()).isEqualTo("a"))
        .allSatisfy(
            sent -> assertThat(sent.timestamp()).isEqualTo(NOON.minusSeconds(5).toEpochMilli()))
        .extracting(sent -> sent.value().getKind())
        .containsExactly(
            AlertActionKind.IMAGE_CHECK, AlertActionKind.LIST_CHECK, AlertActionKind.RELEASE);
    assertThat(accesses())
        .containsExactly(
            "CHECK_ALERT_IMAGE GRANTED", "CHECK_ALERT_LISTING GRANTED", "RELEASE_ALERT GRANTED");
    assertThat(records.history().get(0).value().getElements())
        .containsEntry("alertId", "a")
        .containsEntry("plate", "8XYZ10O")
        .containsEntry("result", "passed");
  }

  @Test
  void aReleaseBeforeBothChecksIsAConflictThatNamesWhatIsMissing() throws Exception {
    // When
    HttpResponse<String> none = act("release", "action-1", "");
    act("image-check", "action-2", "\"passed\": true");
    HttpResponse<String> one = act("release", "action-3", "");

    // Then
    assertThat(none.statusCode()).isEqualTo(409);
    assertThat(none.body()).contains("image-check", "list-check");
    assertThat(one.statusCode()).isEqualTo(409);
    assertThat(one.body()).contains("list-check").doesNotContain("image-check", "8XYZ");
    assertThat(topic.history()).hasSize(1);
    assertThat(records.history().get(0).value().getDenialReason()).isEqualTo("CHECKS_MISSING");
  }

  @Test
  void aFailedCheckBlocksTheReleaseUntilItIsPassedAgain() throws Exception {
    // Given
    act("list-check", "action-1", "\"passed\": true");
    act("image-check", "action-2", "\"passed\": true");
    act("image-check", "action-3", "\"passed\": false");

    // When / Then
    assertThat(act("release", "action-4", "").statusCode()).isEqualTo(409);
    act("image-check", "action-5", "\"passed\": true");
    assertThat(act("release", "action-6", "").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsDisposedOfAsWrongIsNotReleased() throws Exception {
    // Given
    confirm();
    act("disposition", "action-3", "\"disposition\": \"WRONG_STATE\"");

    // When / Then
    HttpResponse<String> answer = act("release", "action-4", "");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Disposed of");
    assertThat(
            meters
                .get("alpr.console.alert.actions")
                .tags("kind", "disposition", "result", "wrong_state")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void ofTwoWhoReleaseTheSecondSeesTheFirst() throws Exception {
    // Given
    confirm();
    act("release", "action-3", "");

    // When
    HttpResponse<String> second = act("eva", "release", "action-4", "");

    // Then
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(second.body()).at("/release/by").asText()).isEqualTo("dana");
    assertThat(topic.history()).hasSize(3);
  }

  @Test
  void aReleaseThatAFailedCheckComesBeforeIsNone() throws Exception {
    // Given a check that fails elsewhere while the release is on its way
    confirm();
    meanwhile =
        () ->
            actions.put(
                AlertAction.newBuilder()
                    .setActionId("elsewhere")
                    .setAlertId("a")
                    .setKind(AlertActionKind.LIST_CHECK)
                    .setPassed(false)
                    .setUsername("eva")
                    .setOrganisation("Sheriff")
                    .setAt(NOON)
                    .build(),
                NOON);

    // When
    HttpResponse<String> first = act("release", "action-3", "");
    HttpResponse<String> again = act("release", "action-3", "");

    // Then
    for (HttpResponse<String> answer : List.of(first, again)) {
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("list-check");
    }
    assertThat(accesses()).endsWith("RELEASE_ALERT GRANTED", "RELEASE_ALERT DENIED");
  }

  @Test
  void anActionThatIsTriedAgainIsDoneOnce() throws Exception {
    // Given
    act("image-check", "action-1", "\"passed\": true");
    act("image-check", "action-2", "\"passed\": false");

    // When the first is sent again, and its id for something else
    HttpResponse<String> again = act("image-check", "action-1", "\"passed\": true");
    HttpResponse<String> other = act("image-check", "action-1", "\"passed\": false");

    // Then
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(again.body()).at("/imageCheck/passed").asBoolean()).isFalse();
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(topic.history()).hasSize(2);
  }

  @Test
  void anotherPersonsActionIsNotTakenForOnesOwn() throws Exception {
    // Given
    act("dana", "image-check", "action-1", "\"passed\": true");

    // When
    HttpResponse<String> answer = act("eli", "image-check", "action-1", "\"passed\": true");

    // Then nobody is told, nor is it on record, that eli did it
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(accesses()).containsExactly("CHECK_ALERT_IMAGE GRANTED", "CHECK_ALERT_IMAGE DENIED");
    assertThat(topic.history()).hasSize(1);
  }

  @Test
  void whatIsRecalledRevisedOrUnknownIsRefused() throws Exception {
    // Given
    board.put(Alert.newBuilder(alert("gone", 1, NOON)).setStatus(AlertStatus.RECALLED).build());
    board.put(alert("revised", 1, NOON));

    // When / Then
    for (String path : List.of("/api/alerts/gone/image-check", "/api/alerts/revised/image-check")) {
      assertThat(post("dana", path, body("action-1", "\"passed\": true")).statusCode())
          .as(path)
          .isEqualTo(409);
    }
    assertThat(
            post("dana", "/api/alerts/nobody/image-check", body("action-1", "\"passed\": true"))
                .statusCode())
        .isEqualTo(404);
    assertThat(topic.history()).isEmpty();
    assertThat(records.history())
        .extracting(sent -> sent.value().getDenialReason())
        .containsExactly("ALERT_RECALLED", "ALERT_REVISED");
  }

  @Test
  void checksOfARevisionDoNotReleaseTheNext() throws Exception {
    // Given an alert that is revised after its checks
    confirm();
    board.put(alert("a", 1, NOON.minusSeconds(5), PICTURE));

    // When
    HttpResponse<String> answer =
        post("dana", "/api/alerts/a/release", "{\"actionId\": \"action-3\", \"revision\": 1}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("image-check", "list-check");
  }

  @Test
  void unitsHaveToBeToldOfARecalledReleaseUntilADispositionSaysThatTheyWere() throws Exception {
    // Given a released alert, which is recalled
    confirm();
    act("release", "action-3", "");
    board.put(
        Alert.newBuilder(alert("a", 1, NOON.minusSeconds(5)))
            .setStatus(AlertStatus.RECALLED)
            .build());

    // When
    HttpResponse<String> check =
        post("dana", "/api/alerts/a/list-check", body(1, "action-4", "\"passed\": true"));
    HttpResponse<String> told =
        post(
            "eva",
            "/api/alerts/a/disposition",
            body(1, "action-5", "\"disposition\": \"INCORRECT_READ\""));

    // Then only that is taken, and the alert says so
    assertThat(check.statusCode()).isEqualTo(409);
    assertThat(told.statusCode()).isEqualTo(200);
    JsonNode view = JSON.readTree(told.body());
    assertThat(view.at("/mustTell").isNull()).isTrue();
    assertThat(view.at("/unitsTold/by").asText()).isEqualTo("eva");
  }

  @Test
  void aReleaseThatIsPutInDoubtHasToBeTold() throws Exception {
    // Given
    confirm();
    act("release", "action-3", "");

    // When
    HttpResponse<String> answer = act("image-check", "action-4", "\"passed\": false");

    // Then
    JsonNode view = JSON.readTree(answer.body());
    assertThat(view.at("/mustTell").asText()).isEqualTo("IN_DOUBT");
    assertThat(view.at("/unitsTold").isNull()).isTrue();
  }

  @Test
  void notesOnWhatWasWithdrawnAreRefused() throws Exception {
    // Given a released alert that an opt-out withdrew: nothing tells which plate a note may not
    // name
    confirm();
    act("release", "action-3", "");
    board.put(
        Alert.newBuilder(alert("a", 1, NOON.minusSeconds(5)))
            .setStatus(AlertStatus.RECALLED)
            .setPlateText("")
            .setListedPlate("")
            .build());
    String disposition = "\"disposition\": \"DISMISSED\"";

    // When
    HttpResponse<String> noted =
        post(
            "dana",
            "/api/alerts/a/disposition",
            body(1, "action-4", disposition + ", \"note\": \"it was 8XYZ100\""));
    HttpResponse<String> plain =
        post("dana", "/api/alerts/a/disposition", body(1, "action-5", disposition));

    // Then
    assertThat(noted.statusCode()).isEqualTo(422);
    assertThat(noted.body()).contains("Leave the note out").doesNotContain("8XYZ");
    assertThat(plain.statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsMalformedIsSaidAndNotDone() throws Exception {
    // When / Then
    assertThat(post("dana", "/api/alerts/a/image-check", "nonsense").statusCode()).isEqualTo(400);
    assertThat(act("image-check", "short", "\"passed\": true").statusCode()).isEqualTo(400);
    assertThat(act("image-check", "action-1", "").statusCode()).isEqualTo(400);
    assertThat(act("release", "action-1", "\"passed\": true").statusCode()).isEqualTo(400);
    assertThat(act("disposition", "action-1", "").statusCode()).isEqualTo(400);
    assertThat(act("disposition", "action-1", "\"disposition\": \"FINE\"").body())
        .contains("422", "DISMISSED");
    HttpResponse<String> named =
        act("list-check", "action-1", "\"passed\": true, \"note\": \"asked for 8xyz-100\"");
    assertThat(named.statusCode()).isEqualTo(422);
    assertThat(named.body().toUpperCase()).doesNotContain("8XYZ");
    assertThat(topic.history()).isEmpty();
  }

  @Test
  void nothingIsDoneWithoutItsRecordOrBeforeTheTopicIsKnown() throws Exception {
    // Given
    records.sendException = new KafkaException("nobody listens");

    // When / Then
    assertThat(act("image-check", "action-1", "\"passed\": true").statusCode()).isEqualTo(503);
    records.sendException = null;
    following = HealthState.starting("reading");
    assertThat(act("image-check", "action-1", "\"passed\": true").statusCode()).isEqualTo(503);
    assertThat(topic.history()).isEmpty();
  }

  static Stream<RuntimeException> outages() {
    return Stream.of(
        new KafkaException("no broker listens"),
        new RuntimeException(new ConnectException("no registry listens")));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anActionThatIsNotAcknowledgedIsToldAndOnRecordAsFailed(RuntimeException outage)
      throws Exception {
    // Given
    topic.sendException = outage;

    // When
    HttpResponse<String> answer = act("image-check", "action-1", "\"passed\": true");

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("same actionId");
    assertThat(accesses()).containsExactly("CHECK_ALERT_IMAGE GRANTED", "CHECK_ALERT_IMAGE FAILED");
  }

  @Test
  void onlyWhoMayActDoes() throws Exception {
    for (Role role : Role.values()) {
      // When
      HttpRequest request =
          request("/api/alerts/a/image-check", body("action-" + role, "\"passed\": true"))
              .header("Test-User", "dana")
              .header("Test-Role", role.name())
              .build();
      int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();

      // Then
      boolean may = role == Role.DISPATCHER || role == Role.INVESTIGATOR;
      assertThat(status).as(role.name()).isEqualTo(may ? 200 : 403);
    }
  }

  private void confirm() throws Exception {
    act("image-check", "confirm-1", "\"passed\": true");
    act("list-check", "confirm-2", "\"passed\": true");
  }

  private List<String> accesses() {
    return records.history().stream()
        .map(sent -> sent.value().getAction() + " " + sent.value().getOutcome())
        .toList();
  }

  private HttpResponse<String> act(String what, String actionId, String more) throws Exception {
    return act("dana", what, actionId, more);
  }

  private HttpResponse<String> act(String user, String what, String actionId, String more)
      throws Exception {
    return post(user, "/api/alerts/a/" + what, body(actionId, more));
  }

  private static String body(String actionId, String more) {
    return body(0, actionId, more);
  }

  private static String body(int revision, String actionId, String more) {
    String rest = more.isEmpty() ? "" : ", " + more;
    return "{\"actionId\": \"" + actionId + "\", \"revision\": " + revision + rest + "}";
  }

  private HttpResponse<String> post(String user, String path, String body) throws Exception {
    HttpRequest request =
        request(path, body).header("Test-User", user).header("Test-Role", "DISPATCHER").build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(10))
        .POST(BodyPublishers.ofString(body));
  }
}
