package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;

/**
 * Compares all topics of the system with the retention schedule, those that Kafka Streams made for
 * itself included: changing a policy does not change a topic that exists.
 */
public final class DriftCheck {

  /** The names of all topics of the system begin so, and of no other's. */
  private static final List<String> PREFIXES = List.of("alpr.", "alpr-");

  private static final String CLEANUP = "cleanup.policy";
  private static final Set<String> LEFT_TO_KAFKA = Set.of("min.cleanable.dirty.ratio");

  private final Brokers brokers;
  private final RetentionSchedule schedule;

  DriftCheck(Brokers brokers, RetentionSchedule schedule) {
    this.brokers = brokers;
    this.schedule = schedule;
  }

  /**
   * @param admin stays open; whoever made it closes it
   */
  public DriftCheck(Admin admin, TopicSettings settings, RetentionSchedule schedule) {
    this(new Brokers(admin, settings.timeout()), schedule);
  }

  /**
   * Passes only if nothing differs.
   *
   * @throws TopicDriftException naming topic, setting, what was found and what is wanted
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public void requireNone() {
    List<Drift> drifts = drifts();
    if (!drifts.isEmpty()) {
      throw new TopicDriftException(drifts);
    }
  }

  /** All differences, by topic and setting. */
  List<Drift> drifts() {
    Set<String> existing = brokers.topics();
    Map<String, Topic<?>> ours =
        Topics.all().stream()
            .collect(Collectors.toMap(Topic::name, topic -> topic, (a, b) -> a, TreeMap::new));
    List<String> others =
        existing.stream()
            .filter(name -> PREFIXES.stream().anyMatch(name::startsWith))
            .filter(name -> !ours.containsKey(name))
            .sorted()
            .toList();
    Map<String, Config> configs =
        brokers.configs(
            Stream.concat(ours.keySet().stream().filter(existing::contains), others.stream())
                .toList());
    List<Drift> drifts = new ArrayList<>();
    ours.forEach(
        (name, topic) ->
            drifts.addAll(
                existing.contains(name)
                    ? ofTopic(topic, configs.get(name))
                    : List.of(new Drift(name, "topic", "missing", "there", false))));
    others.forEach(
        name ->
            drifts.addAll(
                InternalTopics.find(name)
                    .map(topic -> ofInternal(topic, configs.get(name)))
                    .orElseGet(() -> List.of(unknown(name)))));
    configs.forEach(
        (name, config) ->
            addIfAbove(drifts, name, config, "file.delete.delay.ms", millis(schedule.fileDelay())));
    drifts.addAll(ofBrokers());
    return drifts;
  }

  /** Broker-wide settings that the schedule reckons with, and that are not ours to alter. */
  private List<Drift> ofBrokers() {
    List<Drift> drifts = new ArrayList<>();
    new TreeMap<>(brokers.brokerConfigs())
        .forEach(
            (id, config) ->
                new TreeMap<>(schedule.ofBroker())
                    .forEach(
                        (setting, most) -> {
                          if (number(config, setting) > most.toMillis()) {
                            drifts.add(ofBroker(id, setting, number(config, setting), most));
                          }
                        }));
    return drifts;
  }

  private static Drift ofBroker(String id, String setting, long found, Duration most) {
    return new Drift(
        "broker " + id,
        setting,
        String.valueOf(found),
        millis(most)
            + " at most, as alpr.topics.broker-check-interval and broker-clean-delay say: shorten"
            + " it on the broker, or lengthen the setting",
        false);
  }

  /** Nobody says how long it may keep what it holds: left behind by a store that was renamed. */
  private static Drift unknown(String name) {
    return new Drift(name, "topic", "unknown to this version", "deleted", false);
  }

  private Collection<Drift> ofTopic(Topic<?> topic, Config config) {
    List<Drift> drifts = new ArrayList<>(settingsOf(topic, config));
    if (drifts.isEmpty()) {
      beyond(schedule.lifetime(topic, Brokers.settings(config))).ifPresent(drifts::add);
    }
    return drifts;
  }

  private Collection<Drift> settingsOf(Topic<?> topic, Config config) {
    return schedule.topic(topic).entrySet().stream()
        .filter(wanted -> !LEFT_TO_KAFKA.contains(wanted.getKey()))
        .filter(wanted -> !value(config, wanted.getKey()).equals(wanted.getValue()))
        .map(
            wanted ->
                new Drift(
                    topic.name(),
                    wanted.getKey(),
                    value(config, wanted.getKey()),
                    wanted.getValue(),
                    true))
        .toList();
  }

  /** An internal topic may keep less than its class allows, never more. */
  private Collection<Drift> ofInternal(InternalTopic topic, Config config) {
    List<Drift> drifts = new ArrayList<>();
    String cleanup = value(config, CLEANUP);
    TopicLifetime lifetime = schedule.lifetime(topic, Brokers.settings(config));
    if (!lifetime.isWithin()) {
      if (!cleanup.contains("delete")) {
        drifts.add(new Drift(topic.name(), CLEANUP, cleanup, "compact,delete", true));
      }
      schedule.most(topic).entrySet().stream()
          .filter(wanted -> !wanted.getKey().equals(CLEANUP))
          .forEach(
              wanted ->
                  addIfAbove(drifts, topic.name(), config, wanted.getKey(), wanted.getValue()));
    }
    if (lifetime.isWithin() && cleanup.contains("compact")) {
      String setting = "max.compaction.lag.ms";
      addIfAbove(drifts, topic.name(), config, setting, schedule.internalDefaults().get(setting));
    }
    if (drifts.isEmpty()) {
      beyond(lifetime).ifPresent(drifts::add);
    }
    return drifts;
  }

  /** A limit that no setting holds, since the broker takes longer to look and to delete. */
  private static Optional<Drift> beyond(TopicLifetime lifetime) {
    return lifetime.isWithin()
        ? Optional.empty()
        : Optional.of(
            new Drift(
                lifetime.topic(),
                "worst case",
                lifetime.worstCase().map(Duration::toString).orElse("unbounded"),
                lifetime.limit().orElseThrow()
                    + " at most: have the broker look more often, and say so in alpr.topics",
                false));
  }

  private static void addIfAbove(
      List<Drift> drifts, String topic, Config config, String setting, String wanted) {
    long found = number(config, setting);
    if (found < 0 || found > Long.parseLong(wanted)) {
      drifts.add(new Drift(topic, setting, String.valueOf(found), wanted, true));
    }
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }

  private static long number(Config config, String setting) {
    return Long.parseLong(value(config, setting));
  }

  private static String value(Config config, String setting) {
    return config.get(setting).value();
  }
}
