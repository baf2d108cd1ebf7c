package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;

/**
 * Compares all topics of the system with the retention schedule, those that Kafka Streams made for
 * itself included: changing a policy does not change a topic that exists.
 */
public final class DriftCheck {

  /** All application ids begin so, hence all internal topics. */
  private static final String PREFIX = "alpr-";

  private static final String CHANGELOG = "-changelog";
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
    List<String> internal =
        existing.stream()
            .filter(name -> name.startsWith(PREFIX) && name.endsWith(CHANGELOG))
            .sorted()
            .toList();
    Map<String, Config> configs =
        brokers.configs(
            Stream.concat(ours.keySet().stream().filter(existing::contains), internal.stream())
                .toList());
    List<Drift> drifts = new ArrayList<>();
    ours.forEach(
        (name, topic) ->
            drifts.addAll(
                existing.contains(name)
                    ? ofTopic(topic, configs.get(name))
                    : List.of(new Drift(name, "topic", "missing", "there", false))));
    internal.forEach(name -> drifts.addAll(ofChangelog(name, configs.get(name))));
    return drifts;
  }

  private Collection<Drift> ofTopic(Topic<?> topic, Config config) {
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

  /**
   * A changelog may keep less than the longest-lived reads, never more. Repartition topics are
   * emptied by the application that owns them.
   */
  private Collection<Drift> ofChangelog(String name, Config config) {
    List<Drift> drifts = new ArrayList<>();
    String cleanup = value(config, "cleanup.policy");
    if (cleanup.contains("delete")) {
      Map<String, String> longest = schedule.windowChangelog(DataClass.READ);
      Duration found =
          schedule.worstCase(
              Duration.ofMillis(number(config, "retention.ms")),
              Duration.ofMillis(number(config, "segment.ms")));
      if (number(config, "retention.ms") < 0
          || found.compareTo(schedule.limit(DataClass.READ)) > 0) {
        longest.forEach((setting, wanted) -> addIfAbove(drifts, name, config, setting, wanted));
      }
    }
    if (cleanup.contains("compact")) {
      String setting = "max.compaction.lag.ms";
      addIfAbove(drifts, name, config, setting, schedule.internalDefaults().get(setting));
    }
    return drifts;
  }

  private static void addIfAbove(
      List<Drift> drifts, String topic, Config config, String setting, String wanted) {
    long found = number(config, setting);
    if (found < 0 || found > Long.parseLong(wanted)) {
      drifts.add(new Drift(topic, setting, String.valueOf(found), wanted, true));
    }
  }

  private static long number(Config config, String setting) {
    return Long.parseLong(value(config, setting));
  }

  private static String value(Config config, String setting) {
    return config.get(setting).value();
  }
}
