package org.alprstreams.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.alprstreams.ingest.image.Refusal;
import org.junit.jupiter.api.Test;

class CaptureWindowTest {

  private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");

  private final CaptureWindow window =
      new CaptureWindow(
          Duration.ofMinutes(10), Duration.ofSeconds(5), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void bothEndsAreInside() {
    assertThat(window.check(NOW.minusSeconds(600))).isEmpty();
    assertThat(window.check(NOW.plusSeconds(5))).isEmpty();
  }

  @Test
  void aMillisecondBeyondEitherEndIsQuarantined() {
    assertThat(window.check(NOW.minusSeconds(600).minusMillis(1)))
        .hasValueSatisfying(
            refused -> {
              assertThat(refused.reason()).isEqualTo(Refusal.CAPTURED_TOO_EARLY);
              assertThat(refused.message()).contains("PT10M").contains("clock");
            });
    assertThat(window.check(NOW.plusSeconds(5).plusMillis(1)))
        .hasValueSatisfying(
            refused -> assertThat(refused.reason()).isEqualTo(Refusal.CAPTURED_IN_FUTURE));
  }

  @Test
  void negativeReachIsRefused() {
    assertThatThrownBy(
            () -> new CaptureWindow(Duration.ofSeconds(-1), Duration.ZERO, Clock.systemUTC()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
