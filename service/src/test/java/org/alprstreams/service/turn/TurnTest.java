package org.alprstreams.service.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.RegistryAwayException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TurnTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final Turn turn = new Turn("nothing is done", this::work, executor::isShutdown);

  @AfterEach
  void end() {
    executor.shutdownNow();
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new TimeoutException("no answer"), Level.WARNING, "no answer"),
        Arguments.of(
            new RegistryAwayException("alpr.deletions", new ConnectException()),
            Level.WARNING,
            "alpr.registry.url"),
        Arguments.of(
            new IllegalStateException("7ABC123 is not there"),
            Level.DOWN,
            "IllegalStateException"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void workThatFailedIsTriedAgainAndHealthSaysSoUntilItIsDone(
      RuntimeException outage, Level level, String says) {
    // Given
    failure.set(outage);

    // When
    executor.scheduleWithFixedDelay(turn, 0, 1, TimeUnit.MILLISECONDS);

    // Then it goes on, which health says without a word of what it failed on
    await().atMost(PATIENCE).until(() -> turns.get() >= 3);
    assertThat(turn.state().level()).isEqualTo(level);
    assertThat(turn.state().detail())
        .startsWith("nothing is done: ")
        .contains(says)
        .doesNotContain("7ABC123");

    // When the cause is gone
    failure.set(null);

    // Then
    await().atMost(PATIENCE).until(() -> turn.state().level() == Level.UP);
  }

  @Test
  void anErrorOfTheJavaRuntimeEndsTheWorkAndHealthSaysThat() {
    // Given
    Turn broken =
        new Turn(
            "nothing is done",
            () -> {
              throw new NoClassDefFoundError();
            },
            () -> false);

    // When
    Throwable thrown = catchThrowable(broken::run);

    // Then
    assertThat(thrown).isInstanceOf(NoClassDefFoundError.class);
    assertThat(broken.state().level()).isEqualTo(Level.DEAD);
  }

  @Test
  void whatFailsSinceTheProcessEndsIsNoFailure() {
    // Given
    failure.set(new IllegalStateException("closed"));
    executor.shutdownNow();

    // When
    turn.run();

    // Then
    assertThat(turn.state().level()).isEqualTo(Level.UP);
  }

  private void work() {
    turns.incrementAndGet();
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
