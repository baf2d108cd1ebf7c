package org.alprstreams.retention;

import static org.alprstreams.retention.SampleReads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What has expired is not answered: to the second, after a change of policy, by whoever has it. */
@ExtendWith(KafkaClusterExtension.class)
class ExpiryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";

  /** Reads as old as the policy allows are still handed over. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "alpr.topics.partitions",
          "2",
          "alpr.topics.hand-over",
          "P30D",
          "alpr.topics.max-ahead",
          "PT2M",
          "alpr.retention.peer-secret",
          "a secret that both of these instances share");

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  @BrokerConfig(name = "log.retention.check.interval.ms", value = "500")
  @BrokerConfig(name = "log.initial.task.delay.ms", value = "500")
  @BrokerConfig(name = "log.cleaner.backoff.ms", value = "500")
  @BrokerConfig(name = "log.segment.delete.delay.ms", value = "500")
  KafkaCluster cluster;

  @TempDir Path data;
  @TempDir Path policies;

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final List<Instance> instances = new ArrayList<>();

  @AfterEach
  void close() {
    instances.forEach(Instance::close);
  }

  @Test
  void queriesEndAtTheLimitsOfReadsAndOfImagesToTheSecond() throws Exception {
    // Given images that are kept for 9 days, and a clock for queries
    UsagePolicy policy = policy("P30D", "P9D");
    RetentionPlan plan = plan(policy);
    OffsetClock clock = new OffsetClock();
    Instance instance = open("one", policy, clock);
    Feed feed = new Feed(cluster.getBootstrapServers());
    Duration soon = Duration.ofSeconds(90);
    PlateRead ends = read("r1", "8ABC120", "north", now.minus(plan.reads().retention()).plus(soon));
    PlateRead loses =
        read("r2", "8ABC124", "north", now.minus(plan.images().retention()).plus(soon));
    feed.reads(List.of(ends, loses));
    feed.imageOf(loses);
    awaitReads(instance, "8ABC120", 1);
    awaitReads(instance, "8ABC124", 1);
    String crop = crop(instance, "8ABC124");
    await().atMost(PATIENCE).until(() -> instance.get(crop + PURPOSE).statusCode() == 200);

    // When / Then: a second before
    clock.set(now.plus(soon).minus(SECOND));
    assertThat(reads(instance, "8ABC120")).isEqualTo(1);
    assertThat(instance.get(crop + PURPOSE).statusCode()).isEqualTo(200);

    // When / Then: a second after, though the store has not been told the time yet
    clock.set(now.plus(soon).plus(SECOND));
    assertThat(reads(instance, "8ABC120")).isZero();
    assertThat(reads(instance, "8ABC124")).isEqualTo(1);
    assertThat(instance.get(crop + PURPOSE).statusCode()).isEqualTo(404);
  }

  @Test
  void shorterPolicyTakesEffectOnWhatIsThereAndLeavesNoByteOfTheRest() throws Exception {
    // Given reads and images under the Town's policy, kept in segments of a day
    Feed feed = new Feed(cluster.getBootstrapServers());
    Instance before = open("one", policy("P30D", "P30D"), Clock.systemUTC());
    List<PlateRead> old =
        IntStream.range(0, 10)
            .mapToObj(i -> read("o" + i, "7AAA10" + i, "north", now.minus(Duration.ofDays(11 + i))))
            .sorted((a, b) -> a.getCapturedAt().compareTo(b.getCapturedAt()))
            .toList();
    List<PlateRead> young =
        IntStream.range(0, 10)
            .mapToObj(
                i -> read("y" + i, "7BBB10" + i, "north", now.minus(Duration.ofHours(9L * i))))
            .sorted((a, b) -> a.getCapturedAt().compareTo(b.getCapturedAt()))
            .toList();
    // The oldest of what is to go lies behind all that stays, as a corrected read does.
    List<PlateRead> written =
        Stream.of(old.stream().skip(1), young.stream(), old.stream().limit(1))
            .flatMap(reads -> reads)
            .toList();
    for (PlateRead read : written) {
      feed.reads(List.of(read));
      feed.imageOf(read);
      awaitReads(before, read.getPlateText(), 1);
      String crop = crop(before, read.getPlateText());
      await().atMost(PATIENCE).until(() -> before.get(crop + PURPOSE).statusCode() == 200);
    }
    before.close();
    assertThat(filesWith("7AAA1")).isNotEmpty();
    assertThat(filesWith("crop of o")).isNotEmpty();

    // When: a third of it for reads, and for images segments that no day is a multiple of
    UsagePolicy policy = policy("P10D", "P7D");
    RetentionPlan plan = plan(policy);
    Instance after = open("one", policy, Clock.systemUTC());

    // Then: what is still allowed is there, from the changelogs
    for (PlateRead read : young) {
      awaitReads(after, read.getPlateText(), 1);
      assertThat(after.get(crop(after, read.getPlateText()) + PURPOSE).statusCode()).isEqualTo(200);
    }
    assertThat(old).allSatisfy(read -> assertThat(reads(after, read.getPlateText())).isZero());

    // And of the rest no byte is left, in the files and, once they are compacted, in the changelogs
    compactSoon("reads-by-plate", "reads-by-camera", "read-images");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(filesWith("7AAA1")).isEmpty();
              assertThat(filesWith("crop of o")).isEmpty();
              for (String store : List.of("reads-by-plate", "reads-by-camera", "read-images")) {
                assertThat(changelog(store)).doesNotContain("7AAA1").doesNotContain("crop of o");
              }
            });
    assertThat(changelog("reads-by-plate")).contains("7BBB1");
    assertThat(retention("alpr-retention-reads-by-plate-changelog"))
        .isLessThanOrEqualTo(policy.readRetention());
    assertThat(retention("alpr-retention-read-images-changelog"))
        .isLessThanOrEqualTo(policy.imageRetention());

    // And all segments are of today's length
    assertThat(segmentStarts("reads-by-plate"))
        .isNotEmpty()
        .allMatch(start -> start % plan.reads().segment().toMillis() == 0);
    assertThat(segmentStarts("read-images"))
        .isNotEmpty()
        .allMatch(start -> start % plan.images().segment().toMillis() == 0);
  }

  @Test
  void standbyThatTakesOverAndStoreThatIsRestoredBringNothingBack() throws Exception {
    // Given two instances with a copy each, and reads of which half are about to expire
    UsagePolicy policy = policy("P30D", "P30D");
    Instance one = open("one", policy, Clock.systemUTC());
    Instance two = open("two", policy, Clock.systemUTC());
    Duration soon = Duration.ofSeconds(25);
    Feed feed = new Feed(cluster.getBootstrapServers());
    List<PlateRead> ending =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    read(
                        "e" + i,
                        "7AAA10" + i,
                        "north",
                        Instant.now().minus(plan(policy).reads().retention()).plus(soon)))
            .toList();
    List<PlateRead> staying =
        IntStream.range(0, 8).mapToObj(i -> read("s" + i, "7BBB10" + i, "north", now)).toList();
    feed.reads(ending);
    feed.reads(staying);
    await().atMost(PATIENCE).until(() -> answered(one, ending) == 8 && answered(one, staying) == 8);
    await().atMost(PATIENCE).until(() -> Files.isDirectory(data.resolve("one")) && standbys() == 4);
    assertThat(one.health("retention:standby-files").level()).isEqualTo(Level.WARNING);

    // When: they have expired, and one instance goes
    await().atMost(PATIENCE).until(() -> answered(one, ending) == 0);
    one.close();

    // Then: whatever is answered from now on, nothing of them is
    awaitAll(two, staying, ending);

    // When: it comes back without its disk, and the other goes
    Utils.delete(data.resolve("one").toFile());
    Instance again = open("one", policy, Clock.systemUTC());
    two.close();

    // Then
    awaitAll(again, staying, ending);
  }

  /** Task directories of both instances that hold stores: owners and standbys of two partitions. */
  private long standbys() throws IOException {
    try (Stream<Path> paths = Files.walk(data)) {
      return paths.filter(path -> path.endsWith("reads-by-plate")).count();
    }
  }

  private void awaitAll(Instance instance, List<PlateRead> staying, List<PlateRead> gone) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(answered(instance, gone)).isZero();
              return answered(instance, staying) == staying.size();
            });
  }

  /** How many of these are answered; those of partitions that move are not. */
  private static int answered(Instance instance, List<PlateRead> reads) throws Exception {
    int answered = 0;
    for (PlateRead read : reads) {
      HttpResponse<byte[]> answer = instance.get("/reads?plate=" + read.getPlateText() + PURPOSE);
      assertThat(answer.statusCode()).isIn(200, 503);
      answered += answer.statusCode() == 200 ? Instance.parse(answer).at("/reads").size() : 0;
    }
    return answered;
  }

  private Instance open(String name, UsagePolicy policy, Clock clock) throws Exception {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("alpr.streams.standby-replicas", "1");
    settings.put("alpr.streams.properties.state.dir", data.resolve(name).toString());
    Instance instance =
        Instance.start(cluster.getBootstrapServers(), data, settings, policy, clock);
    instances.add(instance);
    await().atMost(PATIENCE).until(instance::ready);
    return instance;
  }

  private static RetentionPlan plan(UsagePolicy policy) {
    return RetentionApplication.plan(
        Settings.of(Map.of()).of(RetentionSettings.class), policy, "here");
  }

  private static void awaitReads(Instance instance, String plate, int count) {
    await().atMost(PATIENCE).until(() -> reads(instance, plate) == count);
  }

  private static int reads(Instance instance, String plate) throws Exception {
    HttpResponse<byte[]> answer = instance.get("/reads?plate=" + plate + PURPOSE);
    return answer.statusCode() == 200 ? Instance.parse(answer).at("/reads").size() : -1;
  }

  private static String crop(Instance instance, String plate) throws Exception {
    return instance.json("/reads?plate=" + plate + PURPOSE).at("/reads/0/image").asText();
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> paths = Files.walk(data)) {
      return paths.filter(Files::isRegularFile).filter(path -> holds(path, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false; // Gone since it was listed.
    }
  }

  private List<Long> segmentStarts(String store) throws IOException {
    Pattern segment = Pattern.compile(".*/" + store + "/" + store + "\\.(\\d+)");
    try (Stream<Path> paths = Files.walk(data)) {
      return paths
          .map(path -> segment.matcher(path.toString()))
          .filter(Matcher::matches)
          .map(found -> Long.parseLong(found.group(1)))
          .toList();
    }
  }

  /** All bytes of a store's changelog. */
  private String changelog(String store) {
    StringBuilder bytes = new StringBuilder();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            cluster.getKafkaClientConfiguration(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      String topic = "alpr-retention-" + store + "-changelog";
      List<TopicPartition> partitions =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          bytes.append(new String(record.key(), StandardCharsets.ISO_8859_1));
          if (record.value() != null) {
            bytes.append(new String(record.value(), StandardCharsets.ISO_8859_1));
          }
        }
      }
    }
    return bytes.toString();
  }

  /** In a second instead of hours. */
  private void compactSoon(String... stores) throws Exception {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String store : stores) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, "alpr-retention-" + store + "-changelog"),
          Stream.of("segment.ms", "max.compaction.lag.ms", "delete.retention.ms")
              .map(name -> new AlterConfigOp(new ConfigEntry(name, "1000"), OpType.SET))
              .toList());
    }
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }

  private Duration retention(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      return Duration.ofMillis(
          Long.parseLong(
              admin
                  .describeConfigs(List.of(resource))
                  .all()
                  .get()
                  .get(resource)
                  .get("retention.ms")
                  .value()));
    }
  }

  /** The Town's policy with other times. */
  private UsagePolicy policy(String reads, String images) throws IOException {
    try (InputStream file = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String town = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return UsagePolicy.load(
          List.of(
              Files.writeString(
                  policies.resolve("policy.yaml"),
                  town.replace("reads: P30D", "reads: " + reads)
                      .replace("images: P30D", "images: " + images))));
    }
  }
}
