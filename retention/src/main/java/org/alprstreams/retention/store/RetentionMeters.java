package org.alprstreams.retention.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;

/** Counts what was kept and what went, per kind of data: {@code read} or {@code image}. */
public final class RetentionMeters {

  /** What the gauge of ages says; what a store or a topic has is measured alike. */
  public static final String OLDEST_AGE =
      "Age of the oldest entry of a store, at most, or of the first record of a topic; must stay"
          + " under the policy's limit";

  private final MeterRegistry registry;

  /** Meters in this registry. */
  public RetentionMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  Counter stored(String kind) {
    return counter("alpr.retention.stored", "Kept, revisions included", kind);
  }

  Counter retracted(String kind) {
    return counter("alpr.retention.retracted", "Taken out because it was retracted", kind);
  }

  Counter purged(String kind) {
    return counter("alpr.retention.purged", "Taken out, or not let in, after an opt-out", kind);
  }

  Counter refused(String kind) {
    return counter(
        "alpr.retention.refused",
        "Not kept: expired on arrival, or dated ahead of the clock",
        kind);
  }

  /**
   * Requests to look back.
   *
   * @param outcome {@code granted}, {@code denied} or {@code expired}
   */
  Counter lookBack(String outcome) {
    return Counter.builder("alpr.retention.look-backs")
        .description("Requests to look back over kept reads, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  /**
   * A gauge of the oldest entry's age in seconds, at most; 0 where the store is empty.
   *
   * @return for removal when the task ends
   */
  public Meter oldest(String store, int partition, Supplier<Number> seconds) {
    return Gauge.builder("alpr.retention.oldest.age", seconds)
        .description(OLDEST_AGE)
        .baseUnit("seconds")
        .tag("store", store)
        .tag("partition", Integer.toString(partition))
        .register(registry);
  }

  /** Takes a gauge out again. */
  public void remove(Meter meter) {
    registry.remove(meter);
  }

  /** From the oldest to now. */
  public static double ageSeconds(Instant oldest, Instant now) {
    return (now.toEpochMilli() - oldest.toEpochMilli()) / 1000.0;
  }

  private Counter counter(String name, String description, String kind) {
    return Counter.builder(name).description(description).tag("kind", kind).register(registry);
  }
}
