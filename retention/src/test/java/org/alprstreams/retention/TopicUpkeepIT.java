package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.topics.Heartbeats;
import org.alprstreams.service.topics.LogStart;
import org.alprstreams.service.topics.LogStarts;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the broker deletes, on a broker that looks often, and the receipts of it. */
@ExtendWith(KafkaClusterExtension.class)
class TopicUpkeepIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";
  private static final String CHANGELOG = "alpr-matching-hotlist-by-plate-key-changelog";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  @BrokerConfig(name = "log.retention.check.interval.ms", value = "500")
  @BrokerConfig(name = "log.initial.task.delay.ms", value = "500")
  @BrokerConfig(name = "log.cleaner.backoff.ms", value = "500")
  @BrokerConfig(name = "log.segment.delete.delay.ms", value = "500")
  KafkaCluster cluster;

  @TempDir Path data;
  private Instance instance;

  @BeforeEach
  void start() throws Exception {
    instance =
        Instance.start(
            cluster.getBootstrapServers(),
            data,
            Map.of(
                "alpr.topics.partitions",
                "2",
                "alpr.topics.compaction-lag",
                "PT2S",
                "alpr.topics.tombstones",
                "PT2S",
                "alpr.topics.broker-check-interval",
                "PT0.5S",
                "alpr.topics.broker-delete-delay",
                "PT0.5S",
                "alpr.http.open-metrics",
                "true"));
    await().atMost(PATIENCE).until(instance::ready);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void removedEntryAndItsKeyLeaveEveryListThoughNothingElseHappens() throws Exception {
    // Given an entry on one partition of each list and of a table's changelog, and its removal
    createChangelog();
    List<String> lists =
        Heartbeats.topics().stream()
            .filter(name -> name.startsWith("alpr.") || name.equals(CHANGELOG))
            .toList();
    for (String list : lists) {
      send(list, 0, "gone", bytes(list), Instant.now());
      send(list, 0, "kept", bytes(list), Instant.now());
      send(list, 0, "gone", null, Instant.now());
    }
    assertThat(lists)
        .contains(CHANGELOG, "alpr.opt-outs", "alpr.evidence", "alpr.holds", "alpr.alerts");

    // When: silence

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(lists)
                    .allSatisfy(
                        list -> assertThat(keys(list)).contains("kept").doesNotContain("gone")));
  }

  @Test
  void whatHasWaitedForAsLongAsItMayIsBuriedInTheChangelogsOfLookBacks() throws Exception {
    // Given, where age alone deletes nothing, one that waits and one that nobody removed in time
    Instant now = Instant.now();
    List<String> changelogs =
        List.of(
            "alpr-retention-waiting-look-backs-changelog",
            "alpr-matching-waiting-look-backs-changelog");
    for (String changelog : changelogs) {
      createOrAlter(changelog);
      send(changelog, 0, "forgotten", bytes("8ABC123"), now.minus(Duration.ofMinutes(11)));
      send(changelog, 0, "waits", bytes("7XYZ456"), now);
    }

    // When: silence

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(changelogs)
                    .allSatisfy(
                        changelog ->
                            assertThat(keys(changelog))
                                .contains("waits")
                                .doesNotContain("forgotten")));
  }

  @Test
  void heartbeatsOnTheOptOutListPurgeNothingAndHideNothing() throws Exception {
    // Given
    Feed feed = new Feed(cluster.getBootstrapServers());
    feed.optOut(PlateHash.ofSecret(Instance.OPT_OUT_SECRET).of(new PlateText("6MNE111")));
    feed.reads(List.of(SampleReads.read("r1", "7XYZ111", "north", Instant.now())));

    // When
    awaitHeartbeats(Topics.OPT_OUTS.name(), 3);
    feed.reads(List.of(SampleReads.read("r2", "6MNE111", "north", Instant.now())));
    feed.reads(List.of(SampleReads.read("r3", "6MNE112", "north", Instant.now())));

    // Then
    await().atMost(PATIENCE).until(() -> reads("6MNE112") == 1);
    assertThat(reads("7XYZ111")).isEqualTo(1);
    assertThat(reads("6MNE111")).isZero();
  }

  @Test
  void whatTheBrokerDeletesHasAReceiptAlsoWhileThisServiceIsAway() throws Exception {
    // Given
    String topic = Topics.ALERT_ACTIONS.name();
    Instant past = Instant.now().minus(Duration.ofDays(31));

    // When
    send(topic, 1, "a1", bytes("old"), past);
    send(topic, 1, "a2", bytes("old"), past);

    // Then
    DeletionReceipt first = awaitReceipt(topic, 1, 1);
    assertThat(first.getDeletedCount()).isEqualTo(2);
    assertThat(first.getOldestRemainingAt()).isNull();
    assertThat(first.getCutoff()).isBefore(Instant.now().minus(Duration.ofDays(29)));

    // When
    instance.close();
    forgetWhatWasTold();
    send(topic, 1, "a3", bytes("old"), past);
    await().atMost(PATIENCE).until(() -> keys(topic).isEmpty());
    start();

    // Then
    assertThat(awaitReceipt(topic, 1, 2).getDeletedCount()).isEqualTo(1);
    assertThat(first.getReceiptId()).isNotEqualTo(awaitReceipt(topic, 1, 2).getReceiptId());
  }

  @Test
  void whatWasToldIsNotTakenBackByAProcessThatSawLessOfIt() throws Exception {
    // Given a log from which two records have gone
    String topic = Topics.ALERT_ACTIONS.name();
    TopicPartition log = new TopicPartition(topic, 1);
    Instant past = Instant.now().minus(Duration.ofDays(31));
    send(topic, 1, "a1", bytes("old"), past);
    send(topic, 1, "a2", bytes("old"), past);
    awaitReceipt(topic, 1, 1);
    instance.close();
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      LogStarts starts = new LogStarts(admin, Settings.of(Map.of()).of(TopicSettings.class));
      await().atMost(PATIENCE).until(() -> starts.now(Set.of(topic)).get(log).offset() == 2);
      starts.tell(starts.now(Set.of(topic)));

      // When
      starts.tell(Map.of(log, new LogStart(1, Optional.empty())));

      // Then
      assertThat(starts.told()).containsEntry(log, 2L);
    }
  }

  /** As a broker does after a week. */
  private void forgetWhatWasTold() throws Exception {
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      admin.deleteConsumerGroups(List.of("alpr-deletions")).all().get();
    }
  }

  @Test
  void ageOfTheOldestRecordOfEachPartitionIsMeasured() throws Exception {
    // Given
    send(Topics.ALERT_ACTIONS.name(), 1, "a1", bytes("x"), Instant.now().minusSeconds(100_000));

    // When / Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(age(Topics.ALERT_ACTIONS.name(), 1)).isBetween(100_000.0, 100_100.0);
              assertThat(age(Topics.ALERT_ACTIONS.name(), 0)).isZero();
              assertThat(age("alpr-retention-read-images-changelog", 0)).isNotNegative();
            });
  }

  private double age(String topic, int partition) throws Exception {
    String labels = "{partition=\"" + partition + "\",store=\"" + topic + "\"}";
    return new String(
            instance.get("/metrics", Optional.of(instance.token(Role.MAINTAINER))).body(),
            StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("alpr_retention_oldest_age_seconds" + labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(-1);
  }

  private int reads(String plate) throws Exception {
    return instance.json("/reads?plate=" + plate + PURPOSE).at("/reads").size();
  }

  private DeletionReceipt awaitReceipt(String topic, int partition, int number) {
    List<DeletionReceipt> found = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              found.clear();
              found.addAll(receipts(topic, partition));
              return found.size() >= number;
            });
    return found.get(number - 1);
  }

  private List<DeletionReceipt> receipts(String topic, int partition) {
    var values = RecordSerdes.registryFree().value(Topics.DELETIONS).deserializer();
    return records(Topics.DELETIONS.name()).stream()
        .map(record -> values.deserialize(Topics.DELETIONS.name(), record.value()))
        .filter(receipt -> receipt.getStore().equals(topic))
        .filter(receipt -> receipt.getPartition() == partition)
        .toList();
  }

  private void awaitHeartbeats(String topic, int more) {
    long before = end(topic);
    await().atMost(PATIENCE).until(() -> end(topic) >= before + more);
  }

  private long end(String topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      TopicPartition first = new TopicPartition(topic, 0);
      return consumer.endOffsets(List.of(first)).get(first);
    }
  }

  /** All keys whose bytes the log still has, those of tombstones too. */
  private Set<String> keys(String topic) {
    Set<String> keys = new TreeSet<>();
    records(topic).forEach(record -> keys.add(record.key()));
    return keys;
  }

  private List<ConsumerRecord<String, byte[]>> records(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> config = new HashMap<>(cluster.getKafkaClientConfiguration());
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void send(String topic, int partition, String key, byte[] value, Instant at)
      throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            cluster.getKafkaClientConfiguration(),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, at.toEpochMilli(), key, value)).get();
    }
  }

  /** As matching makes it. */
  private void createChangelog() throws Exception {
    createOrAlter(CHANGELOG);
  }

  /** Compacted within seconds; the retention service has made its own before. */
  private void createOrAlter(String changelog) throws Exception {
    Map<String, String> settings =
        Map.of(
            "cleanup.policy",
            "compact",
            "segment.ms",
            "2000",
            "max.compaction.lag.ms",
            "2000",
            "delete.retention.ms",
            "2000");
    try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
      if (admin.listTopics().names().get().contains(changelog)) {
        List<AlterConfigOp> changes =
            settings.entrySet().stream()
                .map(each -> new ConfigEntry(each.getKey(), each.getValue()))
                .map(each -> new AlterConfigOp(each, AlterConfigOp.OpType.SET))
                .toList();
        admin
            .incrementalAlterConfigs(
                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, changelog), changes))
            .all()
            .get();
      } else {
        NewTopic topic =
            new NewTopic(changelog, Optional.of(2), Optional.empty()).configs(settings);
        admin.createTopics(List.of(topic)).all().get();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
