package org.alprstreams.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaClusterExtension.class)
class TopicScanIT {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  private final List<String> seen = new ArrayList<>();
  private CameraTopic topic;

  @BeforeEach
  void open() throws Exception {
    topic = CameraTopic.create(cluster.getBootstrapServers());
  }

  @AfterEach
  void close() throws Exception {
    topic.delete();
  }

  @Test
  void readsEveryPartitionInOrderAndStopsAtItsEnd() throws Exception {
    // Given two partitions with records, one without
    send(0, NOON, "A1");
    send(0, NOON.minusSeconds(5), "A2");
    send(2, NOON, "C1");

    // When
    TopicScan.all(topic.kafka(), Topics.CAMERAS, this::see);

    // Then
    assertThat(seen).containsExactlyInAnyOrder("A1", "A2", "C1").containsSubsequence("A1", "A2");
  }

  @Test
  void readsNothingOfAnEmptyTopic() {
    TopicScan.all(topic.kafka(), Topics.CAMERAS, this::see);

    assertThat(seen).isEmpty();
  }

  @Test
  void beginsAtATime() throws Exception {
    // Given one partition with both, one with nothing new
    send(0, NOON.minusSeconds(1), "old");
    send(0, NOON, "new");
    send(1, NOON.minusSeconds(1), "older");

    // When
    TopicScan.since(topic.kafka(), Topics.CAMERAS, NOON, PATIENCE, this::see);

    // Then
    assertThat(seen).containsExactly("new");
  }

  @Test
  void goesBackInStepsAndReadsNothingTwice() throws Exception {
    // Given
    send(0, NOON.minusSeconds(30), "first");
    send(1, NOON.minusSeconds(20), "second");
    send(0, NOON.minusSeconds(10), "third");
    send(1, NOON.plusSeconds(10), "after");

    try (BackwardScan<Camera> scan =
        new BackwardScan<>(topic.kafka(), Topics.CAMERAS, NOON, PATIENCE)) {
      // When it goes back to before the last one
      assertThat(scan.backTo(NOON.minusSeconds(15), this::see)).isEqualTo(1);

      // Then it has that one
      assertThat(seen).containsExactly("third");

      // When it goes on, past the others, and then where nothing is
      assertThat(scan.backTo(NOON.minusSeconds(25), this::see)).isEqualTo(1);
      assertThat(scan.backTo(NOON.minusSeconds(60), this::see)).isEqualTo(1);
      assertThat(scan.backTo(NOON.minusSeconds(90), this::see)).isZero();

      // Then each came once
      assertThat(seen).containsExactly("third", "second", "first");
    }
  }

  @Test
  void aRecordThatCannotBeDecodedEndsIt() throws Exception {
    // Given
    send(1, NOON, "before");
    topic.send(1, NOON, "poison", "no camera".getBytes(StandardCharsets.UTF_8));

    // Then it says where, and nothing of the record
    assertThatThrownBy(() -> TopicScan.all(topic.kafka(), Topics.CAMERAS, this::see))
        .isInstanceOf(ScanException.class)
        .hasMessageContaining(CameraTopic.NAME)
        .hasMessageContaining("partition 1, offset 1")
        .hasMessageNotContaining("poison");
  }

  @Test
  void keysComeWhateverTheValuesAre() throws Exception {
    // Given
    send(1, NOON, "before");
    topic.send(1, NOON, "poison", "no camera".getBytes(StandardCharsets.UTF_8));
    topic.send(1, NOON, "removed", null);
    topic.registry().goes();

    // When
    TopicScan.keys(topic.kafka(), Topics.CAMERAS, record -> seen.add(record.key()));

    // Then
    assertThat(seen).containsExactly("before", "poison", "removed");
  }

  @Test
  void aTopicThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> TopicScan.all(topic.kafka(), Topics.HOLDS, record -> {}))
        .isInstanceOf(ScanException.class)
        .hasMessageContaining(Topics.HOLDS.name());
  }

  private void see(ConsumerRecord<String, Camera> record) {
    seen.add(record.key());
  }

  private void send(int partition, Instant at, String id) throws Exception {
    topic.send(partition, at, id, CameraTopic.camera(id));
  }
}
