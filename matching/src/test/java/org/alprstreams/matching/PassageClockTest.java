package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageClockTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration TICK = PassageProcessor.TICK;

  private final List<Duration> leaps = new ArrayList<>();
  private final PassageClock clock = new PassageClock(BEGAN, leaps::add);
  private Instant now = BEGAN;

  @Test
  void isThatOfTheLatestLookAndGoesOnFromThere() {
    // When a look takes 100 ms to get here
    now = BEGAN.plusMillis(300);
    assertThat(clock.looked(BEGAN.plusMillis(200), now)).isEqualTo(BEGAN.plusMillis(200));

    // Then
    assertThat(tick()).isEqualTo(BEGAN.plusMillis(200).plus(TICK));
    assertThat(tick()).isEqualTo(BEGAN.plusMillis(200).plus(TICK.multipliedBy(2)));
  }

  @Test
  void standsStillBetweenLooksThatHaveWaited() {
    // When each look, 10 ms after the one before, takes 200 ms to be worked through
    for (int look = 0; look < 100; look++) {
      Instant capturedAt = BEGAN.plusMillis(10 * look);
      assertThat(clock.looked(capturedAt, now)).isEqualTo(capturedAt);
      now = now.plusMillis(200);

      // Then no more passes between two of them than what one took
      assertThat(clock.tick(now)).isBetween(capturedAt, capturedAt.plusMillis(200));
    }

    // And nothing, when the next ones are not fetched for some seconds
    for (int i = 0; i < 30; i++) {
      assertThat(tick()).isEqualTo(BEGAN.plusMillis(990));
    }
  }

  @Test
  void learnsThatACameraIsLate() {
    // Given a look of a camera whose clock is five seconds slow, and no other for a while
    clock.looked(now.minusSeconds(5), now);
    assertThat(tick()).isEqualTo(BEGAN.minusSeconds(5));
    Instant last = BEGAN.plus(PassageClock.SILENCE);
    while (now.plus(TICK).isBefore(last)) {
      tick();
    }
    assertThat(tick()).isEqualTo(now);

    // When its next look comes, five seconds later
    for (int i = 0; i < 20; i++) {
      tick();
    }
    clock.looked(now.minusSeconds(5), now);

    // Then time goes on from there at once
    assertThat(tick()).isEqualTo(now.minusSeconds(5));
    assertThat(tick()).isEqualTo(now.minusSeconds(5));
  }

  @Test
  void goesOnThoughOneCameraSendsLate() {
    // Given a look on time
    now = BEGAN.plusMillis(300);
    clock.looked(now, now);

    // When only looks of a minute ago come
    for (int i = 1; i <= 20; i++) {
      now = now.plus(TICK);

      // Then
      assertThat(clock.looked(now.minusSeconds(60), now)).isEqualTo(now);
      assertThat(clock.tick(now)).isEqualTo(now);
    }
  }

  @Test
  void lookDatedAheadDoesNotPutItAheadOfThisSystem() {
    assertThat(clock.looked(BEGAN.plusSeconds(40), now)).isEqualTo(BEGAN);
  }

  @Test
  void nothingIsOverBeforeTheFirstLook() {
    assertThat(tick()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void taskThatTakesOverWaitsForItsPredecessorsTransactionToEnd() {
    // When no look comes
    Instant last = now.plus(PassageClock.SILENCE_AT_FIRST);
    while (now.plus(TICK).isBefore(last)) {
      assertThat(tick()).isEqualTo(Instant.EPOCH);
    }

    // Then none waited
    assertThat(tick()).isEqualTo(now);
  }

  @Test
  void standsStillAfterAStopUntilTheLooksThatWaitedCome() {
    // Given
    now = BEGAN.plusMillis(200);
    clock.looked(BEGAN.plusMillis(100), now);
    clock.tick(now);

    // When the thread is held up
    now = now.plusSeconds(8);

    // Then
    assertThat(clock.tick(now)).isEqualTo(BEGAN.plusMillis(100));
    assertThat(tick()).isEqualTo(BEGAN.plusMillis(100));

    // And it goes on with the first look that waited
    assertThat(clock.looked(BEGAN.plusMillis(350), now)).isEqualTo(BEGAN.plusMillis(350));
    assertThat(tick()).isEqualTo(BEGAN.plusMillis(350));

    // And flows again with the first that did not wait
    clock.looked(now, now);
    assertThat(tick()).isEqualTo(now);
  }

  @Test
  void isOnTimeWhenNoLookComesForAWhileAfterAStop() {
    // Given
    clock.looked(BEGAN, now);
    clock.tick(now);
    now = now.plusSeconds(8);
    clock.tick(now);

    // When
    Instant last = now.plus(PassageClock.SILENCE);
    while (now.plus(TICK).isBefore(last)) {
      assertThat(tick()).isEqualTo(BEGAN);
    }

    // Then
    assertThat(tick()).isEqualTo(now);
  }

  @Test
  void leapsFromASlowCamerasTimeToThatOfARightOneOnlyOnce() {
    // Given a first look, and a second, of a camera whose clock is five seconds slow
    clock.looked(now.minusSeconds(5), now);
    now = now.plusSeconds(4);
    clock.looked(now.minusSeconds(5), now);
    assertThat(leaps).isEmpty();

    // When one comes of a camera that is right
    now = now.plusMillis(500);
    clock.looked(now, now);

    // Then
    assertThat(leaps).containsExactly(Duration.ofSeconds(5));

    // And from then on it is no leap that nothing came for a while
    clock.looked(now.minusSeconds(5), now);
    now = now.plusSeconds(5);
    clock.looked(now, now);
    assertThat(leaps).hasSize(1);
  }

  @Test
  void goesBackWithThisSystemsClockAndOnFromThere() {
    // Given a task that is at work
    for (int i = 0; i < 8; i++) {
      tick();
      clock.looked(now, now);
    }

    // When the clock, which was ahead, is set back by five minutes
    now = now.minus(Duration.ofMinutes(5));

    // Then time goes on, with or without looks
    assertThat(tick()).isEqualTo(now);
    assertThat(tick()).isEqualTo(now);
    now = now.plusMillis(100);
    assertThat(clock.looked(now, now)).isEqualTo(now);
    assertThat(tick()).isEqualTo(now);
    assertThat(leaps).containsExactly(TICK.minus(Duration.ofMinutes(5)));
  }

  @Test
  void waitsAsLongForLooksThatMayWaitThoughThisSystemsClockIsSetBack() {
    // Given a task that has just begun
    tick();

    // When
    now = now.minus(Duration.ofMinutes(5));
    Instant last = now.plus(PassageClock.SILENCE_AT_FIRST);

    // Then
    while (now.plus(TICK).isBefore(last)) {
      assertThat(tick()).isEqualTo(Instant.EPOCH);
    }
    assertThat(tick()).isEqualTo(now);
  }

  private Instant tick() {
    now = now.plus(TICK);
    return clock.tick(now);
  }
}
