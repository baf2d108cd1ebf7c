package org.alprstreams.console.alerts;

import static org.alprstreams.console.alerts.Alerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.Alert;
import org.junit.jupiter.api.Test;

class AlertLatencyTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private boolean caughtUp;
  private final AlertLatency latency =
      new AlertLatency(meters, Clock.fixed(NOON, ZoneOffset.UTC), () -> caughtUp);

  @Test
  void whatIsReadAgainAtTheStartIsNotMeasured() {
    // When a console that has just started reads this morning's alert
    latency.delivered(alert("a", 0, NOON.minus(Duration.ofHours(4))));

    // Then
    assertThat(timer().count()).isZero();
  }

  @Test
  void whatIsRaisedAfterTheStartIsMeasuredEvenWhileTheRestIsRead() {
    // When
    latency.delivered(alert("a", 0, NOON.minusMillis(300)));

    // Then
    assertThat(timer().count()).isEqualTo(1);
    assertThat(timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
  }

  @Test
  void whatArrivesOnceTheTopicIsReadIsMeasured() {
    // Given
    caughtUp = true;

    // When an alert comes that was raised before the start, and held up
    latency.delivered(alert("a", 0, NOON.minusSeconds(20)));

    // Then
    assertThat(timer().totalTime(TimeUnit.SECONDS)).isEqualTo(20);
  }

  @Test
  void revisionsAndLookBacksAreNotMeasured() {
    // Given
    caughtUp = true;

    // When
    latency.delivered(alert("a", 1, NOON));
    latency.delivered(Alert.newBuilder(alert("b", 0, NOON)).setLookBack(true).build());

    // Then
    assertThat(timer().count()).isZero();
  }

  private Timer timer() {
    return meters.get("alpr.console.alert.latency").timer();
  }
}
