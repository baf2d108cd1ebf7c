package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Evidence;
import org.alprstreams.retention.evidence.PlantedEvidence;
import org.alprstreams.retention.release.BundleCheck;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Evidence that leaves the system, on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class ReleaseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Path publicKey;
  private static Feed feed;
  private static Instance instance;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeAll
  static void start() throws Exception {
    SigningKey key = SigningKey.generate();
    Path secret = Files.writeString(data.resolve("key.pem"), key.secretPem());
    publicKey = Files.writeString(data.resolve("public.pem"), key.publicPem());
    feed = new Feed(cluster.getBootstrapServers());
    instance =
        Instance.start(
            cluster.getBootstrapServers(),
            data,
            Map.of("alpr.access-log.signing-key", secret.toString()),
            Policies.townsWith(
                data, "recipients: [{agency: Next County, legalBasis: Order 5}]", "recipients: []"),
            Clock.systemUTC());
    await().atMost(PATIENCE).until(instance::ready);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @Test
  void evidenceGoesOutAsABundleThatVerifiesAndIsARecord() throws Exception {
    // Given
    openCase("26-1");
    plant("r1", "8ABC123", "26-1");
    plant("r2", "7XYZ999", "26-1");
    awaitEvidence("26-1", 2);
    List<AccessRecord> before = feed.accessRecords();

    // When
    HttpResponse<byte[]> answer =
        release("26-1", "{\"recipient\": \"Next County\", \"request\": \"letter 7\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    Path file = Files.write(data.resolve("bundle.zip"), answer.body());
    BundleCheck.Verdict verdict = BundleCheck.verify(file, PublicKeys.read(List.of(publicKey)));
    assertThat(verdict.words()).contains("26-1", "Next County");
    assertThat(verdict.intact()).isTrue();
    String releaseId = answer.headers().firstValue("Alpr-Release-Id").orElseThrow();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode manifest = JSON.readTree(bytes(zip, "manifest.json"));
      assertThat(manifest.at("/release/releaseId").asText()).isEqualTo(releaseId);
      assertThat(manifest.at("/release/legalBasis").asText()).isEqualTo("Order 5");
      assertThat(manifest.at("/release/policyVersion").asText()).contains("los-altos-hills");
      assertThat(manifest.at("/engines/0").asText()).isEqualTo("test 1");
      assertThat(text(zip, "reads/0001.json")).contains("plateText");
      assertThat(text(zip, "access-log.jsonl"))
          .contains("OPEN_CASE", "RELEASE_EVIDENCE", releaseId);
      assertThat(text(zip, "policy.json")).contains("custodianTitle");
      BufferedImage marked =
          ImageIO.read(new ByteArrayInputStream(bytes(zip, "reads/0001-plate.jpg")));
      assertThat(marked.getHeight()).isGreaterThan(20);
      assertThat(zip.size()).isEqualTo(2 * 4 + 4);
    }
    assertThat(since(before))
        .filteredOn(AccessRecord::getAction, "RELEASE_EVIDENCE")
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getOutcome()).isEqualTo(AccessOutcome.GRANTED);
              assertThat(record.getResultCount()).isEqualTo(2);
              assertThat(record.getElements())
                  .containsEntry("releaseId", releaseId)
                  .containsEntry("recipient", "Next County")
                  .containsEntry("legalBasis", "Order 5")
                  .containsEntry("request", "letter 7")
                  .containsEntry("plates", "7XYZ999,8ABC123");
            });
  }

  @Test
  void correctionGoesOutBesideWhatWasCollected() throws Exception {
    // Given
    openCase("26-6");
    plant(new PlantedEvidence("r6", "8ABC126", "26-6", now.minusSeconds(60)).corrected("8ABX126"));
    awaitEvidence("26-6", 1);
    List<AccessRecord> before = feed.accessRecords();

    // When
    HttpResponse<byte[]> answer = release("26-6", "{}");

    // Then
    Path file = Files.write(data.resolve("corrected.zip"), answer.body());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(JSON.readTree(bytes(zip, "reads/0001.json")).at("/plateText").asText())
          .isEqualTo("8ABC126");
      JsonNode entry = JSON.readTree(bytes(zip, "reads/0001-evidence.json"));
      assertThat(entry.at("/plate").asText()).isEqualTo("8ABC126");
      assertThat(entry.at("/correctedPlate").asText()).isEqualTo("8ABX126");
      assertThat(entry.at("/corrections/0/correctedBy").asText()).isEqualTo("ana");
      assertThat(entry.at("/corrections/0/reason").asText()).isNotBlank();
    }
    assertThat(since(before))
        .filteredOn(AccessRecord::getAction, "RELEASE_EVIDENCE")
        .singleElement()
        .satisfies(
            record -> assertThat(record.getElements()).containsEntry("plates", "8ABC126,8ABX126"));
  }

  @Test
  void nobodyElseGetsAnythingAndTheAttemptIsARecord() throws Exception {
    // Given
    openCase("26-2");
    plant("r3", "8ABC124", "26-2");
    awaitEvidence("26-2", 1);
    List<AccessRecord> before = feed.accessRecords();

    // When
    HttpResponse<byte[]> vendor = release("26-2", "{\"recipient\": \"A Vendor\"}");
    HttpResponse<byte[]> unasked = release("26-2", "{\"recipient\": \"Next County\"}");

    // Then
    assertThat(vendor.statusCode()).isEqualTo(403);
    assertThat(new String(vendor.body(), StandardCharsets.UTF_8)).doesNotContain("8ABC124");
    assertThat(unasked.statusCode()).isEqualTo(400);
    assertThat(since(before))
        .filteredOn(AccessRecord::getAction, "RELEASE_EVIDENCE")
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getOutcome()).isEqualTo(AccessOutcome.DENIED);
              assertThat(record.getDenialReason()).isEqualTo("RECIPIENT_NOT_LISTED");
            });
  }

  @Test
  void ownAgencyGetsItsCaseAndNothingComesOfAnEmptyOrUnknownOne() throws Exception {
    // Given
    openCase("26-3");
    plant("r4", "8ABC125", "26-3");
    awaitEvidence("26-3", 1);
    openCase("26-4");

    // When / Then
    assertThat(release("26-3", "{}").statusCode()).isEqualTo(200);
    assertThat(release("26-4", "{}").statusCode()).isEqualTo(404);
    assertThat(release("26-5", "{}").statusCode()).isEqualTo(404);
    assertThat(release("26-3", "nonsense").statusCode()).isEqualTo(400);
    assertThat(instance.call(Role.ANALYST, "POST", "/cases/26-3/releases", "{}").statusCode())
        .isEqualTo(403);
  }

  private void plant(String readId, String plate, String caseNumber) throws Exception {
    plant(new PlantedEvidence(readId, plate, caseNumber, now.minusSeconds(60)));
  }

  private static void plant(PlantedEvidence planted) throws Exception {
    Evidence evidence =
        Evidence.newBuilder(planted.evidence()).setPlateCrop(jpeg()).setScene(jpeg()).build();
    feed.evidence(evidence, planted.key(), planted.partition());
  }

  private static ByteBuffer jpeg() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static void openCase(String caseNumber) throws Exception {
    String body =
        "{\"caseNumber\": \"%s\", \"agency\": \"Sheriff\", \"purpose\": \"CRIMINAL_INVESTIGATION\"}"
            .formatted(caseNumber);
    assertThat(instance.call(Role.INVESTIGATOR, "POST", "/cases", body).statusCode())
        .isEqualTo(201);
  }

  private static void awaitEvidence(String caseNumber, int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Instance.parse(
                            instance.call(
                                Role.INVESTIGATOR, "GET", "/cases/" + caseNumber + "/evidence", ""))
                        .at("/evidence")
                        .size()
                    == count);
  }

  private static HttpResponse<byte[]> release(String caseNumber, String body) throws Exception {
    return instance.call(Role.INVESTIGATOR, "POST", "/cases/" + caseNumber + "/releases", body);
  }

  private static List<AccessRecord> since(List<AccessRecord> before) {
    List<AccessRecord> records = feed.accessRecords();
    records.removeAll(before);
    return records;
  }

  private static byte[] bytes(ZipFile zip, String path) throws Exception {
    try (var content = zip.getInputStream(zip.getEntry(path))) {
      return content.readAllBytes();
    }
  }

  private static String text(ZipFile zip, String path) throws Exception {
    return new String(bytes(zip, path), StandardCharsets.UTF_8);
  }
}
