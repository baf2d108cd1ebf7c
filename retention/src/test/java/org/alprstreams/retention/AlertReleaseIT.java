package org.alprstreams.retention;

import static org.alprstreams.avro.AlertActionKind.IMAGE_CHECK;
import static org.alprstreams.avro.AlertActionKind.LIST_CHECK;
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
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Disposition;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.release.BundleCheck;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Confirmed alerts that leave the system, through two instances, on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class AlertReleaseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Tokens of one instance have to count at the other; each has chains of its own to remember. */
  private static final String DEMO_KEY = "demo-signing-key.json";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Path publicKey;
  private static Feed feed;
  private static Instance one;
  private static Instance two;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeAll
  static void start() throws Exception {
    SigningKey key = SigningKey.generate();
    Path secret = Files.writeString(data.resolve("key.pem"), key.secretPem());
    publicKey = Files.writeString(data.resolve("public.pem"), key.publicPem());
    feed = new Feed(cluster.getBootstrapServers());
    one = instance("one", secret);
    Files.createDirectories(data.resolve("two"));
    Files.copy(data.resolve("one").resolve(DEMO_KEY), data.resolve("two").resolve(DEMO_KEY));
    two = instance("two", secret);
    await().atMost(PATIENCE).until(() -> one.ready() && two.ready());
  }

  private static Instance instance(String name, Path secret) throws Exception {
    return Instance.start(
        cluster.getBootstrapServers(),
        data.resolve(name),
        Map.of(
            "alpr.retention.peer-secret",
            "a secret that both of these instances share",
            "alpr.access-log.signing-key",
            secret.toString()),
        Policies.townsWith(
            data, "recipients: [{agency: Next County, legalBasis: Order 5}]", "recipients: []"),
        Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void confirmedAlertGoesOutWithItsReadAndImagesWhicheverInstanceIsAsked() throws Exception {
    // Given
    Alert alert = alert("r1", "8ABC123");
    confirm(alert);
    feed.action(alert, SampleAlerts.disposition(alert, Disposition.CORRECT));
    List<AccessRecord> before = feed.accessRecords();

    for (Instance instance : List.of(one, two)) {
      // When
      HttpResponse<byte[]> answer =
          release(instance, alert, "\"recipient\": \"Next County\", \"request\": \"letter 7\"");

      // Then
      assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
      Path file = Files.write(data.resolve("bundle.zip"), answer.body());
      BundleCheck.Verdict verdict = BundleCheck.verify(file, PublicKeys.read(List.of(publicKey)));
      assertThat(verdict.words()).contains("of alert alert-r1", "Next County");
      assertThat(verdict.intact()).isTrue();
      String releaseId = answer.headers().firstValue("Alpr-Release-Id").orElseThrow();
      try (ZipFile zip = new ZipFile(file.toFile())) {
        JsonNode manifest = JSON.readTree(bytes(zip, "manifest.json"));
        assertThat(manifest.at("/release/alertId").asText()).isEqualTo("alert-r1");
        assertThat(manifest.at("/release/caseNumber").isNull()).isTrue();
        assertThat(manifest.at("/engines/0").asText()).isEqualTo("test 1");
        assertThat(text(zip, "alert.json")).contains("8ABC123");
        assertThat(JSON.readTree(bytes(zip, "alert-actions.json"))).hasSize(3);
        assertThat(text(zip, "reads/0001.json")).contains("plateText");
        assertThat(text(zip, "access-log.jsonl")).contains("RELEASE_EVIDENCE", releaseId);
        for (String image : List.of("reads/0001-plate.jpg", "reads/0001-scene.jpg")) {
          BufferedImage marked = ImageIO.read(new ByteArrayInputStream(bytes(zip, image)));
          assertThat(marked.getHeight()).isGreaterThan(20);
        }
      }
    }
    assertThat(since(before))
        .hasSize(2)
        .allSatisfy(
            record -> {
              assertThat(record.getAction()).isEqualTo("RELEASE_EVIDENCE");
              assertThat(record.getOutcome()).isEqualTo(AccessOutcome.GRANTED);
              assertThat(record.getElements())
                  .containsEntry("alertId", "alert-r1")
                  .containsEntry("recipient", "Next County")
                  .containsEntry("legalBasis", "Order 5")
                  .containsEntry("plates", "8ABC123");
            });
  }

  @Test
  void whatNobodyHasConfirmedStaysAndTheAttemptIsARecord() throws Exception {
    // Given
    Alert alert = alert("r2", "8ABC124");
    List<AccessRecord> before = feed.accessRecords();

    // When / Then: one check of two, then a failed one, then one disposed of as wrong
    feed.action(alert, SampleAlerts.check(alert, IMAGE_CHECK, true));
    assertThat(text(release(one, alert, ""))).contains("403", "LISTING").doesNotContain("IMAGE");
    feed.action(alert, SampleAlerts.check(alert, LIST_CHECK, false));
    assertThat(release(one, alert, "").statusCode()).isEqualTo(403);
    feed.action(alert, SampleAlerts.check(alert, LIST_CHECK, true));
    feed.action(alert, SampleAlerts.disposition(alert, Disposition.INCORRECT_READ));
    HttpResponse<byte[]> disposed = release(one, alert, "");
    assertThat(text(disposed)).contains("403", "disposed of").doesNotContain("8ABC124");

    // Then
    assertThat(since(before))
        .hasSize(3)
        .allSatisfy(
            record -> {
              assertThat(record.getOutcome()).isEqualTo(AccessOutcome.DENIED);
              assertThat(record.getDenialReason()).isEqualTo("ALERT_NOT_CONFIRMED");
              assertThat(record.getElements()).containsEntry("alertId", "alert-r2");
            });
  }

  @Test
  void whatWasRecalledRevisedCorrectedOrIsUnknownStays() throws Exception {
    // Given
    List<AccessRecord> before = feed.accessRecords();
    Alert recalled = alert("r3", "8ABC125");
    confirm(recalled);
    feed.alert(SampleAlerts.recalled(recalled));
    Alert revised = alert("r4", "8ABC126");
    confirm(revised);
    feed.alert(Alert.newBuilder(revised).setRevision(1).build());
    Alert corrected = alert("r5", "8ABC127");
    confirm(corrected);
    correct(corrected);
    Alert unknown = Alert.newBuilder(recalled).setAlertId("nobody").build();

    // When / Then
    assertThat(text(release(one, recalled, ""))).contains("409", "does not stand");
    assertThat(release(one, revised, "").statusCode()).isEqualTo(403);
    assertThat(text(release(one, corrected, ""))).contains("409", "corrected");
    assertThat(release(one, unknown, "").statusCode()).isEqualTo(404);
    assertThat(since(before))
        .filteredOn(AccessRecord::getAction, "RELEASE_EVIDENCE")
        .extracting(AccessRecord::getDenialReason)
        .containsExactlyInAnyOrder(
            "ALERT_RECALLED", "ALERT_NOT_CONFIRMED", "READ_NOT_KEPT", "NO_SUCH_ALERT");
  }

  @Test
  void onlyThoseWhoMayAskDoForAPurposeAndOnlyListedRecipientsGetIt() throws Exception {
    // Given
    Alert alert = alert("r6", "8ABC128");
    confirm(alert);
    String path = "/alerts/" + alert.getAlertId() + "/releases";
    String body = "{\"capturedAt\": \"" + alert.getCapturedAt() + "\"}";

    // When / Then
    assertThat(release(one, alert, "\"recipient\": \"A Vendor\"").statusCode()).isEqualTo(403);
    assertThat(release(one, alert, "\"recipient\": \"Next County\"").statusCode()).isEqualTo(400);
    assertThat(one.call(Role.INVESTIGATOR, "POST", path, body).statusCode()).isEqualTo(400);
    assertThat(
            one.call(Role.INVESTIGATOR, "POST", path + "?purpose=WANTED_VEHICLE", body)
                .statusCode())
        .isEqualTo(422);
    assertThat(
            one.call(Role.INVESTIGATOR, "POST", path + "?purpose=STOLEN_VEHICLE", "{}")
                .statusCode())
        .isEqualTo(400);
    assertThat(
            one.call(Role.DISPATCHER, "POST", path + "?purpose=STOLEN_VEHICLE", body).statusCode())
        .isEqualTo(403);
    assertThat(release(one, alert, "").statusCode()).isEqualTo(200);
  }

  /** A kept read with its images, and an alert that came of it. */
  private Alert alert(String readId, String plate) throws Exception {
    PlateRead read = SampleReads.sureRead(readId, plate, "north", now.minusSeconds(600));
    feed.reads(List.of(read));
    feed.image(
        ReadImage.newBuilder(SampleReads.image(read))
            .setPlateCrop(jpeg())
            .setScene(jpeg())
            .build());
    Alert alert = SampleAlerts.of(read);
    feed.alert(alert);
    await().atMost(PATIENCE).until(() -> reads(plate).size() == 1);
    String image = reads(plate).at("/0/image").asText() + "&purpose=STOLEN_VEHICLE";
    await().atMost(PATIENCE).until(() -> one.get(image).statusCode() == 200);
    return alert;
  }

  private static JsonNode reads(String plate) throws Exception {
    return one.json("/reads?plate=" + plate + "&purpose=STOLEN_VEHICLE").at("/reads");
  }

  private static void correct(Alert alert) throws Exception {
    String body =
        "{\"plate\": \"%s\", \"capturedAt\": \"%s\", \"text\": \"8XYZ127\", \"reason\": \"seen\"}"
            .formatted(alert.getPlateText(), alert.getCapturedAt());
    String path = "/reads/" + alert.getReadId() + "/corrections?purpose=STOLEN_VEHICLE";
    assertThat(one.call(Role.ANALYST, "POST", path, body).statusCode()).isEqualTo(202);
    await().atMost(PATIENCE).until(() -> reads(alert.getPlateText()).isEmpty());
  }

  private static void confirm(Alert alert) throws Exception {
    feed.action(alert, SampleAlerts.check(alert, IMAGE_CHECK, true));
    feed.action(alert, SampleAlerts.check(alert, LIST_CHECK, true));
  }

  private static HttpResponse<byte[]> release(Instance instance, Alert alert, String more)
      throws Exception {
    String rest = more.isEmpty() ? "" : ", " + more;
    return instance.call(
        Role.INVESTIGATOR,
        "POST",
        "/alerts/" + alert.getAlertId() + "/releases?purpose=STOLEN_VEHICLE",
        "{\"capturedAt\": \"" + alert.getCapturedAt() + "\"" + rest + "}");
  }

  private static List<AccessRecord> since(List<AccessRecord> before) {
    List<AccessRecord> records = feed.accessRecords();
    records.removeAll(before);
    return records;
  }

  private static ByteBuffer jpeg() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static byte[] bytes(ZipFile zip, String path) throws Exception {
    try (var content = zip.getInputStream(zip.getEntry(path))) {
      return content.readAllBytes();
    }
  }

  private static String text(ZipFile zip, String path) throws Exception {
    return new String(bytes(zip, path), StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
