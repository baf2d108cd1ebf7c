package org.alprstreams.retention;

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
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.retention.evidence.PlantedEvidence;
import org.alprstreams.retention.evidence.SampleEvidence;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases, evidence and court orders on a real broker, with two instances that share the work. */
@ExtendWith(KafkaClusterExtension.class)
class EvidenceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Feed feed;
  private static Instance one;
  private static Instance two;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeAll
  static void start() throws Exception {
    feed = new Feed(cluster.getBootstrapServers());
    one = open("one");
    await().atMost(PATIENCE).until(one::ready);
    two = open("two");
    await().atMost(PATIENCE).until(() -> one.ready() && two.ready());
  }

  private static Instance open(String name) throws Exception {
    return Instance.start(
        cluster.getBootstrapServers(),
        data,
        Map.of(
            "alpr.retention.peer-secret",
            "a secret that both of these instances share",
            "alpr.retention.erase-delay",
            "PT1S",
            "alpr.streams.properties.state.dir",
            data.resolve(name).toString()));
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void readsAreKeptForACaseWhoeverIsAsked() throws Exception {
    // Given
    PlateRead read = kept("a1", "8ABC123");
    openCase("26-1");
    openCase("26-2");
    List<AccessRecord> before = feed.accessRecords();

    // When: by id, into two cases, by either instance
    JsonNode answer = attach(one, "26-1", reference(read));
    attach(two, "26-2", reference(read));

    // Then
    assertThat(answer.at("/attached/0").asText()).isEqualTo("a1");
    assertThat(answer.at("/missing").isEmpty()).isTrue();
    for (Instance instance : List.of(one, two)) {
      awaitEvidence(instance, "26-1", 1);
      awaitEvidence(instance, "26-2", 1);
      JsonNode evidence = evidence(instance, "26-1").at("/evidence/0");
      assertThat(evidence.at("/plate").asText()).isEqualTo("8ABC123");
      assertThat(evidence.at("/attachedBy").asText()).isEqualTo("ana");
      assertThat(body(instance, evidence.at("/image").asText())).isEqualTo("crop of a1");
      assertThat(body(instance, evidence.at("/scene").asText())).isEqualTo("scene of a1");
    }
    AccessRecord record =
        since(before, "ATTACH_EVIDENCE").stream()
            .filter(attached -> attached.getCaseNumber().equals("26-1"))
            .findFirst()
            .orElseThrow();
    assertThat(record.getElements()).containsEntry("plates", "8ABC123").containsEntry("reads", "1");
    assertThat(record.getCaseNumber()).isEqualTo("26-1");
    assertThat(record.getPurpose()).isEqualTo("CRIMINAL_INVESTIGATION");
    assertThat(since(before, "VIEW_EVIDENCE_IMAGE"))
        .hasSize(4)
        .allSatisfy(view -> assertThat(view.getElements()).containsEntry("plate", "8ABC123"));

    // When: out of one case
    String address = evidence(one, "26-1").at("/evidence/0/image").asText();
    String detach = address.replace("/image", "").replaceAll("&part=.*", "");
    assertThat(two.call(Role.INVESTIGATOR, "DELETE", detach, "").statusCode()).isEqualTo(204);

    // Then
    awaitEvidence(one, "26-1", 0);
    awaitEvidence(one, "26-2", 1);
    assertThat(one.call(Role.INVESTIGATOR, "GET", address, "").statusCode()).isEqualTo(404);
  }

  @Test
  void whatAQueryFindsIsAttachedOnceItsNumberIsConfirmed() throws Exception {
    // Given
    for (int i = 0; i < 3; i++) {
      kept("b" + i, "7BBB00" + i);
    }
    openCase("26-3");
    List<AccessRecord> before = feed.accessRecords();
    String query =
        "{\"query\": {\"camera\": \"cam-7BBB\", \"from\": \""
            + now.minusSeconds(3600)
            + "\", \"to\": \""
            + now
            + "\"}";

    // When
    JsonNode counted = attach(two, "26-3", query + "}");

    // Then
    assertThat(counted.at("/count").asInt()).isEqualTo(3);
    awaitEvidence(one, "26-3", 0);

    // When / Then: another number is not confirmed
    assertThat(status(one, "POST", "/cases/26-3/evidence", query + ", \"confirm\": 2}"))
        .isEqualTo(409);

    // When / Then
    assertThat(attach(one, "26-3", query + ", \"confirm\": 3}").at("/attached").size())
        .isEqualTo(3);
    awaitEvidence(two, "26-3", 3);
    assertThat(since(before, "ATTACH_EVIDENCE"))
        .filteredOn(record -> record.getCaseNumber().equals("26-3"))
        .singleElement()
        .satisfies(
            record ->
                assertThat(record.getElements())
                    .containsEntry("camera", "cam-7BBB")
                    .containsEntry("plates", "7BBB000,7BBB001,7BBB002"));
    JsonNode first = json(two, "/cases/26-3/evidence?limit=2");
    JsonNode second =
        json(two, "/cases/26-3/evidence?limit=2&cursor=" + first.at("/nextCursor").asText());
    assertThat(first.at("/evidence").findValuesAsText("readId")).hasSize(2);
    assertThat(second.at("/evidence").findValuesAsText("readId")).hasSize(1);
    assertThat(second.at("/nextCursor").isNull()).isTrue();
  }

  @Test
  void whatIsAttachedAlreadyStaysAsItWasCollected() throws Exception {
    // Given: attached by ina with images that the kept read has lost since
    PlateRead read = read("g1", "3GGG001", "cam-3GGG", now.minusSeconds(60));
    feed.reads(List.of(read));
    awaitKept("3GGG001");
    openCase("26-14");
    PlantedEvidence planted = new PlantedEvidence("g1", "3GGG001", "26-14", read.getCapturedAt());
    feed.evidence(planted.evidence(), planted.key(), planted.partition());
    awaitEvidence(one, "26-14", 1);

    for (Instance instance : List.of(one, two)) {
      // When
      JsonNode answer = attach(instance, "26-14", reference(read));

      // Then
      assertThat(answer.at("/attached").isEmpty()).isTrue();
      assertThat(answer.at("/alreadyAttached/0").asText()).isEqualTo("g1");
      assertThat(answer.at("/missing").isEmpty()).isTrue();
    }

    // When: by a query, with one that is new
    kept("g2", "3GGG002");
    String query =
        "{\"query\": {\"plate\": \"3GGG*\"}, \"confirm\": 2}"; // Both, whoever keeps them.
    JsonNode both = attach(two, "26-14", query);

    // Then
    assertThat(both.at("/attached/0").asText()).isEqualTo("g2");
    assertThat(both.at("/alreadyAttached/0").asText()).isEqualTo("g1");
    awaitEvidence(one, "26-14", 2);
    for (JsonNode entry : evidence(two, "26-14").at("/evidence")) {
      boolean first = entry.at("/readId").asText().equals("g1");
      assertThat(entry.at("/attachedBy").asText()).isEqualTo(first ? "ina" : "ana");
      assertThat(body(one, entry.at("/image").asText()))
          .isEqualTo("crop of " + entry.at("/readId").asText());
    }
  }

  @Test
  void ofThoseWhoAttachAReadAtOnceOneDoes() throws Exception {
    // Given
    PlateRead read = kept("h1", "3HHH001");
    openCase("26-15");

    // When
    List<CompletableFuture<JsonNode>> answers =
        Stream.of(one, two, one, two)
            .map(instance -> CompletableFuture.supplyAsync(() -> attached(instance, read)))
            .toList();

    // Then
    assertThat(answers.stream().map(CompletableFuture::join))
        .filteredOn(answer -> answer.at("/attached").size() == 1)
        .hasSize(1);
  }

  private static JsonNode attached(Instance instance, PlateRead read) {
    try {
      return attach(instance, "26-15", reference(read));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void correctionReachesEveryCaseWhoeverKeepsIt() throws Exception {
    // Given: cases of different partitions
    PlateRead read = kept("f1", "3FFF001", now.minusSeconds(600));
    List<String> cases = List.of("26-10", "26-11", "26-12", "26-13");
    for (String caseNumber : cases) {
      openCase(caseNumber);
      attach(one, caseNumber, reference(read));
      awaitEvidence(two, caseNumber, 1);
    }

    // When
    String correction =
        "{\"plate\": \"3FFF001\", \"capturedAt\": \"%s\", \"text\": \"3FFX001\", \"reason\": \"r\"}"
            .formatted(read.getCapturedAt());
    HttpResponse<byte[]> answer =
        two.call(Role.ANALYST, "POST", "/reads/f1/corrections?purpose=STOLEN_VEHICLE", correction);

    // Then
    assertThat(answer.statusCode()).isEqualTo(202);
    for (String caseNumber : cases) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode entry = evidence(one, caseNumber).at("/evidence/0");
                assertThat(entry.at("/plate").asText()).isEqualTo("3FFF001");
                assertThat(entry.at("/correctedPlate").asText()).isEqualTo("3FFX001");
                assertThat(entry.at("/corrections").size()).isEqualTo(1);
              });
    }
    String address = evidence(two, "26-10").at("/evidence/0/image").asText();
    assertThat(body(two, address)).isEqualTo("crop of f1");

    // When: attached again, as its copy might have missed the correction
    int told = feed.corrections().size();
    JsonNode again =
        attach(one, "26-10", reference(PlateRead.newBuilder(read).setPlateText("3FFX001").build()));

    // Then: told again, to that case only, and nothing of what was collected changes
    assertThat(again.at("/alreadyAttached/0").asText()).isEqualTo("f1");
    assertThat(feed.corrections()).hasSize(told + 1);
    assertThat(evidence(one, "26-10").at("/evidence/0/plate").asText()).isEqualTo("3FFF001");
  }

  @Test
  void optOutTakesTheReadAndLeavesTheEvidence() throws Exception {
    // Given
    PlateRead read = kept("c1", "6CCC001");
    openCase("26-4");
    attach(one, "26-4", reference(read));

    // When
    feed.optOut(PlateHash.ofSecret(Instance.OPT_OUT_SECRET).of(new PlateText("6CCC001")));

    // Then
    await()
        .atMost(PATIENCE)
        .until(() -> one.json("/reads?plate=6CCC001" + PURPOSE).at("/reads").isEmpty());
    awaitEvidence(one, "26-4", 1);
    assertThat(body(one, evidence(one, "26-4").at("/evidence/0/image").asText()))
        .isEqualTo("crop of c1");
  }

  @Test
  void evidencePastItsLimitIsGoneUnlessACourtHoldsIt() throws Exception {
    // Given: collected six months ago, less the time that its bytes still have
    Instant old =
        now.atZone(ZoneId.of("America/Los_Angeles"))
            .minus(Period.ofMonths(6))
            .toInstant()
            .minusSeconds(60);
    openCase("26-5");
    openCase("26-6");
    String order =
        "{\"orderNumber\": \"CV-1\", \"court\": \"Superior Court\", \"caseNumbers\":"
            + " [\"26-5\"], \"orderedAt\": \""
            + now
            + "\"}";
    HttpResponse<byte[]> recorded = one.call(Role.INVESTIGATOR, "POST", "/holds", order);
    assertThat(recorded.statusCode()).isEqualTo(201);
    String holdId = Instance.parse(recorded).at("/holdId").asText();

    // When
    PlantedEvidence held = new PlantedEvidence("d1", "5DDD001", "26-5", old);
    PlantedEvidence free = new PlantedEvidence("d2", "5DDD002", "26-6", old);
    feed.evidence(held.evidence(), held.key(), held.partition());
    feed.evidence(free.evidence(), free.key(), free.partition());

    // Then
    awaitEvidence(one, "26-5", 1);
    assertThat(evidence(two, "26-5").at("/evidence/0/heldBy/0").asText()).isEqualTo("CV-1");
    awaitEvidence(one, "26-6", 0);
    String detach = "/cases/26-5/evidence/d1?at=" + old.toEpochMilli();
    assertThat(status(one, "DELETE", detach, "")).isEqualTo(409);

    // When: the release lets the limit count
    assertThat(status(two, "POST", "/holds/" + holdId + "/release", "")).isEqualTo(200);

    // Then
    awaitEvidence(one, "26-5", 0);
    assertThat(status(two, "POST", "/holds/" + holdId + "/release", "")).isEqualTo(409);
    await()
        .atMost(PATIENCE)
        .until(() -> feed.deletions().stream().anyMatch(r -> r.getStore().equals("evidence")));
  }

  @Test
  void orderIsRecordedForWhatThereIsAndSaysHowMuchItCovers() throws Exception {
    // Given: one read in two cases, another in one of them, and a case without any
    String first = reference(kept("i1", "3JJJ001"));
    String second = reference(kept("i2", "3JJJ002"));
    for (String caseNumber : List.of("26-16", "26-17", "26-18")) {
      openCase(caseNumber);
    }
    attach(one, "26-16", first);
    attach(one, "26-17", first);
    attach(one, "26-17", second);
    awaitEvidence(two, "26-16", 1);
    awaitEvidence(two, "26-17", 2);
    List<AccessRecord> before = feed.accessRecords();

    for (Instance instance : List.of(one, two)) {
      // When / Then
      assertThat(pieces(instance, "[\"26-17\"]", "[]")).isEqualTo(2);
      assertThat(pieces(instance, "[\"26-16\"]", "[\"i2\"]")).isEqualTo(2);
      assertThat(pieces(instance, "[]", "[\"i1\"]")).isEqualTo(2);
      assertThat(pieces(instance, "[\"26-18\"]", "[]")).isZero();

      // When: mistyped, and a read that is kept but in no case
      HttpResponse<byte[]> noCase = order(instance, "[\"26-16\", \"26-161\"]", "[]");
      HttpResponse<byte[]> noEvidence = order(instance, "[]", "[\"i1\", \"nowhere\"]");

      // Then
      assertThat(noCase.statusCode()).isEqualTo(422);
      assertThat(Instance.parse(noCase).at("/detail").asText())
          .contains("26-161")
          .doesNotContain("26-16,");
      assertThat(noEvidence.statusCode()).isEqualTo(422);
      assertThat(Instance.parse(noEvidence).at("/detail").asText()).contains("nowhere");
    }
    assertThat(since(before, "RECORD_HOLD"))
        .extracting(AccessRecord::getDenialReason)
        .filteredOn(reason -> reason != null)
        .containsOnly("NO_SUCH_CASE", "NO_SUCH_EVIDENCE")
        .hasSize(4);
  }

  private static int pieces(Instance instance, String caseNumbers, String readIds)
      throws Exception {
    HttpResponse<byte[]> recorded = order(instance, caseNumbers, readIds);
    assertThat(recorded.statusCode()).as(new String(recorded.body())).isEqualTo(201);
    return Instance.parse(recorded).at("/pieces").asInt(-1);
  }

  /** Records an order for these, as JSON lists. */
  private static HttpResponse<byte[]> order(Instance instance, String caseNumbers, String readIds)
      throws Exception {
    return instance.call(
        Role.INVESTIGATOR,
        "POST",
        "/holds",
        """
        {"orderNumber": "CV-2", "court": "c", "orderedAt": "2026-11-23T08:00:00Z",
         "caseNumbers": %s, "readIds": %s}
        """
            .formatted(caseNumbers, readIds));
  }

  @Test
  void purposeThatThePolicyAuthorisesNoMoreOpensNothingAndIsRecorded() throws Exception {
    // Given: a case that was opened under an earlier policy
    String path = "/cases/26-19";
    feed.investigation(
        Investigation.newBuilder(SampleEvidence.investigation("26-19"))
            .setPurpose("FORMER_PURPOSE")
            .build());
    PlantedEvidence piece = new PlantedEvidence("k1", "3KKK001", "26-19", now.minusSeconds(60));
    feed.evidence(piece.evidence(), piece.key(), piece.partition());
    await().atMost(PATIENCE).until(() -> status(one, "GET", path, "") == 200);
    await().atMost(PATIENCE).until(() -> status(two, "GET", path, "") == 200);
    String address = path + "/evidence/k1";
    String at = "?at=" + piece.collectedAt().toEpochMilli();
    List<AccessRecord> before = feed.accessRecords();

    // When / Then
    String reads = reference(piece.evidence().getRead());
    assertThat(status(one, "POST", path + "/evidence", reads)).isEqualTo(422);
    assertThat(status(two, "POST", path + "/evidence", "{\"query\": {\"plate\": \"3KKK001\"}}"))
        .isEqualTo(422);
    assertThat(status(one, "GET", path + "/evidence", "")).isEqualTo(422);
    assertThat(status(two, "GET", address + "/image" + at, "")).isEqualTo(422);
    assertThat(status(one, "POST", path + "/releases", "{}")).isEqualTo(422);
    List<AccessRecord> records = feed.accessRecords();
    records.removeAll(before);
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.getOutcome()).isEqualTo(AccessOutcome.DENIED);
              assertThat(record.getDenialReason()).isEqualTo("UNKNOWN_PURPOSE");
              assertThat(record.getPurpose()).isEqualTo("FORMER_PURPOSE");
            })
        .extracting(AccessRecord::getAction)
        .containsExactlyInAnyOrder(
            "ATTACH_EVIDENCE",
            "COUNT_FOR_EVIDENCE",
            "QUERY_EVIDENCE",
            "VIEW_EVIDENCE_IMAGE",
            "RELEASE_EVIDENCE");

    // When / Then: what a court orders, and what ends the case, goes on
    HttpResponse<byte[]> recorded = order(one, "[\"26-19\"]", "[]");
    assertThat(recorded.statusCode()).isEqualTo(201);
    String hold = Instance.parse(recorded).at("/holdId").asText();
    assertThat(status(one, "POST", "/holds/" + hold + "/release", "")).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> status(two, "DELETE", address + at, "") == 204);
    assertThat(status(two, "POST", path + "/close", "")).isEqualTo(200);
  }

  @Test
  void closedCaseTakesNothingMore() throws Exception {
    // Given
    PlateRead read = kept("e1", "4EEE001");
    openCase("26-7");
    assertThat(status(one, "POST", "/cases/26-7/close", "")).isEqualTo(200);

    // When / Then
    assertThat(status(two, "POST", "/cases/26-7/evidence", reference(read))).isEqualTo(409);
    assertThat(status(one, "POST", "/cases/26-7/close", "")).isEqualTo(409);
    assertThat(json(two, "/cases/26-7").at("/status").asText()).isEqualTo("CLOSED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | POST | /cases                     | nonsense
          400 | POST | /cases                     | {"caseNumber": "26/117", "agency": "a", "purpose": "p"}
          400 | POST | /cases                     | {"caseNumber": "26-8", "purpose": "STOLEN_VEHICLE"}
          422 | POST | /cases                     | {"caseNumber": "26-8", "agency": "a", "purpose": "CURIOSITY"}
          404 | GET  | /cases/nowhere             | ''
          404 | GET  | /cases/nowhere/evidence    | ''
          404 | POST | /cases/nowhere/evidence    | {"reads": [{"readId": "r", "plate": "8ABC123", "capturedAt": "2026-11-23T08:00:00Z"}]}
          400 | POST | /cases/nowhere/evidence    | {}
          400 | POST | /cases/nowhere/evidence    | {"reads": [], "query": {}}
          404 | GET  | /cases/nowhere/evidence/r/image?at=x | ''
          400 | POST | /holds                     | {"orderNumber": "1", "court": "c", "orderedAt": "2026-11-23T08:00:00Z"}
          400 | POST | /holds                     | {"orderNumber": "1", "court": "c", "caseNumbers": ["26-8"], "orderedAt": "yesterday"}
          400 | POST | /holds                     | {"orderNumber": "1", "court": "c", "caseNumbers": ["26-8"], "orderedAt": "2020-11-23T08:00:00Z", "expiresAt": "2021-11-23T08:00:00Z"}
          404 | POST | /holds/nowhere/release     | ''
          """)
  void whatIsWrongIsRefusedWithAReason(int status, String method, String path, String body)
      throws Exception {
    // When
    HttpResponse<byte[]> answer = one.call(Role.INVESTIGATOR, method, path, body);

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Instance.parse(answer).at("/detail").asText()).isNotBlank();
  }

  @Test
  void refusedPurposeIsRecorded() throws Exception {
    // Given
    List<AccessRecord> before = feed.accessRecords();

    // When
    status(
        one,
        "POST",
        "/cases",
        "{\"caseNumber\": \"26-9\", \"agency\": \"a\", \"purpose\": \"CURIOSITY\"}");

    // Then
    assertThat(since(before, "OPEN_CASE"))
        .singleElement()
        .satisfies(record -> assertThat(record.getOutcome()).isEqualTo(AccessOutcome.DENIED));
  }

  private PlateRead kept(String readId, String plate) throws Exception {
    return kept(readId, plate, now.minusSeconds(60));
  }

  private static void awaitKept(String plate) {
    await()
        .atMost(PATIENCE)
        .until(() -> one.json("/reads?plate=" + plate + PURPOSE).at("/reads").size() == 1);
  }

  private static PlateRead kept(String readId, String plate, Instant at) throws Exception {
    PlateRead read = read(readId, plate, "cam-" + plate.substring(0, 4), at);
    feed.reads(List.of(read));
    feed.imageOf(read);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode answer = one.json("/reads?plate=" + plate + PURPOSE);
              return answer.at("/reads").size() == 1
                  && one.get(answer.at("/reads/0/image").asText() + PURPOSE).statusCode() == 200;
            });
    return read;
  }

  private static void openCase(String caseNumber) throws Exception {
    assertThat(
            status(
                one,
                "POST",
                "/cases",
                "{\"caseNumber\": \""
                    + caseNumber
                    + "\", \"agency\": \"Sheriff\", \"purpose\": \"CRIMINAL_INVESTIGATION\"}"))
        .isEqualTo(201);
    await().atMost(PATIENCE).until(() -> status(two, "GET", "/cases/" + caseNumber, "") == 200);
  }

  private static String reference(PlateRead read) {
    return "{\"reads\": [{\"readId\": \""
        + read.getReadId()
        + "\", \"plate\": \""
        + read.getPlateText()
        + "\", \"capturedAt\": \""
        + read.getCapturedAt()
        + "\"}]}";
  }

  private static JsonNode attach(Instance instance, String caseNumber, String body)
      throws Exception {
    HttpResponse<byte[]> answer =
        instance.call(Role.INVESTIGATOR, "POST", "/cases/" + caseNumber + "/evidence", body);
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
    return Instance.parse(answer);
  }

  private static JsonNode evidence(Instance instance, String caseNumber) throws Exception {
    return json(instance, "/cases/" + caseNumber + "/evidence");
  }

  private static void awaitEvidence(Instance instance, String caseNumber, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(evidence(instance, caseNumber).at("/evidence").size()).isEqualTo(count));
  }

  private static JsonNode json(Instance instance, String path) throws Exception {
    HttpResponse<byte[]> answer = instance.call(Role.INVESTIGATOR, "GET", path, "");
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
    return Instance.parse(answer);
  }

  private static String body(Instance instance, String path) throws Exception {
    return new String(
        instance.call(Role.INVESTIGATOR, "GET", path, "").body(), StandardCharsets.UTF_8);
  }

  private static int status(Instance instance, String method, String path, String body)
      throws Exception {
    return instance.call(Role.INVESTIGATOR, method, path, body).statusCode();
  }

  /** Records of this action written after these. */
  private static List<AccessRecord> since(List<AccessRecord> before, String action) {
    List<AccessRecord> records = feed.accessRecords();
    records.removeAll(before);
    records.removeIf(record -> !record.getAction().equals(action));
    return records;
  }
}
