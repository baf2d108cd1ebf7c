package org.alprstreams.matching;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.alprstreams.matching.hotlist.AlertRules;
import org.alprstreams.matching.hotlist.ListAges;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.matching.passage.PassageRules;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.streams.StreamsHandle;
import org.alprstreams.service.topics.RetentionSchedule;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Opt-out gate, passages, hotlist and alerts. */
public final class MatchingApplication implements Application {

  /** Under which Kafka knows it; its state and internal topics bear this name. */
  public static final String APPLICATION_ID = "alpr-matching";

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final String GATE = "opt-out-gate";
  private static final String LISTS = "hotlists";
  private static final String PARTIALS = "partial-entries";
  private static final String EXPIRY = "list-expiry";

  private StreamsHandle streams;
  private ListAlarm lists;
  private PartialAlarm partials;
  private ListUpkeep upkeep;
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
    OptOutSettings optOuts = context.settings().of(OptOutSettings.class);
    MatchingRules rules = rules(settings, optOuts, context.policy());
    requireTime(settings.expiryInterval());
    OptOutKeys keys = OptOutKeys.of(optOuts);
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
    lists =
        new ListAlarm(
            new ListAges(context.policy().hotlists().staleAfter()),
            context.meters(),
            context.clock());
    lists.start(context.kafka());
    health.register(LISTS, lists::state);
    partials =
        PartialAlarm.start(streams.streams(), rules.matches(), context.meters(), context.clock());
    health.register(PARTIALS, partials);
    upkeep =
        ListUpkeep.start(
            context.kafka(), settings.expiryInterval(), context.meters(), context.clock());
    health.register(EXPIRY, upkeep::state);
  }

  @Override
  public void close() {
    if (upkeep != null) {
      health.remove(EXPIRY);
      upkeep.close();
    }
    if (partials != null) {
      health.remove(PARTIALS);
      partials.close();
    }
    if (streams != null) {
      health.remove(GATE);
      streams.close();
    }
    if (lists != null) {
      health.remove(LISTS);
      lists.close();
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

  /** What its topology goes by under these settings and this policy. */
  public static MatchingRules rules(
      MatchingSettings settings, OptOutSettings optOuts, UsagePolicy policy) {
    if (policy.optOut().overrideForStolen()) {
      throw new SettingsException(
          List.of(
              "optOut.overrideForStolen of the usage policy is true, and this version cannot do it:"
                  + " an opted-out plate is dropped before hotlists are asked. Set it to false."));
    }
    Duration remembered = ChangelogSettings.within(policy.readRetention());
    Duration lookLife = policy.transientRetention().dividedBy(3);
    return new MatchingRules(
        new PassageRules(
            settings.passageGap(),
            settings.passageIdle(),
            longer(settings.trackIdle(), settings.passageIdle()),
            least(settings.parkedGap(), lookLife),
            lookLife,
            settings.publishConfidence(),
            settings.minimumConfidence(),
            settings.placeTolerance()),
        MatchRules.of(policy),
        optOuts.lookAlikeThreshold(),
        new AlertRules(
            least(settings.alertLife(), RetentionSchedule.longestAlertLife(policy)),
            remembered,
            settings.alertCoolDown()),
        policy.transientRetention(),
        settings.eraseDelay());
  }

  private static void requireTime(Duration interval) {
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new SettingsException(
          List.of(
              "alpr.matching.expiry-interval is "
                  + interval
                  + ": each time the lists are read whole; give a second or more, better hours."));
    }
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
