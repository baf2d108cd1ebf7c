package org.alprstreams.matching;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.matching.hotlist.ListAges;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicFollower;

/**
 * Watches how old the imported lists are: a gauge for each, and a warning in health for those that
 * are stale. A stale list still alerts, so it is no reason to take matching out of service.
 */
final class ListAlarm implements AutoCloseable {

  private static final String AGE = "alpr.matching.list.age";

  private final ListAges ages;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, Meter> gauges = new ConcurrentHashMap<>();
  private TopicFollower<HotlistImport> imports;

  ListAlarm(ListAges ages, MeterRegistry meters, Clock clock) {
    this.ages = ages;
    this.meters = meters;
    this.clock = clock;
  }

  /** Begins to follow the record of imports. */
  void start(KafkaClients kafka) {
    imports =
        TopicFollower.start(
            kafka,
            Topics.HOTLIST_IMPORTS,
            Instant.EPOCH,
            record -> imported(record.key(), record.value()));
  }

  /** The state of the lists, for health. */
  HealthState state() {
    HealthState following = imports.state();
    if (following.level() != HealthState.Level.UP) {
      return following;
    }
    List<String> stale = ages.stale(clock.instant());
    return stale.isEmpty()
        ? HealthState.up()
        : HealthState.warning(
            "stale, import again: "
                + String.join(", ", stale)
                + " ('alpr hotlist status' says more)");
  }

  /** Notes one record of an import; null retires the list. */
  void imported(String listId, HotlistImport record) {
    if (record == null) {
      ages.retired(listId);
      Meter gauge = gauges.remove(listId);
      if (gauge != null) {
        meters.remove(gauge);
      }
      return;
    }
    ages.imported(listId, record.getImportedAt());
    gauges.computeIfAbsent(listId, this::gauge);
  }

  private Meter gauge(String listId) {
    return TimeGauge.builder(AGE, () -> age(listId).toMillis(), TimeUnit.MILLISECONDS)
        .description("Time since the list was last imported")
        .tags(Tags.of("list", listId))
        .register(meters);
  }

  private Duration age(String listId) {
    return ages.age(listId, clock.instant()).orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    if (imports != null) {
      imports.close();
    }
    gauges.values().forEach(meters::remove);
    gauges.clear();
  }
}
