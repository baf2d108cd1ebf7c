package org.alprstreams.retention.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.service.health.HealthState.Level;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

  private static final Instant BEFORE = Instant.parse("2026-11-20T17:00:00Z");
  private static final Duration ABSENCE = Duration.ofDays(5);
  private static final Duration JUMP = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Duration running = Duration.ofDays(3);

  @Test
  void clockIsBelievedAfterALongWeekend() {
    // Given
    ClockWatch clock = watch(Optional.of(BEFORE));

    // When / Then
    assertThat(clock.believes(BEFORE.plus(ABSENCE))).isTrue();
    assertThat(clock.state().level()).isEqualTo(Level.UP);
  }

  @Test
  void clockThatIsAYearAheadIsNotBelievedHoweverLongItRunsAndIsOnceItIsSet() {
    // Given
    ClockWatch clock = watch(Optional.of(BEFORE));
    Instant wrong = BEFORE.plus(Duration.ofDays(365));

    // When / Then
    assertThat(clock.believes(wrong)).isFalse();
    passes(Duration.ofDays(10));
    assertThat(clock.believes(wrong.plus(Duration.ofDays(10)))).isFalse();
    assertThat(clock.believed(wrong.plus(Duration.ofDays(10))))
        .isEqualTo(BEFORE.plus(Duration.ofDays(10)));
    assertThat(clock.aheadSeconds()).isEqualTo(Duration.ofDays(365).toSeconds());
    assertThat(clock.state().level()).isEqualTo(Level.DOWN);
    assertThat(clock.state().detail())
        .contains("2027-11-30T17:00:00Z", "2026-11-20T17:00:00Z", "longest-absence is PT120H")
        .contains("alpr.retention.clock-confirmed");

    // When
    boolean set = clock.believes(BEFORE.plus(Duration.ofDays(10)));

    // Then
    assertThat(set).isTrue();
    assertThat(clock.state().level()).isEqualTo(Level.UP);
    assertThat(clock.aheadSeconds()).isZero();
  }

  @Test
  void withNothingKeptYetTheClockIsBelieved() {
    // Given
    ClockWatch clock = watch(Optional.empty());

    // When / Then
    assertThat(clock.believes(BEFORE)).isTrue();
  }

  @Test
  void clockThatIsSetAheadWhileTheProcessRunsIsNotBelievedUntilItIsSetBack() {
    // Given
    ClockWatch clock = watch(Optional.of(BEFORE));
    Instant now = BEFORE.plus(Duration.ofDays(1));
    assertThat(clock.believes(now)).isTrue();
    passes(Duration.ofMinutes(1));

    // When
    Instant wrong = now.plus(Duration.ofDays(2));

    // Then: less than a weekend, but not while it runs
    assertThat(clock.believes(wrong)).isFalse();
    assertThat(clock.state().detail())
        .contains(wrong.toString(), now.plusSeconds(60).toString(), "longest-clock-jump is PT1H")
        .contains("start again");

    // When
    passes(Duration.ofMinutes(1));

    // Then
    assertThat(clock.believes(now.plus(Duration.ofMinutes(2)))).isTrue();
  }

  @Test
  void clockThatTimePassesOnAndThatIsSetALittleIsBelieved() {
    // Given
    ClockWatch clock = watch(Optional.of(BEFORE));
    Instant now = BEFORE;

    for (int day = 0; day < 400; day++) {
      // When
      passes(Duration.ofDays(1));
      now = now.plus(Duration.ofDays(1)).plus(SECOND);

      // Then
      assertThat(clock.believes(now)).isTrue();
    }
  }

  @Test
  void clockThatIsBehindIsBelievedButNotAllThatComesAfterIt() {
    // Given a machine without a battery, which starts in 1970
    ClockWatch clock = watch(Optional.of(BEFORE));
    assertThat(clock.believes(Instant.EPOCH)).isTrue();
    passes(SECOND);

    // When / Then: set to a year ahead, and to the right time
    assertThat(clock.believes(BEFORE.plus(Duration.ofDays(365)))).isFalse();
    assertThat(clock.believes(BEFORE.plus(ABSENCE))).isTrue();
  }

  @Test
  void clockThatIsSetBackAndAheadAgainIsBelieved() {
    // Given
    ClockWatch clock = watch(Optional.of(BEFORE));
    assertThat(clock.believes(BEFORE)).isTrue();

    // When / Then
    assertThat(clock.believes(BEFORE.minus(Duration.ofDays(2)))).isTrue();
    assertThat(clock.believes(BEFORE)).isTrue();
  }

  private void passes(Duration time) {
    running = running.plus(time);
  }

  private ClockWatch watch(Optional<Instant> newest) {
    return new ClockWatch(newest, ABSENCE, JUMP, () -> running.toNanos());
  }
}
