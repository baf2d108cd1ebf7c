package org.alprstreams.retention;

import static org.alprstreams.retention.SampleReads.key;
import static org.alprstreams.retention.SampleReads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KafkaClusterExtension.class)
class CorrectionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PURPOSE = "purpose=STOLEN_VEHICLE";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Feed feed;
  private static Instance instance;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeAll
  static void start() throws Exception {
    feed = new Feed(cluster.getBootstrapServers());
    instance = Instance.start(cluster.getBootstrapServers(), data, Map.of());
    await().atMost(PATIENCE).until(instance::ready);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @Test
  void correctedReadIsFoundUnderItsNewTextWithTheOriginalBesideItAndItsImage() throws Exception {
    // Given
    PlateRead read = kept("r1", "8ABC123", now.minusSeconds(600));
    List<AccessRecord> before = feed.accessRecords();

    // When
    HttpResponse<byte[]> answer = correct(read, "8ABX129", "The C is an X in the picture");

    // Then
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode corrected = awaitOne("8ABX129");
    assertThat(corrected.at("/readId").asText()).isEqualTo("r1");
    assertThat(corrected.at("/corrections/0/originalPlate").asText()).isEqualTo("8ABC123");
    assertThat(corrected.at("/corrections/0/correctedBy").asText()).isEqualTo("ana");
    assertThat(corrected.at("/corrections/0/reason").asText())
        .isEqualTo("The C is an X in the picture");
    awaitNone("8ABC123");
    String crop = corrected.at("/image").asText() + "&" + PURPOSE;
    await().atMost(PATIENCE).until(() -> instance.get(crop).statusCode() == 200);
    assertThat(new String(instance.get(crop).body(), StandardCharsets.UTF_8))
        .isEqualTo("crop of r1");

    // Then: what matching is told, so that it recalls the alerts
    assertThat(feed.reads())
        .filteredOn(PlateRead::getReadId, "r1")
        .filteredOn(PlateRead::getStatus, ReadStatus.RETRACTED)
        .singleElement()
        .satisfies(
            retracted -> {
              assertThat(retracted.getPlateKey()).isEqualTo(key("8ABC123"));
              assertThat(retracted.getSupersededBy()).isEqualTo(key("8ABX129"));
              assertThat(retracted.getCorrections()).hasSize(1);
            });

    // Then: the access is on record
    List<AccessRecord> records = feed.accessRecords();
    records.removeAll(before);
    assertThat(records)
        .filteredOn(AccessRecord::getAction, "CORRECT_READ")
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.getElements())
                    .containsEntry("plate", "8ABC123")
                    .containsEntry("correctedTo", "8ABX129"));
  }

  @Test
  void correctionWithinTheLookAlikesReplacesTheReadInItsPlace() throws Exception {
    // Given
    PlateRead read = kept("r2", "7OOO111", now.minusSeconds(600));

    // When
    correct(read, "7000111", "Digits by the plate's syntax");

    // Then
    awaitOne("7000111");
    awaitNone("7OOO111");
    assertThat(feed.reads())
        .filteredOn(PlateRead::getReadId, "r2")
        .noneMatch(revision -> revision.getStatus() == ReadStatus.RETRACTED);
  }

  @Test
  void secondCorrectionKeepsTheWholeStory() throws Exception {
    // Given
    PlateRead read = kept("r3", "6AAA111", now.minusSeconds(600));
    correct(read, "6AAA112", "first");
    awaitOne("6AAA112");

    // When
    correct(read("r3", "6AAA112", "north", read.getCapturedAt()), "6AAA113", "second");

    // Then
    JsonNode corrected = awaitOne("6AAA113");
    assertThat(corrected.at("/corrections").findValuesAsText("originalPlate"))
        .containsExactly("6AAA111", "6AAA112");
  }

  @Test
  void evidenceKeepsWhatWasCollectedAndShowsTheCorrection() throws Exception {
    // Given
    PlateRead read = kept("r5", "4DDD111", now.minusSeconds(600));
    investigate(
        "POST",
        "/cases",
        "{\"caseNumber\": \"26-1\", \"agency\": \"Sheriff\", \"purpose\": \"STOLEN_VEHICLE\"}");
    String evidence = "/cases/26-1/evidence";
    investigate(
        "POST",
        evidence,
        "{\"reads\": [{\"readId\": \"r5\", \"plate\": \"4DDD111\", \"capturedAt\": \"%s\"}]}"
            .formatted(read.getCapturedAt()));

    // When
    correct(read, "4DDD112", "A 2 in the picture");

    // Then
    await()
        .atMost(PATIENCE)
        .until(() -> !investigate("GET", evidence, "").at("/evidence/0/corrections").isEmpty());
    JsonNode entry = investigate("GET", evidence, "").at("/evidence/0");
    assertThat(entry.at("/plate").asText()).isEqualTo("4DDD111");
    assertThat(entry.at("/correctedPlate").asText()).isEqualTo("4DDD112");
    JsonNode correction = entry.at("/corrections/0");
    assertThat(correction.at("/originalPlate").asText()).isEqualTo("4DDD111");
    assertThat(correction.at("/plate").asText()).isEqualTo("4DDD112");
    assertThat(correction.at("/correctedBy").asText()).isEqualTo("ana");
    assertThat(correction.at("/reason").asText()).isEqualTo("A 2 in the picture");
    assertThat(correction.at("/correctedAt").asText()).isNotBlank();
  }

  private static JsonNode investigate(String method, String path, String body) throws Exception {
    return Instance.parse(instance.call(Role.INVESTIGATOR, method, path, body));
  }

  @Test
  void vehicleStillInSightIsNotCorrected() throws Exception {
    // Given a vehicle that has been there for a while, as one that is parked
    PlateRead read =
        PlateRead.newBuilder(read("r4", "5BBB111", "north", now.minus(Duration.ofMinutes(30))))
            .setOver(false)
            .build();
    kept(read);

    // When / Then
    assertThat(correct(read, "5BBB112", "too early").statusCode()).isEqualTo(409);
    awaitOne("5BBB111");

    // When it has gone
    feed.reads(List.of(PlateRead.newBuilder(read).setRevision(1).setOver(true).build()));

    // Then
    await()
        .atMost(PATIENCE)
        .until(() -> correct(read, "5BBB112", "by the picture").statusCode() == 202);
    awaitOne("5BBB112");
  }

  @Test
  void readWhoseTimeIsNearlyOverIsNotCorrected() throws Exception {
    // Given one of which a correction's copy among today's reads would be there after its limit
    PlateRead read = kept("r5", "5CCC111", now.minus(Duration.ofDays(28)));

    // When
    HttpResponse<byte[]> answer = correct(read, "5CCC112", "too late");

    // Then
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("Too old");
    awaitOne("5CCC111");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {"plate": "8ZZZ999", "capturedAt": "2026-11-23T08:00:00Z", "text": "8ZZZ998", "reason": "r"}
          400 | {"plate": "8ZZZ999", "capturedAt": "2026-11-23T08:00:00Z", "text": "8ZZZ999", "reason": "r"}
          400 | {"plate": "8ZZZ999", "capturedAt": "2026-11-23T08:00:00Z", "text": "8ZZZ998"}
          400 | {"plate": "8ZZZ999", "text": "8ZZZ998", "reason": "r"}
          400 | {"plate": "8", "capturedAt": "2026-11-23T08:00:00Z", "text": "8ZZZ998", "reason": "r"}
          400 | {"plate": "8ZZZ999", "capturedAt": "2026-11-23T08:00:00Z", "text": "ZZZZZZZZZ", "reason": "r"}
          400 | null
          400 | []
          """)
  void whatIsWrongIsRefused(int status, String body) throws Exception {
    // When
    HttpResponse<byte[]> answer =
        instance.call(Role.ANALYST, "POST", "/reads/nobody/corrections?" + PURPOSE, body);

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("8ZZZ99");
  }

  private PlateRead kept(String readId, String plate, Instant at) throws Exception {
    return kept(read(readId, plate, "north", at));
  }

  private PlateRead kept(PlateRead read) throws Exception {
    feed.reads(List.of(read));
    feed.imageOf(read);
    awaitOne(read.getPlateText());
    return read;
  }

  private static HttpResponse<byte[]> correct(PlateRead read, String text, String reason)
      throws Exception {
    String body =
        """
        {"plate": "%s", "capturedAt": "%s", "text": "%s", "reason": "%s"}
        """
            .formatted(read.getPlateText(), read.getCapturedAt(), text, reason);
    return instance.call(
        Role.ANALYST, "POST", "/reads/" + read.getReadId() + "/corrections?" + PURPOSE, body);
  }

  private static JsonNode awaitOne(String plate) {
    await().atMost(PATIENCE).until(() -> found(plate).size() == 1);
    return found(plate).get(0);
  }

  private static void awaitNone(String plate) {
    await().atMost(PATIENCE).until(() -> found(plate).isEmpty());
  }

  private static JsonNode found(String plate) {
    try {
      return instance.json("/reads?plate=" + plate + "&" + PURPOSE).at("/reads");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
