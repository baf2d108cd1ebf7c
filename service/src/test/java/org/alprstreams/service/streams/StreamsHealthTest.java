package org.alprstreams.service.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.BrokerContact;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsHealthTest {

  private final BrokerContact brokers = new BrokerContact(Duration.ZERO);

  @ParameterizedTest
  @CsvSource({
    "CREATED,STARTING",
    "REBALANCING,STARTING",
    "RUNNING,UP",
    "PENDING_SHUTDOWN,DOWN",
    "NOT_RUNNING,DOWN",
    "PENDING_ERROR,DEAD",
    "ERROR,DEAD"
  })
  void levelFollowsTheState(State state, Level level) {
    // Given
    StreamsHealth health = new StreamsHealth(brokers);

    // When
    health.changed(state);

    // Then
    assertThat(health.now().level()).isEqualTo(level);
  }

  @Test
  void rebalancingAfterHavingRunStaysUp() {
    // Given
    StreamsHealth health = new StreamsHealth(brokers);
    health.changed(State.RUNNING);

    // When
    health.changed(State.REBALANCING);

    // Then
    assertThat(health.now().level()).isEqualTo(Level.UP);
  }

  @Test
  void failureStaysDeadWhateverComesAfter() {
    // Given
    StreamsHealth health = new StreamsHealth(brokers);
    health.failed("StreamsException");

    // When
    health.changed(State.NOT_RUNNING);

    // Then
    assertThat(health.now().level()).isEqualTo(Level.DEAD);
    assertThat(health.now().detail()).isEqualTo("ended by StreamsException");
  }

  @ParameterizedTest
  @CsvSource({"RUNNING", "REBALANCING"})
  void whatRunsWithoutBrokersIsDown(State state) {
    // Given
    StreamsHealth health = new StreamsHealth(brokers);
    health.changed(State.RUNNING);
    health.changed(state);

    // When their last answer is longer ago than the longest silence, here none
    brokers.note(Map.of("consumer", 1.0));

    // Then
    await().untilAsserted(() -> assertThat(health.now().level()).isEqualTo(Level.DOWN));
    assertThat(health.now().detail()).contains("no answer from Kafka");
  }
}
