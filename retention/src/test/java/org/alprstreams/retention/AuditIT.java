package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.retention.audit.AuditCommands;
import org.alprstreams.retention.audit.AuditCommands.Span;
import org.alprstreams.retention.audit.AuditCommands.Why;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.AccessExport.Verdict;
import org.alprstreams.service.access.AccessLogs;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The access log on a broker: signed, exported, watched, and without it no answer. */
@ExtendWith(KafkaClusterExtension.class)
class AuditIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";
  private static final Span ALL = new Span(null, null);
  private static final Why AUDIT = new Why("AUDIT", null, "yearly audit");

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Path key;
  private static Feed feed;
  private static Instance instance;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeAll
  static void start() throws Exception {
    key = Files.writeString(data.resolve("key.pem"), SigningKey.generate().secretPem());
    feed = new Feed(cluster.getBootstrapServers());
    instance = open();
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  private static Instance open() throws Exception {
    return open(Map.of());
  }

  private static Instance open(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(signing());
    settings.putAll(more);
    Instance started = Instance.start(cluster.getBootstrapServers(), data, settings);
    await().atMost(PATIENCE).until(started::ready);
    return started;
  }

  private static Map<String, String> signing() {
    return Map.of(
        "alpr.access-log.signing-key",
        key.toString(),
        "alpr.retention.peer-secret",
        "a secret that all of these instances share",
        "alpr.retention.repeat-searches",
        "3");
  }

  @Test
  void logIsExportedOverRestartsAndVerifiedOffline() throws Exception {
    // Given
    search("1EXP111");
    instance.close();
    instance = open();
    search("1EXP111");
    instance.get("/reads?plate=1EXP111" + PURPOSE, Optional.of(instance.token(Role.MAINTAINER)));
    instance.close();
    Path export = data.resolve("export.jsonl");

    // When
    ExitCode code = commands().export(export, ALL, AUDIT);
    instance = open();

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    Verdict verdict = AccessExport.verify(export, PublicKeys.read(List.of(key)), false, false);
    assertThat(verdict.words()).startsWith("Intact: ");
    assertThat(verdict.intact()).isTrue();

    // When: the search before the restart is taken out, with whatever its chain still holds
    List<String> lines = Files.readAllLines(export);
    String first =
        lines.stream()
            .filter(line -> line.contains("\"type\":\"record\"") && line.contains("1EXP111"))
            .findFirst()
            .orElseThrow();
    Path forged =
        Files.write(
            data.resolve("forged.jsonl"),
            lines.stream().filter(line -> !line.equals(first)).toList());

    // Then
    assertThat(AccessExport.verify(forged, PublicKeys.read(List.of(key)), false, false).intact())
        .isFalse();
  }

  @Test
  void everyRefusalOfAKnownCallerIsItsOwnRecord() throws Exception {
    // Given
    List<AccessRecord> before = denials("NOT_PERMITTED");
    String maintainer = instance.token(Role.MAINTAINER);

    // When
    for (int i = 0; i < 2; i++) {
      HttpResponse<byte[]> answer =
          instance.get("/reads?plate=2DEN222" + PURPOSE, Optional.of(maintainer));
      assertThat(answer.statusCode()).isEqualTo(403);
    }
    instance.get("/reads?plate=2DEN222" + PURPOSE, Optional.empty());

    // Then: at once, since the answer waited for them; nobody's request is no record
    List<AccessRecord> denials = denials("NOT_PERMITTED");
    assertThat(denials).hasSize(before.size() + 2);
    // Chains lie in several partitions, which are read in no order among each other.
    assertThat(denials)
        .filteredOn(record -> !before.contains(record))
        .extracting(AccessRecord::getAction, AccessRecord::getUsername, AccessRecord::getOutcome)
        .containsOnly(tuple("GET /reads", "ana", AccessOutcome.DENIED));
    assertThat(denials).noneMatch(record -> record.toString().contains("2DEN222"));
    assertThat(
            new String(
                instance.get("/metrics", Optional.of(maintainer)).body(), StandardCharsets.UTF_8))
        .contains("alpr_http_unauthenticated_total 1.0");
    assertThat(denials)
        .extracting(record -> record.getChainId() + record.getSequence())
        .doesNotHaveDuplicates();
  }

  @Test
  void repeatedSearchesAreFlaggedOnceOverRestartsAndByTwoInstances() throws Exception {
    // Given
    search("3REP333");
    search("3REP333");
    instance.close();

    // When: the third comes to another instance, while the first is back too
    instance = open();
    try (Instance other =
        open(Map.of("alpr.streams.properties.state.dir", data.resolve("other").toString()))) {
      search(other, "3REP333");

      // Then
      await().atMost(PATIENCE).until(() -> flags("3REP333").size() == 1);
    }

    // When: both have gone, and the one that comes next flags another plate
    instance.close();
    instance = open();
    search("3OTH333");
    search("3OTH333");
    search("3OTH333");
    await().atMost(PATIENCE).until(() -> flags("3OTH333").size() == 1);

    // Then
    assertThat(flags("3REP333")).hasSize(1);
    assertThat(flags("3REP333").get(0).getElements())
        .containsEntry("user", "ana")
        .containsEntry("count", "3");
    JsonNode shown = audit("/audit/flags?purpose=AUDIT");
    assertThat(shown.at("/records").findValuesAsText("plate")).contains("3REP333", "3OTH333");
  }

  @Test
  void oversightSeesRecordsPageByPageAndLeavesOne() throws Exception {
    // Given
    Instant from = Instant.now();
    search("4PAG441");
    search("4PAG442");
    search("4PAG443");
    Instant to = Instant.now().plusMillis(1);
    String query = "/audit/records?purpose=AUDIT&limit=2&from=" + from + "&to=" + to;

    // When
    JsonNode first = audit(query);
    JsonNode second = audit(query + "&cursor=" + first.at("/nextCursor").asText());

    // Then
    assertThat(first.at("/records").findValuesAsText("plate"))
        .containsExactly("4PAG443", "4PAG442");
    assertThat(second.at("/records").findValuesAsText("plate")).containsExactly("4PAG441");
    assertThat(second.at("/nextCursor").isNull()).isTrue();
    assertThat(feed.accessRecords())
        .filteredOn(record -> record.getAction().equals("VIEW_ACCESS_RECORDS"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allMatch(record -> record.getPurpose().equals("AUDIT"));
    assertThat(instance.get(query).statusCode()).isEqualTo(403);
  }

  @Test
  void oversightSeesDeletionReceiptsOfAStore() throws Exception {
    // Given: receipts that are written at the start
    String query = "/audit/deletions?purpose=AUDIT&store=reads-by-plate";
    await().atMost(PATIENCE).until(() -> audit(query).at("/records").size() > 0);

    // When / Then
    assertThat(audit(query).at("/records").findValuesAsText("store"))
        .containsOnly("reads-by-plate");
    assertThat(audit("/audit/deletions?purpose=AUDIT&store=none").at("/records")).isEmpty();
  }

  @Test
  void subjectOfAPlateIsRecordedBeforeItIsPrinted() throws Exception {
    // Given
    search("5SUB550");
    search("5SUB55O");
    search("5SUB55%3F");

    // When
    ExitCode code = commands().subject("5sub-550", new Why("AUDIT", null, "by request"));

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    String[] parts = text().split("## Plates that look alike");
    assertThat(parts[0])
        .contains("plate=5SUB550")
        .doesNotContain("plate=5SUB55O")
        .contains("SUBJECT_REPORT")
        .contains("reason=by request");
    String[] others = parts[1].split("## Searches by a part of a plate that fits it");
    assertThat(others[0]).contains("plate=5SUB55O").doesNotContain("plate=5SUB550", "5SUB55?");
    assertThat(others[1]).contains("plate=5SUB55?");
  }

  @Test
  void sampleAndReportArePrintedAndRecorded() throws Exception {
    // Given
    search("6SAM661");
    Span span = new Span(Instant.EPOCH, Instant.now());

    // When
    commands().sample(OptionalInt.of(3), "seed", span, AUDIT);
    String first = text();
    printed.reset();
    commands().sample(OptionalInt.of(3), "seed", span, AUDIT);

    // Then
    assertThat(text()).isEqualTo(first).contains("drawn with the seed 'seed'");

    // When
    printed.reset();
    commands().report(true, span, AUDIT);

    // Then
    assertThat(text()).startsWith("Date and time,User").contains("6SAM661");
    assertThat(feed.accessRecords())
        .extracting(AccessRecord::getAction)
        .contains("SAMPLE_ACCESS_LOG", "REPORT_ACCESS_LOG");
  }

  @Test
  void purposeThatIsNotAuthorisedIsRecordedAndNothingPrinted() throws Exception {
    // When
    ExitCode code = commands().subject("5SUB550", new Why("CURIOSITY", null, "why not"));

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(text()).contains("does not authorise").doesNotContain("5SUB550");
    assertThat(denials("UNKNOWN_PURPOSE"))
        .anyMatch(record -> record.getAction().equals("SUBJECT_REPORT"));
  }

  @Test
  void withoutItsCheckpointsAndWithoutItsLogNothingIsAnsweredOrPrinted() throws Exception {
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      // Given: a process that has not begun its chains yet
      instance.close();
      instance = open();
      admin.deleteTopics(List.of(Topics.ACCESS_CHECKPOINTS.name())).all().get();

      // When
      HttpResponse<byte[]> query = instance.get("/reads?plate=7OUT777" + PURPOSE);
      HttpResponse<byte[]> refusal =
          instance.get(
              "/reads?plate=7OUT777" + PURPOSE, Optional.of(instance.token(Role.MAINTAINER)));

      // Then
      assertThat(query.statusCode()).isEqualTo(503);
      assertThat(new String(query.body(), StandardCharsets.UTF_8)).doesNotContain("7OUT777");
      assertThat(refusal.statusCode()).isEqualTo(503);

      // Given
      admin.deleteTopics(List.of(Topics.ACCESS_LOG.name())).all().get();

      // When
      ExitCode code = commands().subject("7OUT777", new Why("AUDIT", null, "by request"));

      // Then
      assertThat(code).isEqualTo(ExitCode.FAILURE);
      assertThat(text()).contains("cannot be recorded").doesNotContain("7OUT777");
      HttpResponse<byte[]> audit =
          instance.get("/audit/records?purpose=AUDIT", Optional.of(instance.token(Role.OVERSIGHT)));
      assertThat(audit.statusCode()).isEqualTo(503);
    } finally {
      // The topics are made again.
      instance.close();
      instance = open();
    }
  }

  private static void search(String plate) {
    search(instance, plate);
  }

  /** Searches once with success. */
  private static void search(Instance asked, String plate) {
    await()
        .atMost(PATIENCE)
        .until(() -> asked.get("/reads?plate=" + plate + PURPOSE).statusCode() == 200);
  }

  private static JsonNode audit(String pathAndQuery) throws Exception {
    HttpResponse<byte[]> answer =
        instance.get(pathAndQuery, Optional.of(instance.token(Role.OVERSIGHT)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Instance.parse(answer);
  }

  private static List<AccessRecord> denials(String reason) {
    return feed.accessRecords().stream()
        .filter(record -> reason.equals(record.getDenialReason()))
        .toList();
  }

  private static List<AccessRecord> flags(String plate) {
    return feed.accessRecords().stream()
        .filter(record -> record.getAction().equals("REPEATED_SEARCH"))
        .filter(record -> plate.equals(record.getElements().get("plate")))
        .toList();
  }

  private AuditCommands commands() throws Exception {
    Map<String, String> pairs = new HashMap<>(signing());
    pairs.put("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers());
    pairs.put("alpr.service.data-directory", data.toString());
    pairs.put("alpr.access-log.deadline", "PT2S");
    Settings settings = Settings.of(pairs);
    SettingsKafkaClients kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    UsagePolicy policy = UsagePolicy.losAltosHills();
    return new AuditCommands(
        kafka,
        new AccessLogs(settings, kafka, policy, Clock.systemUTC()),
        policy,
        Clock.systemUTC(),
        "auditor",
        data.resolve("scratch"),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
