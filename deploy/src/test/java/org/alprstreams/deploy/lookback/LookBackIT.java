package org.alprstreams.deploy.lookback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.Priority;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Looking back on a real broker: from the command over the kept reads to the alerts. */
@ExtendWith(KafkaClusterExtension.class)
@Timeout(300)
class LookBackIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String PLATE = "8ABC120";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path directory;

  @Test
  void newEntryRaisesAlertsOfKeptReadsAndOneAccessRecordSaysSo() throws Exception {
    try (KeptTown town = KeptTown.start(cluster.getBootstrapServers(), directory, true)) {
      // Given a read of yesterday, a look-alike of an hour ago, and others
      town.keep("yesterday", PLATE, Duration.ofHours(23));
      town.keep("alike", "8ABC12O", Duration.ofHours(1));
      town.keep("too-old", PLATE, Duration.ofHours(25));
      town.keep("other", "7XYW456", Duration.ofHours(1));
      await().atMost(PATIENCE).until(() -> town.keptReadsLike(PLATE) == 3);

      // When
      Instant before = Instant.now();
      assertThat(town.addLookingBack(PLATE, Duration.ofHours(24))).isEqualTo(ExitCode.CLEAN);

      // Then
      await().atMost(PATIENCE).until(() -> town.alerts().size() >= 2);
      List<Alert> alerts = town.alerts();
      assertThat(alerts)
          .extracting(Alert::getReadId)
          .containsExactlyInAnyOrder("yesterday", "alike");
      assertThat(alerts)
          .allSatisfy(
              alert -> {
                assertThat(alert.getLookBack()).isTrue();
                assertThat(alert.getPriority()).isEqualTo(Priority.LOW);
                assertThat(alert.getCapturedAt()).isBefore(before.minus(Duration.ofMinutes(59)));
                assertThat(alert.getRaisedAt()).isAfter(before);
                assertThat(alert.getPlateCrop()).isNotNull();
              });
      List<AccessRecord> records = town.lookBackRecords();
      assertThat(records).hasSize(1);
      assertThat(records.get(0).getOutcome()).isEqualTo(AccessOutcome.GRANTED);
      assertThat(records.get(0).getElements()).containsEntry("plate", PLATE);
      assertThat(records.get(0).getResultCount()).isEqualTo(2);

      // When the entry is removed
      town.remove(PLATE);

      // Then they are recalled like any others
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  town.alerts().stream()
                          .filter(alert -> alert.getStatus() == AlertStatus.RECALLED)
                          .count()
                      == 2);
    }
  }

  @Test
  void nothingIsReadWhereThePolicyDoesNotAllowIt() throws Exception {
    try (KeptTown town = KeptTown.start(cluster.getBootstrapServers(), directory, false)) {
      // Given
      town.keep("yesterday", PLATE, Duration.ofHours(23));
      await().atMost(PATIENCE).until(() -> town.keptReadsLike(PLATE) == 1);

      // When
      ExitCode refused = town.addLookingBack(PLATE, Duration.ofHours(24));

      // Then nothing was changed, and no request went out
      assertThat(refused).isEqualTo(ExitCode.FAILURE);
      assertThat(town.hotlistRecords()).isZero();
      assertThat(town.requests()).isZero();

      // When somebody goes round the command
      town.requestLookBack(PLATE);

      // Then it is denied, and that is recorded
      await().atMost(PATIENCE).until(() -> !town.lookBackRecords().isEmpty());
      assertThat(town.lookBackRecords())
          .extracting(AccessRecord::getDenialReason)
          .containsExactly("LOOK_BACK_NOT_ALLOWED");
      assertThat(town.foundReads()).isZero();
      assertThat(town.alerts()).isEmpty();
    }
  }

  @Test
  void nothingLeavesWithoutItsRecordAndTheRequestWaitsOverARestart() throws Exception {
    try (KeptTown town = KeptTown.start(cluster.getBootstrapServers(), directory, true)) {
      // Given an access log that is gone
      town.keep("yesterday", PLATE, Duration.ofHours(23));
      await().atMost(PATIENCE).until(() -> town.keptReadsLike(PLATE) == 1);
      try (Admin admin = Admin.create(cluster.getKafkaClientConfiguration())) {
        admin.deleteTopics(List.of(Topics.ACCESS_LOG.name())).all().get();
      }

      // When
      assertThat(town.addLookingBack(PLATE, Duration.ofHours(24))).isEqualTo(ExitCode.CLEAN);

      // Then long after it was due nothing has left
      await().atMost(PATIENCE).during(Duration.ofSeconds(20)).until(() -> town.foundReads() == 0);
    }

    // When everything is started again, the access log's topic made anew
    try (KeptTown town = KeptTown.start(cluster.getBootstrapServers(), directory, true)) {
      // Then the request that waited is recorded and answered
      await().atMost(PATIENCE).until(() -> !town.alerts().isEmpty());
      assertThat(town.alerts()).extracting(Alert::getLookBack).containsExactly(true);
      assertThat(town.lookBackRecords())
          .extracting(AccessRecord::getOutcome)
          .containsExactly(AccessOutcome.GRANTED);
    }
  }
}
