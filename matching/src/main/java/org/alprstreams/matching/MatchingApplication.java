package org.alprstreams.matching;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.matching.hotlist.AlertRules;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.optout.LookAlikeReadings;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.matching.passage.PassageRules;
import org.alprstreams.schemas.policy.CategoryTreatment;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.streams.StreamsHandle;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Opt-out gate, passages, hotlist and alerts. */
public final class MatchingApplication implements Application {

  /** Under which Kafka knows it; its state and internal topics bear this name. */
  public static final String APPLICATION_ID = "alpr-matching";

  private static final String GATE = "opt-out-gate";

  private StreamsHandle streams;
  private Health health;

  @Override
  public String name() {
    return "matching";
  }

  @Override
  public Set<Class<?>> settings() {
    return Set.of(MatchingSettings.class);
  }

  @Override
  public void start(ServiceContext context) {
    MatchingSettings settings = context.settings().of(MatchingSettings.class);
    MatchingRules rules = rules(settings, context.policy());
    OptOutKeys keys = OptOutKeys.of(context.settings().of(OptOutSettings.class));
    Map<String, Object> overrides = streams(settings);
    Properties properties = context.streams().properties(APPLICATION_ID, overrides);
    Topology topology =
        MatchingTopology.build(rules, keys, context.serdes(), context.meters(), properties);
    streams = context.streams().start(APPLICATION_ID, topology, overrides);
    health = context.health();
    health.register(
        GATE,
        new GateHealth(
            new OptOutGate(keys, new LookAlikeReadings(rules.lookAlikeThreshold())),
            streams.streams()));
  }

  @Override
  public void close() {
    if (streams != null) {
      health.remove(GATE);
      streams.close();
    }
  }

  /** How its topology runs: what differs from other applications. */
  public static Map<String, Object> streams(MatchingSettings settings) {
    return Map.of(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        settings.processingGuarantee(),
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        settings.commitInterval().toMillis(),
        // The broker may still be closing the last transaction when the next one's first records
        // come, and sends them back for a moment; Kafka's own 100 ms would be an alert's delay.
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
        20L,
        // A cache would hold results back until the next commit.
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        0);
  }

  static MatchingRules rules(MatchingSettings settings, UsagePolicy policy) {
    return new MatchingRules(
        new PassageRules(
            settings.passageGap(),
            settings.passageIdle(),
            policy.transientRetention().dividedBy(3),
            settings.publishConfidence(),
            settings.minimumConfidence(),
            settings.placeTolerance()),
        new MatchRules(alertable(policy), policy.alerts().maxDifferences()),
        settings.lookAlikeThreshold(),
        new AlertRules(
            least(settings.alertLife(), policy.readRetention()),
            policy.readRetention(),
            settings.alertCoolDown()),
        policy.transientRetention());
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Set<HotlistCategory> alertable(UsagePolicy policy) {
    Set<HotlistCategory> alertable = EnumSet.noneOf(HotlistCategory.class);
    for (HotlistCategory category : HotlistCategory.values()) {
      if (policy.hotlists().treatmentOf(category.name()) == CategoryTreatment.ALERTABLE) {
        alertable.add(category);
      }
    }
    return alertable;
  }
}
