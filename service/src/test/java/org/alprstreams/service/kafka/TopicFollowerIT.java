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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(KafkaClusterExtension.class)
class TopicFollowerIT {

  private static final String TOPIC = Topics.CAMERAS.name();
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<TopicFollower<Camera>> followers = new ArrayList<>();
  private CameraTopic topic;

  @BeforeEach
  void open() throws Exception {
    topic = CameraTopic.create(cluster.getBootstrapServers());
  }

  @AfterEach
  void close() throws Exception {
    followers.forEach(TopicFollower::close);
    topic.delete();
  }

  @Test
  void readsAllThatIsThereAndThenWhatComes() throws Exception {
    // Given
    topic.send(0, START, "CAM-1", CameraTopic.camera("CAM-1"));
    topic.send(1, START, "CAM-2", CameraTopic.camera("CAM-2"));

    // When
    TopicFollower<Camera> follower = follow(Instant.EPOCH);

    // Then
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(seen).containsExactlyInAnyOrder("CAM-1 Camera CAM-1", "CAM-2 Camera CAM-2");
    assertThat(follower.state().level()).isEqualTo(Level.UP);

    // When
    topic.send(2, START, "CAM-3", CameraTopic.camera("CAM-3"));

    // Then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(seen).contains("CAM-3 Camera CAM-3"));
  }

  @Test
  void leavesOutWhatIsOlderThanItsBegin() throws Exception {
    // Given one partition with both, one with nothing new, one empty
    topic.send(0, START.minusSeconds(1), "old", CameraTopic.camera("old"));
    topic.send(0, START, "new", CameraTopic.camera("new"));
    topic.send(1, START.minusSeconds(1), "older", CameraTopic.camera("older"));

    // When
    TopicFollower<Camera> follower = follow(START);

    // Then
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(seen).containsExactly("new Camera new");
  }

  @Test
  void handsTombstonesOver() throws Exception {
    topic.send(0, START, "CAM-1", CameraTopic.camera("CAM-1"));
    topic.send(0, START, "CAM-1", null);

    assertThat(follow(Instant.EPOCH).awaitCaughtUp(PATIENCE)).isTrue();

    assertThat(seen).containsExactly("CAM-1 Camera CAM-1", "CAM-1 removed");
  }

  @Test
  void skipsWhatCannotBeDecodedAndGoesOn() throws Exception {
    // Given
    topic.send(0, START, "before", CameraTopic.camera("before"));
    topic.send(0, START, "poison", "no camera".getBytes(StandardCharsets.UTF_8));
    topic.send(0, START, "after", CameraTopic.camera("after"));

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
    topic.send(0, START, "before", CameraTopic.camera("before"));
    TopicFollower<Camera> follower = follow(Instant.EPOCH);
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();

    // When
    cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);
    cluster.startNodes(node -> true);
    topic.send(0, START, "after", CameraTopic.camera("after"));

