package org.alprstreams.service.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;

/** Tells how long the topics on a broker keep what they hold, and how long they may. */
public final class TopicReport {

  private final Brokers brokers;
  private final RetentionSchedule schedule;

  /**
   * @param admin stays open; whoever made it closes it
   */
  public TopicReport(Admin admin, TopicSettings settings, RetentionSchedule schedule) {
    this.brokers = new Brokers(admin, settings.timeout());
    this.schedule = schedule;
  }

  /**
   * Of all topics of the system that exist, internal ones last.
   *
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public List<TopicLifetime> lifetimes() {
    Set<String> existing = brokers.topics();
    Map<String, Config> configs =
        brokers.configs(
            Stream.concat(
                    Topics.all().stream().map(Topic::name),
                    InternalTopics.all().stream().map(InternalTopic::name))
                .filter(existing::contains)
                .toList());
    List<TopicLifetime> lifetimes = new ArrayList<>();
    Topics.all().stream()
        .filter(topic -> configs.containsKey(topic.name()))
        .map(topic -> schedule.lifetime(topic, Brokers.settings(configs.get(topic.name()))))
        .forEach(lifetimes::add);
    InternalTopics.all().stream()
        .filter(topic -> configs.containsKey(topic.name()))
        .map(topic -> schedule.lifetime(topic, Brokers.settings(configs.get(topic.name()))))
        .forEach(lifetimes::add);
    return lifetimes;
  }
}
