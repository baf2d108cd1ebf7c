package org.alprstreams.console.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.alprstreams.avro.Alert;

/**
 * How long alerts take from the capture of the plate to the browsers. What a console reads again
 * when it starts was delivered before, and says nothing of that.
 */
final class AlertLatency {

  private final Timer timer;
  private final Clock clock;
  private final Instant startedAt;
  private final BooleanSupplier caughtUp;

  /**
   * @param caughtUp whether everything that was in the topic at the start has been handed over
   */
  AlertLatency(MeterRegistry meters, Clock clock, BooleanSupplier caughtUp) {
    this.clock = clock;
    this.startedAt = clock.instant();
    this.caughtUp = caughtUp;
    this.timer =
        Timer.builder("alpr.console.alert.latency")
            .description("Time from the capture of a plate to its alert leaving for the browsers")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(50))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(meters);
  }

  /** An alert leaves for the browsers now. A revision, or a look-back's, is late by intention. */
  void delivered(Alert alert) {
    boolean isFirst = alert.getRevision() == 0 && !alert.getLookBack();
    boolean isLive = caughtUp.getAsBoolean() || !alert.getRaisedAt().isBefore(startedAt);
    if (isFirst && isLive) {
      Duration age = Duration.between(alert.getCapturedAt(), clock.instant());
      timer.record(age.isNegative() ? Duration.ZERO : age);
    }
  }
}
