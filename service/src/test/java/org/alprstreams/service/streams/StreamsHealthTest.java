package org.alprstreams.service.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsHealthTest {

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
    StreamsHealth health = new StreamsHealth();

    // When
    health.changed(state);

    // Then
    assertThat(health.now().level()).isEqualTo(level);
  }

  @Test
  void rebalancingAfterHavingRunStaysUp() {
    // Given
    StreamsHealth health = new StreamsHealth();
    health.changed(State.RUNNING);

    // When
    health.changed(State.REBALANCING);

    // Then
    assertThat(health.now().level()).isEqualTo(Level.UP);
  }

  @Test
  void failureStaysDeadWhateverComesAfter() {
    // Given
    StreamsHealth health = new StreamsHealth();
    health.failed("StreamsException");

    // When
    health.changed(State.NOT_RUNNING);

    // Then
    assertThat(health.now().level()).isEqualTo(Level.DEAD);
    assertThat(health.now().detail()).isEqualTo("ended by StreamsException");
  }
}
