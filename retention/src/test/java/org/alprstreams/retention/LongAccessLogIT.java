package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An access log several times as large as the memory of whoever audits it. */
@ExtendWith(KafkaClusterExtension.class)
class LongAccessLogIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AUDIT_PATIENCE = Duration.ofMinutes(8);
  private static final int CHAINS = 200;
  private static final int RECORDS_OF_A_CHAIN = 1000;
  private static final int RECORDS = CHAINS * RECORDS_OF_A_CHAIN;

  /** Between one record and the next: the log reaches back more than three weeks. */
  private static final Duration STEP = Duration.ofSeconds(10);

  /** As much as a wordy search says, so that the log is over a hundred megabytes. */
  private static final String CAMERAS = "north-entrance,".repeat(20);

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path directory;

  @Test
  void longLogIsAuditedWithLittleMemoryAndPagedFromItsEnd() throws Exception {
    // Given
    String bootstrap = cluster.getBootstrapServers();
    try (Instance instance = Instance.start(bootstrap, directory.resolve("instance"), Map.of())) {
      await().atMost(PATIENCE).until(instance::ready);
      Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofDays(1));
      List<String> newest = fill(bootstrap, end);

      // When: a page near the log's end, and the next
      String query = "/audit/records?purpose=AUDIT&limit=50&to=" + end;
      JsonNode first = audit(instance, query);
      JsonNode second = audit(instance, query + "&cursor=" + first.at("/nextCursor").asText());

      // Then
      assertThat(
              Stream.of(first, second)
                  .flatMap(page -> page.at("/records").findValuesAsText("recordId").stream()))
          .isEqualTo(newest.subList(0, 100));

      // When: nothing is found near the end, or anywhere
      JsonNode none = audit(instance, "/audit/flags?purpose=AUDIT&from=" + Instant.EPOCH);

      // Then: the page ends before the log does, and says where to go on
      assertThat(none.at("/records")).isEmpty();
      assertThat(none.at("/nextCursor").isTextual()).isTrue();
    }

    // When
    Process auditor = SmallHeapAuditor.start(bootstrap, directory, "8LNG999");
    await("audit").atMost(AUDIT_PATIENCE).until(() -> !auditor.isAlive());

    // Then
    assertThat(Files.readString(directory.resolve("auditor.log")))
        .doesNotContain("OutOfMemoryError");
    assertThat(auditor.exitValue()).isZero();
    assertThat(Files.size(directory.resolve(SmallHeapAuditor.EXPORT))).isGreaterThan(150 << 20);
    assertThat(Files.readString(directory.resolve(SmallHeapAuditor.VERDICT)))
        .startsWith("Intact: ");
    assertThat(Files.readString(directory.resolve(SmallHeapAuditor.SAMPLE)))
        .contains("10 of ", "drawn with the seed 'seed'");
    try (Stream<String> rows = Files.lines(directory.resolve(SmallHeapAuditor.REPORT))) {
      assertThat(rows.filter(row -> row.contains("QUERY_READS")).count()).isEqualTo(RECORDS);
    }
    assertThat(Files.readString(directory.resolve(SmallHeapAuditor.SUBJECT)))
        .contains("plate=8LNG999");
    assertThat(directory.resolve("scratch")).isEmptyDirectory();
  }

  /** Writes chains of searches; gives the ids of the last chain's records, newest first. */
  private static List<String> fill(String bootstrap, Instant end) throws Exception {
    SettingsKafkaClients kafka =
        new SettingsKafkaClients(
            Settings.of(Map.of("alpr.kafka.bootstrap-servers", bootstrap)),
            RecordSerdes.registryFree());
    List<String> newest = new ArrayList<>();
    Instant at = end.minus(STEP.multipliedBy(RECORDS));
    try (Producer<String, AccessRecord> producer =
        kafka.producer(Topics.ACCESS_LOG, Map.of("linger.ms", 20))) {
      for (int chain = 0; chain < CHAINS; chain++) {
        for (AccessRecord record : chain(chain, at)) {
          producer.send(
              new ProducerRecord<>(
                  Topics.ACCESS_LOG.name(),
                  null,
                  record.getAt().toEpochMilli(),
                  record.getChainId(),
                  record));
          if (chain == CHAINS - 1) {
            newest.add(0, record.getRecordId());
          }
        }
        at = at.plus(STEP.multipliedBy(RECORDS_OF_A_CHAIN));
      }
      producer.flush();
    }
    return newest;
  }

  private static List<AccessRecord> chain(int number, Instant begin) {
    MockProducer<String, AccessRecord> nowhere =
        new MockProducer<>(
            true,
            null,
            new StringSerializer(),
            RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer());
    List<AccessRecord> records = new ArrayList<>();
    Clock clock = ticking(begin);
    AccessLog log = new AccessLog(nowhere, clock, "policy", "writer", PATIENCE);
    for (int i = 0; i < RECORDS_OF_A_CHAIN; i++) {
      records.add(log.append(entry("8LNG%03d".formatted((number * 7 + i) % 1000))));
    }
    return records;
  }

  private static AccessEntry entry(String plate) {
    return new AccessEntry(
        "QUERY_READS",
        Map.of("plate", plate, "cameras", CAMERAS),
        "ana",
        "Sheriff",
        List.of("ANALYST"),
        "STOLEN_VEHICLE",
        Optional.of("26-117"),
        AccessOutcome.GRANTED,
        Optional.empty(),
        Optional.of(1L));
  }

  private static JsonNode audit(Instance instance, String query) throws Exception {
    HttpResponse<byte[]> answer = instance.get(query, Optional.of(instance.token(Role.OVERSIGHT)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return Instance.parse(answer);
  }

  /** Goes on by a step whenever it is asked. */
  private static Clock ticking(Instant begin) {
    AtomicReference<Instant> next = new AtomicReference<>(begin);
    InstantSource source = () -> next.getAndUpdate(now -> now.plus(STEP));
    return source.withZone(ZoneOffset.UTC);
  }
}
