package org.alprstreams.retention;

import static org.alprstreams.retention.SampleReads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.PlateRead;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances, of which the one cannot be reached: it has told the group an address where nobody
 * listens. The other keeps copies of its partitions, and its clock is ahead.
 */
@ExtendWith(KafkaClusterExtension.class)
class StandbyIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As long as records may be dated ahead, at least. */
  private static final Duration DELETION_LAG = Duration.ofHours(2);

  private static final Duration AHEAD = Duration.ofMinutes(30);
  private static final int READS = 40;
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final String CAMERA =
      "/reads?camera=north&from=" + NOW.minusSeconds(3600) + "&to=" + NOW + PURPOSE;
  private static Feed feed;
  private static Instance unreachable;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    feed = new Feed(cluster.getBootstrapServers());
    unreachable =
        open(
            "unreachable", Map.of("alpr.streams.application-server", "127.0.0.1:9"), Duration.ZERO);
    await().atMost(PATIENCE).until(unreachable::ready);
    instance = open("instance", Map.of(), AHEAD);
    await().atMost(PATIENCE).until(() -> unreachable.ready() && instance.ready());
    List<PlateRead> reads =
        IntStream.range(0, READS)
            .mapToObj(i -> read("r" + i, "7AAA" + (100 + i), "north", NOW.minusSeconds(i)))
            .toList();
    feed.reads(reads);
    for (PlateRead read : reads) {
      feed.imageOf(read);
    }
    await().atMost(PATIENCE).until(() -> instance.json(CAMERA).at("/reads").size() == READS);
  }

  private static Instance open(String name, Map<String, String> more, Duration ahead)
      throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("alpr.retention.peer-secret", "a secret that both of these instances share");
    settings.put("alpr.streams.standby-replicas", "1");
    settings.put("alpr.streams.properties.state.dir", data.resolve(name).toString());
    // An instance whose clock is ahead dates its records so.
    settings.put("alpr.topics.max-ahead", "PT1H");
    settings.put("alpr.retention.deletion-lag", DELETION_LAG.toString());
    return Instance.start(
        cluster.getBootstrapServers(),
        data,
        settings,
        Policies.townsWith(data, "transient: P1D", "transient: PT30M"),
        Clock.offset(Clock.systemUTC(), ahead));
  }

  @AfterAll
  static void stop() {
    instance.close();
    unreachable.close();
  }

  @Test
  void standbyAnswersAndSaysHowStaleItIs() throws Exception {
    // When
    JsonNode answer = instance.json(CAMERA + "&caseNumber=stale-1");

    // Then
    assertThat(answer.at("/reads").size()).isEqualTo(READS);
    assertThat(answer.at("/partial").asBoolean()).isFalse();
    assertThat(answer.at("/stale").asBoolean()).isTrue();
    assertThat(answer.at("/staleBy").size()).isPositive();
    for (JsonNode staleness : answer.at("/staleBy")) {
      assertThat(staleness.at("/partition").asInt()).isBetween(0, 3);
      assertThat(staleness.at("/records").asLong()).isNotNegative();
      assertThat(staleness.at("/seconds").asLong()).isBetween(0L, 60L);
    }
    List<AccessRecord> records =
        feed.accessRecords().stream()
            .filter(record -> "stale-1".equals(record.getCaseNumber()))
            .toList();
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getElements()).containsKey("staleBySeconds");

    // When / Then: not for those who will not have it
    assertThat(instance.get(CAMERA + "&allowStale=false").statusCode()).isEqualTo(503);
  }

  @Test
  void plateAndImageComeFromItToo() throws Exception {
    // Given
    List<Integer> copied = new ArrayList<>();
    instance.json(CAMERA).at("/staleBy").forEach(s -> copied.add(s.at("/partition").asInt()));

    for (int i = 0; i < READS; i++) {
      // When
      JsonNode answer = instance.json("/reads?plate=7AAA" + (100 + i) + PURPOSE);
      String crop = answer.at("/reads/0/image").asText();
      // A copy takes in images apart from reads, and says 503 of what it has not got yet.
      HttpResponse<byte[]> image =
          await()
              .atMost(PATIENCE)
              .until(() -> instance.get(crop + PURPOSE), got -> got.statusCode() == 200);

      // Then
      boolean stale = copied.stream().anyMatch(partition -> crop.endsWith("locator=" + partition));
      assertThat(answer.at("/stale").asBoolean()).isEqualTo(stale);
      assertThat(image.body()).asString().isEqualTo("crop of r" + i);
      assertThat(image.headers().firstValue("Alpr-Stale-By-Seconds").isPresent()).isEqualTo(stale);
    }
  }

  /** The owner's clock lets a read be kept for half an hour yet; that of the asked does not. */
  @Test
  void standbyIsCutOffByTheClockOfTheInstanceThatAnswers() throws Exception {
    // Given
    Instant cutoff = Instant.now().minus(Duration.ofDays(29)).plus(DELETION_LAG);
    Instant oldest = cutoff.plus(Duration.ofMinutes(10));
    Instant kept = oldest.plus(Duration.ofHours(1));
    feed.reads(
        IntStream.range(0, READS)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        read("old" + i, "5OLD" + (100 + i), "west", oldest),
                        read("new" + i, "5OLD" + (100 + i), "west", kept)))
            .toList());

    // When
    String camera =
        "/reads?camera=west&from="
            + oldest.minusSeconds(60)
            + "&to="
            + kept.plusSeconds(60)
            + PURPOSE;
    await().atMost(PATIENCE).until(() -> instance.json(camera).at("/reads").size() >= READS);
    JsonNode answer = instance.json(camera);

    // Then
    assertThat(answer.at("/stale").asBoolean()).isTrue();
    assertThat(answer.at("/reads").findValuesAsText("readId"))
        .hasSize(READS)
        .allMatch(id -> id.startsWith("new"));
  }
}
