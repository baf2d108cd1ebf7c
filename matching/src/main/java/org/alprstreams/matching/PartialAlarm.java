package org.alprstreams.matching;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.hotlist.PartialEntries;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.streams.GlobalStores;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Watches whether there are more partial entries than are compared with reads: a gauge, and a
 * warning in health. The others still alert, so it is no reason to take matching out of service.
 */
final class PartialAlarm implements Supplier<HealthState>, AutoCloseable {

  private static final String LEFT_OUT = "alpr.matching.partial-entries.left-out";

  private final KafkaStreams streams;
  private final MatchRules rules;
  private final MeterRegistry meters;
  private final Clock clock;
  private Gauge gauge;

  private PartialAlarm(KafkaStreams streams, MatchRules rules, MeterRegistry meters, Clock clock) {
    this.streams = streams;
    this.rules = rules;
    this.meters = meters;
    this.clock = clock;
  }

  static PartialAlarm start(
      KafkaStreams streams, MatchRules rules, MeterRegistry meters, Clock clock) {
    PartialAlarm alarm = new PartialAlarm(streams, rules, meters, clock);
    alarm.gauge =
        Gauge.builder(LEFT_OUT, alarm, PartialAlarm::measured)
            .description("Partial hotlist entries that are not compared with reads")
            .register(meters);
    return alarm;
  }

  @Override
  public HealthState get() {
    return leftOut()
        .map(PartialAlarm::state)
        .orElseGet(() -> HealthState.starting("the partial entries are being read"));
  }

  private static HealthState state(int leftOut) {
    return leftOut == 0
        ? HealthState.up()
        : HealthState.warning(
            "partial entries that raise no alerts: %,d. No more than %,d are compared with reads,"
                    .formatted(leftOut, PartialEntries.MOST)
                + " those that were added first; remove some, or list whole plates");
  }

  private double measured() {
    return leftOut().map(Integer::doubleValue).orElse(Double.NaN);
  }

  /** Empty while the list is not there yet. */
  private Optional<Integer> leftOut() {
    return GlobalStores.<HotlistEntry>find(streams, GlobalLists.PARTIAL_ENTRIES)
        .map(list -> PartialEntries.of(PartialList.all(list), rules, clock.instant()).leftOut());
  }

  @Override
  public void close() {
    meters.remove(gauge);
  }
}
