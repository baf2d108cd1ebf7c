package org.alprstreams.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaClusterExtension.class)
class TopicFollowerIT {

  private static final String TOPIC = Topics.CAMERAS.name();
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final RecordSerdes SERDES = RecordSerdes.registryFree();

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  /**
   * In a record, since the cluster's extension puts a client of its own into fields of its type.
   */
  private record Sender(KafkaProducer<String, byte[]> producer) {}

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<TopicFollower<Camera>> followers = new ArrayList<>();
  private Sender sender;
  private KafkaClients kafka;

  @BeforeEach
  void open() throws Exception {
    kafka =
        new SettingsKafkaClients(
            Settings.of(Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers())),
            SERDES);
    try (Admin admin = kafka.admin()) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(3), Optional.empty())))
          .all()
          .get();
      await().atMost(PATIENCE).until(() -> admin.listTopics().names().get().contains(TOPIC));
    }
    sender =
        new Sender(
            new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.getBootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer()));
  }

  @AfterEach
  void close() throws Exception {
    followers.forEach(TopicFollower::close);
    sender.producer().close(Duration.ofSeconds(1));
    try (Admin admin = kafka.admin()) {
      admin.deleteTopics(List.of(TOPIC)).all().get();
      await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(TOPIC));
    }
  }

  @Test
  void readsAllThatIsThereAndThenWhatComes() throws Exception {
    // Given
    send(0, START, "CAM-1", camera("CAM-1"));
    send(1, START, "CAM-2", camera("CAM-2"));

    // When
    TopicFollower<Camera> follower = follow(Instant.EPOCH);

    // Then
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(seen).containsExactlyInAnyOrder("CAM-1 Camera CAM-1", "CAM-2 Camera CAM-2");
    assertThat(follower.state().level()).isEqualTo(Level.UP);

    // When
    send(2, START, "CAM-3", camera("CAM-3"));

    // Then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).contains("CAM-3 Camera CAM-3"));
  }

  @Test
  void leavesOutWhatIsOlderThanItsBegin() throws Exception {
    // Given one partition with both, one with nothing new, one empty
    send(0, START.minusSeconds(1), "old", camera("old"));
    send(0, START, "new", camera("new"));
    send(1, START.minusSeconds(1), "older", camera("older"));

    // When
    TopicFollower<Camera> follower = follow(START);

    // Then
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(seen).containsExactly("new Camera new");
  }

  @Test
  void handsTombstonesOver() throws Exception {
    send(0, START, "CAM-1", camera("CAM-1"));
    send(0, START, "CAM-1", null);

    assertThat(follow(Instant.EPOCH).awaitCaughtUp(PATIENCE)).isTrue();

    assertThat(seen).containsExactly("CAM-1 Camera CAM-1", "CAM-1 removed");
  }

  @Test
  void skipsWhatCannotBeDecodedAndGoesOn() throws Exception {
    // Given
    send(0, START, "before", camera("before"));
    send(0, START, "poison", "no camera".getBytes(StandardCharsets.UTF_8));
    send(0, START, "after", camera("after"));

    // When
    TopicFollower<Camera> follower = follow(Instant.EPOCH);

    // Then
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(seen).containsExactly("before Camera before", "after Camera after");
    assertThat(follower.state().level()).isEqualTo(Level.UP);
  }

  @Test
  void goesOnAfterTheBrokerWasAway() throws Exception {
    // Given
    send(0, START, "before", camera("before"));
    TopicFollower<Camera> follower = follow(Instant.EPOCH);
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();

    // When
    cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);
    cluster.startNodes(node -> true);
    send(0, START, "after", camera("after"));

    // Then nothing is missed and nothing comes twice
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(seen).containsExactly("before Camera before", "after Camera after"));
    assertThat(follower.state().level()).isEqualTo(Level.UP);
  }

  @Test
  void aListenerThatFailsEndsTheFollowerForAllToSee() throws Exception {
    send(0, START, "CAM-1", camera("CAM-1"));

    TopicFollower<Camera> follower =
        TopicFollower.start(
            kafka,
            Topics.CAMERAS,
            Instant.EPOCH,
            record -> {
              throw new IllegalStateException("about " + record.key());
            });
    followers.add(follower);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.DEAD));
    assertThat(follower.state().detail())
        .contains(TOPIC, "IllegalStateException")
        .doesNotContain("CAM-1");
  }

  @Test
  void aTopicThatIsNotThereIsRefusedAtTheStart() {
    assertThatThrownBy(() -> TopicFollower.start(kafka, Topics.ALERTS, Instant.EPOCH, record -> {}))
        .isInstanceOf(KafkaException.class)
        .satisfiesAnyOf(
            e -> assertThat(e).hasMessageContaining(Topics.ALERTS.name()),
            e -> assertThat(e).isInstanceOf(UnknownTopicOrPartitionException.class));
  }

  private TopicFollower<Camera> follow(Instant from) {
    TopicFollower<Camera> follower =
        TopicFollower.start(
            kafka,
            Topics.CAMERAS,
            from,
            record ->
                seen.add(
                    record.key()
                        + (record.value() == null ? " removed" : " " + record.value().getName())));
    followers.add(follower);
    return follower;
  }

  private void send(int partition, Instant at, String key, byte[] value) throws Exception {
    sender
        .producer()
        .send(new ProducerRecord<>(TOPIC, partition, at.toEpochMilli(), key, value))
        .get();
  }

  private static byte[] camera(String id) {
    Camera camera =
        Camera.newBuilder()
            .setCameraId(id)
            .setName("Camera " + id)
            .setActive(true)
            .setRegisteredBy("test")
            .setRegisteredAt(START)
            .build();
    return SERDES.value(Topics.CAMERAS).serializer().serialize(TOPIC, camera);
  }
}
