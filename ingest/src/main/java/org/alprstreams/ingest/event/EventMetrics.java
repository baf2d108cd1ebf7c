package org.alprstreams.ingest.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.alprstreams.ingest.vendor.EventFormat;

/**
 * Counts events as {@code alpr.ingest.events} by camera, format, outcome and reason, and says as
 * {@code alpr.ingest.event.silence} for how many seconds a camera has not been heard of.
 */
final class EventMetrics {

  private static final String EVENTS = "alpr.ingest.events";
  private static final String SILENCE = "alpr.ingest.event.silence";

  /** Senders choose the ids of cameras that do not exist; as labels they would be without bound. */
  static final String UNREGISTERED = "unregistered";

  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<Source, AtomicLong> heard = new ConcurrentHashMap<>();

  EventMetrics(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param camera registered, or {@link #UNREGISTERED}
   */
  void count(String camera, EventFormat format, String outcome, String reason) {
    meters
        .counter(
            EVENTS,
            "camera",
            camera,
            "format",
            format.label(),
            "outcome",
            outcome,
            "reason",
            reason)
        .increment();
  }

  /** A registered camera was heard of. */
  void heard(String camera, EventFormat format) {
    heard.computeIfAbsent(new Source(camera, format), this::gauge).set(clock.millis());
  }

  private AtomicLong gauge(Source source) {
    AtomicLong at = new AtomicLong(clock.millis());
    TimeGauge.builder(SILENCE, at, TimeUnit.MILLISECONDS, last -> clock.millis() - last.get())
        .description("Time since a camera's last event or heartbeat")
        .tag("camera", source.camera())
        .tag("format", source.format().label())
        .strongReference(true)
        .register(meters);
    return at;
  }

  private record Source(String camera, EventFormat format) {}
}
