package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PassageClockTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration TICK = PassageProcessor.TICK;

  private final PassageClock clock = new PassageClock(BEGAN);
  private Instant now = BEGAN;

  @Test
  void isAsLateAsTheLooksUntilThoseThatWaitedAreWorkedThrough() {
    // Given a look that was taken while nobody worked
    clock.looked(BEGAN.minusSeconds(8), now);

    // When / Then
    assertThat(tick()).isEqualTo(BEGAN.minusSeconds(8));

    // When they go on, not quite in order
    clock.looked(BEGAN.minusSeconds(3), now);
    clock.looked(BEGAN.minusSeconds(5), now);

    // Then
    assertThat(tick()).isEqualTo(BEGAN.minusSeconds(3));
  }

  @Test
  void isOnTimeOnceALookHasComeThatWasTakenSinceTheBeginning() {
    // When
    clock.looked(BEGAN, now);

    // Then, and from then on, however old what comes is
    assertThat(tick()).isEqualTo(now);
    clock.looked(BEGAN.minusSeconds(9), now);
    assertThat(tick()).isEqualTo(now);
  }

  @Test
  void isOnTimeWhenNoLookComesForAWhile() {
    // Given
    clock.looked(BEGAN.minusSeconds(8), now);

    // When
    Instant last = now.plus(PassageClock.SILENCE);
    while (now.plus(TICK).isBefore(last)) {
      assertThat(tick()).isEqualTo(BEGAN.minusSeconds(8));
    }

    // Then
    assertThat(tick()).isEqualTo(now);
  }

  @Test
  void nothingIsOverBeforeTheFirstLook() {
    assertThat(tick()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void taskThatWasHeldUpHasLooksThatWait() {
    // Given
    clock.looked(BEGAN.plusMillis(100), now);
    assertThat(tick()).isEqualTo(now);

    // When it stands still
    now = now.plus(PassageClock.HELD_UP);
    assertThat(tick()).isEqualTo(BEGAN.plusMillis(100));

    // Then it is on time again when it has seen a look from after that
    clock.looked(now, now);
    assertThat(tick()).isEqualTo(now);
  }

  private Instant tick() {
    now = now.plus(TICK);
    return clock.tick(now);
  }
}
