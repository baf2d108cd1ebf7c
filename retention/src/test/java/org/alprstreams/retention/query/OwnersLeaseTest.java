package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.alprstreams.service.health.HealthState;
import org.junit.jupiter.api.Test;

class OwnersLeaseTest {

  private static final Duration SESSION = Duration.ofSeconds(6);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Near its overflow, as {@link System#nanoTime()} may be. */
  private long now = Long.MAX_VALUE - SECOND.toNanos();

  private Callable<Boolean> broker = () -> true;
  private final OwnersLease lease = new OwnersLease(() -> broker.call(), SESSION, () -> now);

  @Test
  void answersWhileTheBrokerConfirmsItAndForHalfASessionAfter() {
    // Given
    lease.renew();

    // When / Then
    pass(SESSION.dividedBy(2));
    assertThat(lease.<String>whole(() -> "read")).isEqualTo("read");
    lease.renew();
    pass(SESSION.dividedBy(2));
    assertThat(lease.<String>whole(() -> "read")).isEqualTo("read");

    // When / Then
    pass(Duration.ofNanos(1));
    assertRefused(() -> "read");
  }

  @Test
  void answersNothingBeforeItIsConfirmed() {
    // When / Then
    assertRefused(() -> "read");
    assertThat(lease.state().level()).isEqualTo(HealthState.Level.STARTING);

    // When
    broker = () -> false;
    lease.renew();

    // Then
    assertRefused(() -> "read");
  }

  @Test
  void readingDuringWhichItWasFrozenIsNotWholeThoughItIsConfirmedAgain() {
    // Given
    lease.renew();

    // When / Then
    assertRefused(
        () -> {
          pass(SESSION);
          lease.renew();
          return "what was there before";
        });
    assertThat(lease.<String>whole(() -> "read")).isEqualTo("read");
  }

  @Test
  void answerOfTheBrokerCountsFromWhenItWasAsked() {
    // Given
    broker =
        () -> {
          pass(SESSION);
          return true;
        };

    // When
    lease.renew();

    // Then
    assertRefused(() -> "read");
  }

  @Test
  void silentBrokerEndsTheLeaseAndTheNextAttemptRenewsIt() {
    // Given
    lease.renew();
    broker =
        () -> {
          throw new IllegalStateException("no broker");
        };

    // When
    pass(SESSION);
    lease.renew();

    // Then
    assertRefused(() -> "read");
    assertThat(lease.state().level()).isEqualTo(HealthState.Level.UP);

    // When
    broker = () -> true;
    lease.renew();

    // Then
    assertThat(lease.<String>whole(() -> "read")).isEqualTo("read");
  }

  private void assertRefused(Supplier<String> reading) {
    assertThatThrownBy(() -> lease.whole(reading))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("not confirmed as the owner");
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
