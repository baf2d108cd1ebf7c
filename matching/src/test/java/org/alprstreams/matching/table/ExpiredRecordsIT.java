package org.alprstreams.matching.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.TestData;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has expired leaves a table on a real broker, beside others that change it. */
@ExtendWith(KafkaClusterExtension.class)
class ExpiredRecordsIT {

  private static final Instant NOW = Instant.now();
  private static final Instant LONG_AGO = NOW.minus(ExpiredRecords.GRACE);

  private static KafkaCluster cluster;

  private KafkaClients kafka;
  private TableTopic<HotlistEntry> hotlist;
  private ExpiredRecords<HotlistEntry> expired;

  @BeforeAll
  static void createTopic() throws Exception {
    try (Admin admin = Admin.create(settings().kafka())) {
      admin.createTopics(List.of(new NewTopic(Topics.HOTLIST.name(), 2, (short) 1))).all().get();
    }
  }

  @BeforeEach
  void open() {
    kafka = new SettingsKafkaClients(settings(), RecordSerdes.registryFree());
    hotlist = new TableTopic<>(kafka, Topics.HOTLIST);
    expired =
        new ExpiredRecords<>(
            kafka, Topics.HOTLIST, HotlistEntry::getExpiresAt, HotlistCommands::writer);
  }

  @AfterEach
  void empty() {
    List<Change<HotlistEntry>> removals = new ArrayList<>();
    hotlist.snapshot().keySet().forEach(key -> removals.add(Change.removal(key)));
    hotlist.change(removals, "emptying");
  }

  @Test
  void whatHasExpiredAnHourAgoLeavesAllListsAndNothingElseDoes() {
    // Given
    list("svs", "gone", LONG_AGO);
    list("boss", "gone-too", LONG_AGO.minus(Duration.ofDays(30)));
    list("svs", "lately", LONG_AGO.plusMillis(1));
    list("svs", "standing", NOW.plusSeconds(60));
    list("svs", "for-ever", null);
    list("svs", "prolonged", LONG_AGO);
    list("svs", "prolonged", NOW.plusSeconds(60));

    // When
    int removed = expired.remove(NOW);

    // Then
    assertThat(removed).isEqualTo(2);
    assertThat(hotlist.snapshot()).containsOnlyKeys("lately", "standing", "for-ever", "prolonged");
    assertThat(expired.remove(NOW)).isZero();
  }

  @Test
  void nothingIsRemovedWhileSomebodyChangesTheTable() {
    // Given an import at work, which prolongs what has expired
    list("svs", "prolonged", LONG_AGO);
    try (TableTransaction importing = TableTransaction.open(kafka, "hotlist-svs", 1)) {
      importing.put(Topics.HOTLIST, "prolonged", entry("svs", "prolonged", NOW.plusSeconds(60)));
      await().until(hotlist::isHeldUp);

      // When
      assertThat(expired.remove(NOW)).isZero();
      importing.commit();
    }

    // Then
    await().until(() -> !hotlist.isHeldUp());
    assertThat(expired.remove(NOW)).isZero();
    assertThat(hotlist.snapshot()).containsOnlyKeys("prolonged");
  }

  @Test
  void ofAnImportThatHasOnlyBegunAndTheRemovalTheImportIsShutOutAndSaysSo() {
    // Given an import that has not written yet
    list("svs", "gone", LONG_AGO);
    try (TableTransaction importing = TableTransaction.open(kafka, "hotlist-svs", 1)) {

      // When
      assertThat(expired.remove(NOW)).isEqualTo(1);

      // Then it can be run again, and what it wanted has not been half done
      assertThatThrownBy(
              () -> {
                importing.put(Topics.HOTLIST, "gone", entry("svs", "gone", NOW.plusSeconds(60)));
                importing.commit();
              })
          .isInstanceOf(TableException.class)
          .hasMessageContaining("run it again");
    }
    assertThat(hotlist.snapshot()).isEmpty();
  }

  private void list(String list, String entryId, Instant expiresAt) {
    hotlist.change(
        List.of(new Change<>(entryId, entry(list, entryId, expiresAt))), "hotlist-" + list);
  }

  private static HotlistEntry entry(String list, String entryId, Instant expiresAt) {
    return TestData.entry(entryId, "8ABC123").setListId(list).setExpiresAt(expiresAt).build();
  }

  private static Settings settings() {
    return Settings.of(Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers()));
  }
}
