package org.alprstreams.matching;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.alprstreams.avro.Alert;
import org.alprstreams.matching.passage.PassageEvent.Suppressed.Reason;

/** Counts for operators and for the public page: per camera or category, never per plate. */
final class MatchingMeters {

  private final MeterRegistry registry;

  MatchingMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void look(String cameraId) {
    count("alpr.matching.looks", "camera", cameraId);
  }

  void duplicate(String cameraId) {
    count("alpr.matching.duplicates", "camera", cameraId);
  }

  void malformed(String cameraId) {
    count("alpr.matching.malformed", "camera", cameraId);
  }

  void unreadable(String cameraId) {
    count("alpr.matching.unreadable", "camera", cameraId);
  }

  void suppressed(String cameraId, Reason reason) {
    count("alpr.matching.suppressed", "camera", cameraId, "reason", label(reason));
  }

  void read(String cameraId) {
    count("alpr.matching.reads", "camera", cameraId);
  }

  void retraction(String cameraId) {
    count("alpr.matching.retractions", "camera", cameraId);
  }

  void alert(Alert alert) {
    count(
        "alpr.matching.alerts",
        "category",
        label(alert.getCategory()),
        "match",
        label(alert.getMatchKind()),
        "status",
        label(alert.getStatus()));
  }

  /** Matches that raised no alert because one stands for the same plate and entry. */
  void cooledDown(int matches) {
    registry.counter("alpr.matching.alerts.cooled-down").increment(matches);
  }

  private void count(String name, String... labels) {
    registry.counter(name, labels).increment();
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