    // Then nothing is missed and nothing comes twice
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(seen).containsExactly("before Camera before", "after Camera after"));
    assertThat(follower.state().level()).isEqualTo(Level.UP);
  }

  @Test
  void isDownWhileNoBrokerAnswersAndUpAgainAfterwards() throws Exception {
    // Given
    TopicFollower<Camera> follower = follow(Instant.EPOCH);
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();

    // When
    cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.DOWN));
    assertThat(follower.state().detail()).contains("no answer from Kafka", "alpr.kafka");

    // When
    cluster.startNodes(node -> true);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.UP));
    assertThat(topic.ended()).isEmpty();
  }

  @Test
  void staysUpOnASilentTopic() throws Exception {
    // Given
    TopicFollower<Camera> follower = follow(Instant.EPOCH);
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();

    // When / Then: for longer than brokers may give no answer
    await()
        .during(Duration.ofSeconds(5))
        .atMost(PATIENCE)
        .until(() -> follower.state().level() == Level.UP);
  }

  @Test
  void skipsNothingWhileTheRegistryIsAway() throws Exception {
    // Given
    topic.registry().goes();
    topic.send(0, START, "first", CameraTopic.camera("first"));
    topic.send(0, START, "second", CameraTopic.camera("second"));
    topic.send(1, START, "third", CameraTopic.camera("third"));

    // When
    TopicFollower<Camera> follower = follow(Instant.EPOCH);

    // Then it says what is wrong, and goes on saying so
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.DOWN));
    assertThat(follower.state().detail())
        .contains("schema registry", "ConnectException", "alpr.registry.url");
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .until(() -> follower.state().level() == Level.DOWN);
    assertThat(follower.awaitCaughtUp(Duration.ZERO)).isFalse();
    assertThat(seen).isEmpty();

    // When
    topic.registry().comesBack();

    // Then nothing is lost
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();
    assertThat(seen)
        .containsExactlyInAnyOrder(
            "first Camera first", "second Camera second", "third Camera third")
        .containsSubsequence("first Camera first", "second Camera second");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.UP));
  }

  @Test
  void closesAtOnceWhileItWaitsForTheRegistry() throws Exception {
    // Given
    topic.registry().goes();
    topic.send(0, START, "first", CameraTopic.camera("first"));
    TopicFollower<Camera> follower = follow(Instant.EPOCH);
    await().atMost(PATIENCE).until(() -> follower.state().level() == Level.DOWN);

    // When
    Instant before = Instant.now();
    follower.close();

    // Then
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
    assertThat(topic.ended()).isEmpty();
  }

  @Test
  void isDownWhileItHangsAndUpAgainAfterwards() throws Exception {
    // Given somebody who does not come back from a record
    CountDownLatch goOn = new CountDownLatch(1);
    TopicFollower<Camera> follower =
        TopicFollower.start(
            topic.kafka(), Topics.CAMERAS, Instant.EPOCH, record -> awaitUnseen(goOn));
    followers.add(follower);
    assertThat(follower.awaitCaughtUp(PATIENCE)).isTrue();

    // When
    topic.send(0, START, "CAM-1", CameraTopic.camera("CAM-1"));

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.DOWN));
    assertThat(follower.state().detail()).contains(TOPIC, "hung", "alpr.registry.url");

    // When
    goOn.countDown();

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.UP));
    assertThat(topic.ended()).isEmpty();
  }

  private static void awaitUnseen(CountDownLatch goOn) {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("about CAM-1"),
        new TopicAuthorizationException("about CAM-1"),
        new StackOverflowError("about CAM-1"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureEndsTheFollowerForAllToSee(Throwable failure) throws Exception {
    // Given
    topic.send(0, START, "CAM-1", CameraTopic.camera("CAM-1"));

    // When
    TopicFollower<Camera> follower =
        TopicFollower.start(
            topic.kafka(),
            Topics.CAMERAS,
            Instant.EPOCH,
            record -> {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (RuntimeException) failure;
            });
    followers.add(follower);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(follower.state().level()).isEqualTo(Level.DEAD));
    assertThat(follower.state().detail())
        .contains(TOPIC, failure.getClass().getSimpleName())
        .doesNotContain("CAM-1");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(topic.ended()).containsExactly("follower of " + TOPIC));
  }

  @Test
  void aTopicThatIsNotThereIsRefusedAtTheStart() {
    assertThatThrownBy(
            () -> TopicFollower.start(topic.kafka(), Topics.ALERTS, Instant.EPOCH, record -> {}))
        .isInstanceOf(KafkaException.class)
        .satisfiesAnyOf(
            e -> assertThat(e).hasMessageContaining(Topics.ALERTS.name()),
            e -> assertThat(e).isInstanceOf(UnknownTopicOrPartitionException.class));
  }

  private TopicFollower<Camera> follow(Instant from) {
    TopicFollower<Camera> follower =
        TopicFollower.start(
            topic.kafka(),
            Topics.CAMERAS,
            from,
            record ->
                seen.add(
                    record.key()
                        + (record.value() == null ? " removed" : " " + record.value().getName())));
    followers.add(follower);
    return follower;
  }
}
