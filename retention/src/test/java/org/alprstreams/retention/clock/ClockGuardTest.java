package org.alprstreams.retention.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.streams.StreamsHandle;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockGuardTest {

  @TempDir Path state;

  private final AtomicReference<Instant> believed = new AtomicReference<>(Instant.MAX);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final AtomicInteger failures = new AtomicInteger();

  /** Not started: it may stand still all the same. */
  private KafkaStreams streams;

  private ClockGuard guard;

  @BeforeEach
  void watch() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "clock-guard-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    Topology topology = new Topology();
    topology.addSource("source", "topic");
    streams = new KafkaStreams(topology, properties);
    guard = ClockGuard.watching(this::believed, Clock.systemUTC(), new NotStarted(streams));
  }

  @AfterEach
  void close() {
    guard.close();
    streams.close();
  }

  @Test
  void theTopologyStandsStillWhileTheClockIsNotBelieved() {
    // Given
    assertThat(streams.isPaused()).isFalse();

    // When
    believed.set(Instant.EPOCH);

    // Then
    await().until(streams::isPaused);

    // When
    believed.set(Instant.MAX);

    // Then
    await().until(() -> !streams.isPaused());
  }

  @Test
  void whateverALookFailsWithTheNextOneComes() {
    // Given looks that fail with something that nobody foresaw, which health says
    failure.set(new IllegalStateException("unforeseen"));
    await().until(() -> failures.get() >= 2);
    await().until(() -> guard.state().level() == Level.DOWN);
    assertThat(guard.state().detail())
        .isEqualTo("the topology does not follow the clock: IllegalStateException");

    // When they work again, and the clock is not believed
    believed.set(Instant.EPOCH);
    failure.set(null);

    // Then
    await().until(streams::isPaused);
    await().until(() -> guard.state().level() == Level.UP);
  }

  private Instant believed(Instant now) {
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      failures.incrementAndGet();
      throw thrown;
    }
    return now.isBefore(believed.get()) ? now : believed.get();
  }

  private record NotStarted(KafkaStreams streams) implements StreamsHandle {

    @Override
    public void close() {
      streams.close();
    }
  }
}
