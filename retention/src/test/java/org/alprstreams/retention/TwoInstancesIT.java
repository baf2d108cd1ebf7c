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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share the partitions of one broker's topics; either answers for both. */
@ExtendWith(KafkaClusterExtension.class)
class TwoInstancesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int READS = 40;
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Feed feed;
  private static Instance one;
  private static Instance two;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final String camera =
      "/reads?camera=north&from=" + now.minusSeconds(3600) + "&to=" + now + PURPOSE;

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
            "alpr.streams.properties.state.dir",
            data.resolve(name).toString()));
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
  }

  @Test
  void eitherAnswersForBothAndTheSurvivorForAll() throws Exception {
    // Given
    List<PlateRead> reads =
        IntStream.range(0, READS)
            .mapToObj(i -> read("r" + i, "7AAA" + (100 + i), "north", now.minusSeconds(i)))
            .toList();
    feed.reads(reads);
    for (PlateRead read : reads) {
      feed.imageOf(read);
    }

    // When / Then: a scan comes from all partitions
    awaitAll(one);
    awaitAll(two);

    // When / Then: plates and images are found whoever owns them
    int before = feed.accessRecords().size();
    for (PlateRead read : reads) {
      JsonNode answer = one.json("/reads?plate=" + read.getPlateText() + PURPOSE);
      assertThat(answer.at("/reads/0/readId").asText()).isEqualTo(read.getReadId());
      String crop = answer.at("/reads/0/image").asText();
      assertThat(two.get(crop + PURPOSE).body())
          .asString()
          .isEqualTo("crop of " + read.getReadId());
    }

    // Then: one record for each query, whoever answered it
    assertThat(feed.accessRecords()).hasSize(before + 2 * READS);

    // When: one of them goes
    two.close();

    // Then: all or nothing at every moment, and all in the end
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              HttpResponse<byte[]> answer = one.get(camera);
              assertThat(answer.statusCode()).isIn(200, 503);
              if (answer.statusCode() == 200) {
                assertThat(Instance.parse(answer).at("/reads").size()).isEqualTo(READS);
              }
              return answer.statusCode() == 200;
            });
  }

  @Test
  void routeForInstancesIsClosedToUsers() throws Exception {
    // Given
    String token = one.token(Role.ANALYST);

    // When
    HttpResponse<byte[]> unsigned =
        one.post(
            "/internal/retention/query",
            "{\"partitions\":[0]}",
            Map.of("Authorization", "Bearer " + token));
    HttpResponse<byte[]> forged =
        one.post(
            "/internal/retention/query",
            "{\"partitions\":[0]}",
            Map.of(
                "Authorization",
                "Bearer " + token,
                "Alpr-Peer-Signature",
                System.currentTimeMillis() + ":" + "00".repeat(32)));

    // Then
    assertThat(unsigned.statusCode()).isEqualTo(403);
    assertThat(forged.statusCode()).isEqualTo(403);
  }

  private void awaitAll(Instance instance) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode answer = instance.json(camera);
              assertThat(answer.at("/reads").size()).isEqualTo(READS);
              assertThat(answer.at("/partial").asBoolean()).isFalse();
            });
  }
}
