package org.alprstreams.retention;

import static org.alprstreams.retention.SampleReads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessChain;
import org.alprstreams.service.http.Role;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class RetentionIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";

  // One broker and one instance for all tests: each has plates, cameras and read ids of its own.
  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Feed feed;
  private static Instance instance;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @BeforeAll
  static void start() throws Exception {
    feed = new Feed(cluster.getBootstrapServers());
    open();
  }

  private static void open() throws Exception {
    instance = Instance.start(cluster.getBootstrapServers(), data, Map.of());
    await().atMost(PATIENCE).until(instance::ready);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @Test
  void queryIsAnsweredAndItsRecordIsAlreadyInTheTopic() throws Exception {
    // Given
    PlateRead exact = read("r1", "8ABC120", "north", now.minusSeconds(60));
    PlateRead alike = read("r2", "8ABC12O", "north", now.minusSeconds(30));
    feed.reads(List.of(exact, alike));
    feed.imageOf(exact);
    awaitReads("/reads?plate=8ABC120&lookalikes=true" + PURPOSE, 2);
    List<AccessRecord> before = feed.accessRecords();

    // When
    JsonNode answer = instance.json("/reads?plate=8abc-120" + PURPOSE + "&caseNumber=26-117");
    List<AccessRecord> records = since(before);

    // Then: the read as it was sent, and nothing of the look-alike
    assertThat(answer.at("/reads").size()).isEqualTo(1);
    assertThat(answer.at("/reads/0/readId").asText()).isEqualTo("r1");
    assertThat(answer.at("/reads/0/plate").asText()).isEqualTo("8ABC120");
    assertThat(answer.at("/reads/0/capturedAt").asText())
        .isEqualTo(exact.getCapturedAt().toString());
    assertThat(answer.at("/reads/0/characters/0/0/character").asText()).isEqualTo("8");
    assertThat(answer.at("/partial").asBoolean()).isFalse();
    assertThat(records).hasSize(1);
    AccessRecord record = records.get(0);
    assertThat(record.getOutcome()).isEqualTo(AccessOutcome.GRANTED);
    assertThat(record.getElements()).containsEntry("plate", "8ABC120");
    assertThat(record.getUsername()).isEqualTo("ana");
    assertThat(record.getCaseNumber()).isEqualTo("26-117");
    assertThat(record.getResultCount()).isEqualTo(1);
    assertThat(AccessChain.verify(feed.accessRecords())).isEmpty();

    // When: the address that the read names
    awaitImage(answer.at("/reads/0/image").asText());
    before = feed.accessRecords();
    String crop = answer.at("/reads/0/image").asText();
    HttpResponse<byte[]> image = instance.get(crop + PURPOSE);

    // Then
    assertThat(new String(image.body(), StandardCharsets.UTF_8)).isEqualTo("crop of r1");
    assertThat(image.headers().firstValue("Content-Type")).contains("image/jpeg");
    assertThat(crop).doesNotContain("8ABC");
    AccessRecord view = since(before).get(0);
    assertThat(view.getAction()).isEqualTo("VIEW_IMAGE");
    assertThat(view.getElements()).containsEntry("readId", "r1").containsEntry("plate", "8ABC120");
    assertThat(instance.get("/reads/nobody/image?locator=0" + PURPOSE).statusCode()).isEqualTo(404);
  }

  @Test
  void cameraIsQueriedOverAllPartitionsPageByPageNewestFirst() throws Exception {
    // Given
    feed.reads(
        IntStream.range(0, 25)
            .mapToObj(i -> read("c" + i, "7AAA" + (100 + i), "gate", now.minusSeconds(i)))
            .toList());
    feed.reads(List.of(read("other", "7AAA999", "south", now)));
    String query = "/reads?camera=gate&from=" + now.minusSeconds(3600) + "&to=" + now + PURPOSE;
    awaitReads(query, 25);

    // When
    JsonNode first = instance.json(query + "&limit=10");
    JsonNode second = instance.json(query + "&limit=10&cursor=" + first.at("/nextCursor").asText());
    JsonNode third = instance.json(query + "&limit=10&cursor=" + second.at("/nextCursor").asText());

    // Then
    assertThat(ids(first)).isEqualTo(IntStream.range(0, 10).mapToObj(i -> "c" + i).toList());
    assertThat(ids(second)).isEqualTo(IntStream.range(10, 20).mapToObj(i -> "c" + i).toList());
    assertThat(ids(third)).isEqualTo(IntStream.range(20, 25).mapToObj(i -> "c" + i).toList());
    assertThat(third.at("/nextCursor").isNull()).isTrue();
  }

  @Test
  void partOfAPlateIsFoundInAllPartitionsAndItsRecordHoldsThePattern() throws Exception {
    // Given
    feed.reads(
        List.of(
            read("p1", "4PRT120", "north", now.minusSeconds(3)),
            read("p2", "4PRT12O", "gate", now.minusSeconds(86_400)),
            read("p3", "4PAT121", "south", now.minusSeconds(2)),
            read("p4", "9PRT120", "south", now.minusSeconds(1))));
    awaitReads("/reads?plate=4P*12%3F" + PURPOSE, 3);
    List<AccessRecord> before = feed.accessRecords();

    // When / Then
    assertThat(ids(instance.json("/reads?plate=4p-*12%3F" + PURPOSE)))
        .containsExactly("p3", "p1", "p2");
    assertThat(ids(instance.json("/reads?plate=*PRT120" + PURPOSE))).containsExactly("p4", "p1");
    assertThat(ids(instance.json("/reads?plate=*PRT120&lookalikes=true" + PURPOSE)))
        .containsExactly("p4", "p1", "p2");
    assertThat(ids(instance.json("/reads?plate=4P*12%3F&from=" + now.minusSeconds(60) + PURPOSE)))
        .containsExactly("p3", "p1");
    assertThat(since(before))
        .filteredOn(AccessRecord::getAction, "QUERY_READS")
        .extracting(record -> record.getElements().get("plate"))
        .containsExactly("4P*12?", "*PRT120", "*PRT120", "4P*12?");
  }

  @Test
  void pagesSkipAndRepeatNothingWhileReadsComeIn() throws Exception {
    // Given: several at the same instant, in all partitions
    List<PlateRead> there =
        IntStream.range(0, 60)
            .mapToObj(i -> read("s" + i, "3STB" + (100 + i), "busy", now.minusSeconds(i / 7)))
            .toList();
    feed.reads(there);
    for (String query :
        List.of(
            "/reads?camera=busy&from=" + now.minusSeconds(3600) + "&to=" + now.plusSeconds(30),
            "/reads?plate=*STB*",
            "/reads?plate=3STB*")) {
      awaitReads(query + "&limit=1000" + PURPOSE, there.size());
    }

    // When
    List<String> byCamera =
        pages(
            "/reads?camera=busy&from=" + now.minusSeconds(3600) + "&to=" + now.plusSeconds(30),
            200);
    List<String> byPart = pages("/reads?plate=*STB*", 400);

    // Then
    assertThat(byCamera).doesNotHaveDuplicates().containsAll(ids(there));
    assertThat(byPart).doesNotHaveDuplicates().containsAll(ids(there));
  }

  /** All pages of a query; between any two of them a newer read comes in. */
  private List<String> pages(String query, int newerPlates) throws Exception {
    List<String> all = new ArrayList<>();
    String cursor = "";
    for (int page = 0; cursor != null; page++) {
      JsonNode answer = instance.json(query + "&limit=7" + cursor + PURPOSE);
      all.addAll(ids(answer));
      cursor =
          answer.at("/nextCursor").isNull() ? null : "&cursor=" + answer.at("/nextCursor").asText();
      PlateRead newer =
          read("n" + newerPlates + page, "3STB" + (newerPlates + page), "busy", Instant.now());
      feed.reads(List.of(newer));
      awaitReads("/reads?plate=" + newer.getPlateText() + PURPOSE + "&from=" + now, 1);
    }
    return all;
  }

  private static List<String> ids(List<PlateRead> reads) {
    return reads.stream().map(PlateRead::getReadId).toList();
  }

  @Test
  void optOutPurgesReadsAndImages() throws Exception {
    // Given
    PlateRead mine = read("mine", "6MNE111", "north", now);
    feed.reads(List.of(mine, read("else", "7XYZ111", "north", now)));
    feed.imageOf(mine);
    awaitReads("/reads?plate=6MNE111" + PURPOSE, 1);
    String crop = instance.json("/reads?plate=6MNE111" + PURPOSE).at("/reads/0/image").asText();
    awaitImage(crop);

    // When
    feed.optOut(PlateHash.ofSecret(Instance.OPT_OUT_SECRET).of(new PlateText("6MNE111")));

    // Then
    awaitReads("/reads?plate=6MNE111" + PURPOSE, 0);
    assertThat(instance.get(crop + PURPOSE).statusCode()).isEqualTo(404);
    awaitReads("/reads?plate=7XYZ111" + PURPOSE, 1);
  }

  @Test
  void restartFindsReadsAgainAndPurgesWhatWasOptedOutMeanwhile() throws Exception {
    // Given
    feed.reads(
        List.of(read("mine2", "6MNE222", "north", now), read("else2", "7XYZ222", "north", now)));
    awaitReads("/reads?plate=6MNE222" + PURPOSE, 1);
    awaitReads("/reads?plate=7XYZ222" + PURPOSE, 1);
    instance.close();
    feed.optOut(PlateHash.ofSecret(Instance.OPT_OUT_SECRET).of(new PlateText("6MNE222")));

    // When
    open();

    // Then
    awaitReads("/reads?plate=7XYZ222" + PURPOSE, 1);
    awaitReads("/reads?plate=6MNE222" + PURPOSE, 0);
  }

  @Test
  void nothingIsAnsweredWhenAccessesCannotBeRecorded() throws Exception {
    // Given
    feed.reads(List.of(read("log", "5LOG333", "north", now)));
    awaitReads("/reads?plate=5LOG333" + PURPOSE, 1);
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      admin.deleteTopics(List.of(Topics.ACCESS_LOG.name())).all().get();
    }

    // When: the broker has heard of it too
    String query = "/reads?plate=5LOG333" + PURPOSE;
    await().atMost(PATIENCE).until(() -> instance.get(query).statusCode() != 200);
    HttpResponse<byte[]> answer = instance.get(query);

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("Access log not available")
        .doesNotContain("5LOG333");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(instance.get("/reads?plate=5LOG333&purpose=CURIOSITY").statusCode()).isEqualTo(503);

    // When: the topic is there again
    instance.close();
    open();

    // Then
    awaitReads("/reads?plate=5LOG333" + PURPOSE, 1);
  }

  @Test
  void refusalsAreRecorded() throws Exception {
    // Given
    List<AccessRecord> before = feed.accessRecords();

    // When
    HttpResponse<byte[]> unknown = instance.get("/reads?plate=8ABC123&purpose=CURIOSITY");
    HttpResponse<byte[]> caseless = instance.get("/reads?plate=8ABC123&purpose=WANTED_VEHICLE");

    // Then
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(caseless.statusCode()).isEqualTo(422);
    assertThat(since(before))
        .extracting(AccessRecord::getOutcome, AccessRecord::getDenialReason)
        .containsExactly(
            tuple(AccessOutcome.DENIED, "UNKNOWN_PURPOSE"),
            tuple(AccessOutcome.DENIED, "CASE_NUMBER_MISSING"));

    // When / Then: others do not come as far
    assertThat(instance.get("/reads?plate=8ABC123" + PURPOSE, Optional.empty()).statusCode())
        .isEqualTo(401);
    String maintainer = instance.token(Role.MAINTAINER);
    assertThat(instance.get("/reads?plate=8ABC123" + PURPOSE, Optional.of(maintainer)).statusCode())
        .isEqualTo(403);
    assertThat(instance.get("/policy", Optional.empty()).statusCode()).isEqualTo(200);
  }

  private static void awaitReads(String query, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<byte[]> answer = instance.get(query);
              assertThat(answer.statusCode()).isEqualTo(200);
              assertThat(Instance.parse(answer).at("/reads").size()).isEqualTo(count);
            });
  }

  private static void awaitImage(String address) {
    await().atMost(PATIENCE).until(() -> instance.get(address + PURPOSE).statusCode() == 200);
  }

  /** Records written after these, in order: one writer writes them all. */
  private static List<AccessRecord> since(List<AccessRecord> before) {
    List<AccessRecord> records = feed.accessRecords();
    records.removeAll(before);
    // Waiting for a read is searching for it again and again, which is flagged in its own time.
    records.removeIf(record -> record.getAction().equals("REPEATED_SEARCH"));
    return records;
  }

  private static List<String> ids(JsonNode answer) {
    return answer.at("/reads").findValuesAsText("readId");
  }
}
