package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.alprstreams.retention.query.StandbyLags.Measured;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StandbyLagsTest {

  private static final List<String> STORES = List.of("a", "b");
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final AtomicLong nanos = new AtomicLong(-5);
  private List<Measured> measured = List.of();
  private boolean silent;
  private final StandbyLags lags =
      new StandbyLags(
          () -> {
            if (silent) {
              throw new StreamsException("no broker");
            }
            return measured;
          },
          LONGEST,
          nanos::get);

  @Test
  void copyThatIsAtTheEndIsAsOldAsItsMeasurement() {
    // Given
    measure(100, 100, 7, 7);

    // When
    pass(2);

    // Then
    assertThat(lags.of(STORES, 0)).isEqualTo(new Staleness(0, 0, 2));
  }

  @Test
  void copyUnderSteadyTrafficIsAsOldAsTheLastEndThatItHasComeTo() {
    // Given: never at the end, two measurements behind
    for (int second = 0; second < 10; second++) {
      measure(100 + 10 * (second - 2), 100 + 10 * second, 7, 7);
      pass(1);
    }

    // Then
    assertThat(lags.of(STORES, 0)).isEqualTo(new Staleness(0, 20, 3));
  }

  @Test
  void copyThatHasNotCaughtUpSinceItIsMeasuredDoesNotAnswer() {
    // Given
    measure(0, 100, 7, 7);
    pass(1);
    measure(99, 200, 7, 7);

    // When / Then
    assertUnavailable("not caught up");

    // When
    pass(1);
    measure(100, 200, 7, 7);

    // Then: complete as of the first measurement
    assertThat(lags.of(STORES, 0)).isEqualTo(new Staleness(0, 100, 2));
  }

  @Test
  void copiesAgeWhileTheBrokerIsSilentUntilTheyAreTooOld() {
    // Given
    measure(100, 100, 7, 7);
    silent = true;

    // When
    pass(60);
    lags.measure();

    // Then
    assertThat(lags.of(STORES, 0).seconds()).isEqualTo(60);

    // When
    pass(1);

    // Then
    assertUnavailable("further behind than PT1M");
  }

  @Test
  void copyThatCameBackStartsAnew() {
    // Given
    measure(100, 100, 7, 7);
    measured = List.of();
    lags.measure();

    // When: it is here again, where it was
    measure(100, 300, 7, 7);

    // Then
    assertUnavailable("not caught up");
  }

  @Test
  void copyThatGoesBackWasStartedAnewAndDoesNotAnswer() {
    // Given
    measure(100, 100, 7, 7);

    // When
    measure(0, 100, 7, 7);

    // Then
    assertUnavailable("not caught up");
    assertThat(lags.behindSeconds()).isNaN();
  }

  private void measure(long position, long end, long otherPosition, long otherEnd) {
    measured =
        List.of(new Measured("a", 0, position, end), new Measured("b", 0, otherPosition, otherEnd));
    lags.measure();
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private void assertUnavailable(String why) {
    assertThatThrownBy(() -> lags.of(STORES, 0))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining(why);
  }
}
