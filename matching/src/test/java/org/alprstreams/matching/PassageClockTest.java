package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PassageClockTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final PassageClock clock = new PassageClock(BEGAN, SILENCE);

  @Test
  void isBehindUntilTheLooksThatWaitedAreWorkedThrough() {
    // Given looks that were taken while nobody worked
    clock.looked(BEGAN.minusSeconds(8), BEGAN.plusMillis(100));

    // When / Then
    assertThat(clock.time(BEGAN.plusMillis(250))).isEqualTo(BEGAN.minusSeconds(8));

    // When they go on
    clock.looked(BEGAN.minusSeconds(3), BEGAN.plusMillis(300));
    clock.looked(BEGAN.minusSeconds(5), BEGAN.plusMillis(400));

    // Then it is as late as the latest of them, whatever their order
    assertThat(clock.time(BEGAN.plusMillis(500))).isEqualTo(BEGAN.minusSeconds(3));
  }

  @Test
  void isOnTimeOnceALookHasComeThatWasTakenSinceTheBeginning() {
    // When
    clock.looked(BEGAN, BEGAN.plusMillis(700));

    // Then, and from then on, however old what comes is
    assertThat(clock.time(BEGAN.plusMillis(750))).isEqualTo(BEGAN.plusMillis(750));
    clock.looked(BEGAN.minusSeconds(9), BEGAN.plusMillis(800));
    assertThat(clock.time(BEGAN.plusMillis(1000))).isEqualTo(BEGAN.plusMillis(1000));
  }

  @Test
  void isOnTimeWhenNoneComesForAWhile() {
    // Given
    clock.looked(BEGAN.minusSeconds(8), BEGAN.plusMillis(100));
    assertThat(clock.time(BEGAN.plusMillis(2099))).isEqualTo(BEGAN.minusSeconds(8));

    // When / Then
    assertThat(clock.time(BEGAN.plusMillis(2100))).isEqualTo(BEGAN.plusMillis(2100));
  }

  @Test
  void nothingIsOverBeforeTheFirstLookOrTheFirstSilence() {
    assertThat(clock.time(BEGAN.plusMillis(1999))).isEqualTo(Instant.EPOCH);
    assertThat(clock.time(BEGAN.plus(SILENCE))).isEqualTo(BEGAN.plus(SILENCE));
  }
}
