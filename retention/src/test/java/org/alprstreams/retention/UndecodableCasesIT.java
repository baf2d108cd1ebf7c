package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.alprstreams.retention.evidence.PlantedEvidence;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.http.Role;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Court orders, evidence and cases whose records nobody can read any more. */
@ExtendWith(KafkaClusterExtension.class)
class UndecodableCasesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String HEALTH = "retention:court-orders";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path data;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Instance instance;

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void orderHoldsAllEvidenceAlsoAfterARestartUntilItsReleaseIsConfirmed() throws Exception {
    // Given an order of one case, and evidence past its limit of another
    start();
    call("POST", "/cases", openCase("26-1"), 201);
    call("POST", "/cases", openCase("26-2"), 201);
    await().atMost(PATIENCE).until(() -> get("/cases").at("/cases").size() == 2);
    String holdId =
        call(
                "POST",
                "/holds",
                "{\"orderNumber\": \"CV-1\", \"court\": \"Superior Court\", \"caseNumbers\":"
                    + " [\"26-1\"], \"orderedAt\": \""
                    + now
                    + "\"}",
                201)
            .at("/holdId")
            .asText();
    assertThat(instance.health(HEALTH).level()).isEqualTo(Level.UP);

    // When it is damaged
    Feed feed = new Feed(cluster.getBootstrapServers());
    feed.damage(Topics.HOLDS, holdId);
    await().atMost(PATIENCE).until(() -> get("/holds").at("/holds/0/undecodable").asBoolean());
    PlantedEvidence due = new PlantedEvidence("d1", "5DDD001", "26-2", pastItsLimit());
    feed.evidence(due.evidence(), due.key(), due.partition());

    // Then
    await().atMost(PATIENCE).until(() -> pieces() == 1);
    assertThat(instance.health(HEALTH).level()).isEqualTo(Level.WARNING);
    assertThat(instance.ready()).isTrue();

    // When
    instance.close();
    start();

    // Then
    await().atMost(PATIENCE).until(() -> pieces() == 1);
    assertThat(get("/holds").at("/holds/0/holdId").asText()).isEqualTo(holdId);
    assertThat(get("/holds").at("/holds/0/inForce").asBoolean()).isTrue();
    await()
        .during(Duration.ofSeconds(3)) // sweeps come every second
        .atMost(PATIENCE)
        .until(() -> pieces() == 1);
    String release = "/holds/" + holdId + "/release";
    call("POST", release, "", 409);
    call("POST", release, "{\"confirm\": \"another\"}", 409);

    // When
    call("POST", release, "{\"confirm\": \"" + holdId + "\"}", 200);

    // Then
    await().atMost(PATIENCE).until(() -> pieces() == 0);
    assertThat(instance.health(HEALTH).level()).isEqualTo(Level.UP);
    call("POST", release, "", 409);
  }

  @Test
  void evidenceIsListedAndRestoredAndGoesAtItsLimit() throws Exception {
    // Given
    start();
    call("POST", "/cases", openCase("26-2"), 201);
    await().atMost(PATIENCE).until(() -> get("/cases").at("/cases").size() == 1);
    Feed feed = new Feed(cluster.getBootstrapServers());
    PlantedEvidence piece = new PlantedEvidence("d1", "5DDD001", "26-2", now);

    // When
    feed.damage(Topics.EVIDENCE, piece.partition(), piece.key());

    // Then
    await().atMost(PATIENCE).until(() -> pieces() == 1);
    assertThat(get("/cases/26-2/evidence").at("/evidence/0/undecodable").asBoolean()).isTrue();

    // When an instance without any state takes over
    instance.close();
    Utils.delete(state().toFile());
    start();

    // Then
    await().atMost(PATIENCE).until(() -> pieces() == 1);

    // When one comes that is due
    PlantedEvidence due = new PlantedEvidence("d2", "5DDD002", "26-2", pastItsLimit());
    feed.damage(Topics.EVIDENCE, due.partition(), due.key());

    // Then it goes, and what is not wanted can be detached
    await()
        .atMost(PATIENCE)
        .until(() -> feed.deletions().stream().anyMatch(r -> r.getStore().equals("evidence")));
    assertThat(pieces()).isEqualTo(1);
    call("DELETE", "/cases/26-2/evidence/d1?at=" + now.toEpochMilli(), "", 204);
    await().atMost(PATIENCE).until(() -> pieces() == 0);
  }

  @Test
  void caseIsThereAndShowsNothingUntilItIsOpenedAgain() throws Exception {
    // Given
    start();
    call("POST", "/cases", openCase("26-2"), 201);
    await().atMost(PATIENCE).until(() -> get("/cases").at("/cases").size() == 1);
    Feed feed = new Feed(cluster.getBootstrapServers());
    PlantedEvidence piece = new PlantedEvidence("d1", "5DDD001", "26-2", now);
    feed.evidence(piece.evidence(), piece.key(), piece.partition());
    await().atMost(PATIENCE).until(() -> pieces() == 1);

    // When
    feed.damage(Topics.INVESTIGATIONS, "26-2");

    // Then
    await()
        .atMost(PATIENCE)
        .until(() -> get("/cases/26-2").at("/purpose").asText().equals("undecodable"));
    assertThat(get("/cases/26-2").at("/caseNumber").asText()).isEqualTo("26-2");
    call("GET", "/cases/26-2/evidence", "", 422);
    assertThat(instance.health("retention:cases").level()).isEqualTo(Level.WARNING);

    // When
    call("POST", "/cases", openCase("26-2"), 201);

    // Then
    await().atMost(PATIENCE).until(() -> pieces() == 1);
    assertThat(instance.health("retention:cases").level()).isEqualTo(Level.UP);
    call("POST", "/cases", openCase("26-2"), 409);
  }

  private Path state() {
    return data.resolve("state");
  }

  private Instant pastItsLimit() {
    return now.atZone(ZoneId.of("America/Los_Angeles"))
        .minus(Period.ofMonths(6))
        .toInstant()
        .minusSeconds(60);
  }

  private void start() throws Exception {
    instance =
        Instance.start(
            cluster.getBootstrapServers(),
            data,
            Map.of(
                "alpr.topics.partitions",
                "2",
                "alpr.streams.properties.state.dir",
                state().toString()));
    await().atMost(PATIENCE).until(instance::ready);
  }

  private int pieces() throws Exception {
    return get("/cases/26-2/evidence").at("/evidence").size();
  }

  private JsonNode get(String path) throws Exception {
    return call("GET", path, "", 200);
  }

  private JsonNode call(String method, String path, String body, int status) throws Exception {
    HttpResponse<byte[]> answer = instance.call(Role.INVESTIGATOR, method, path, body);
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(status);
    return answer.body().length == 0 ? MissingNode.getInstance() : Instance.parse(answer);
  }

  private static String openCase(String caseNumber) {
    return "{\"caseNumber\": \""
        + caseNumber
        + "\", \"agency\": \"Sheriff\", \"purpose\": \"CRIMINAL_INVESTIGATION\"}";
  }
}
