package org.alprstreams.service.topics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates every topic with the retention schedule's settings, and mends those that differ. */
public final class TopicProvisioner {

  private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);

  private final TopicSettings settings;
  private final RetentionSchedule schedule;
  private final Brokers brokers;

  /**
   * @param admin stays open; whoever made it closes it
   */
  public TopicProvisioner(Admin admin, TopicSettings settings, RetentionSchedule schedule) {
    this.settings = settings;
    this.schedule = schedule;
    this.brokers = new Brokers(admin, settings.timeout());
  }

  /**
   * Creates what is missing and brings existing topics, internal ones included, to the schedule.
   * Doing it again changes nothing. Data that a shorter setting condemns is deleted by the broker.
   *
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public void provision() {
    Set<String> existing = brokers.topics();
    List<Topic<?>> missing =
        Topics.all().stream().filter(topic -> !existing.contains(topic.name())).toList();
    create(missing);
    List<String> made = missing.stream().map(Topic::name).toList();
    brokers.await("show the topics it made", () -> brokers.topics().containsAll(made));
    align(drifts());
    brokers.await("show the topics it altered", () -> drifts().isEmpty());
    Copies.warning(brokers).ifPresent(LOG::warn);
  }

  private List<Drift> drifts() {
    return new DriftCheck(brokers, schedule).drifts().stream().filter(Drift::canBeMended).toList();
  }

  private void create(Collection<Topic<?>> topics) {
    Map<String, KafkaFuture<Void>> results =
        brokers.admin().createTopics(topics.stream().map(this::newTopic).toList()).values();
    results.forEach(
        (name, result) -> {
          Optional<Throwable> failure = brokers.failure("create topic " + name, result);
          // Another process may have created it in between.
          failure
              .filter(cause -> !(cause instanceof TopicExistsException))
              .ifPresent(
                  cause -> {
                    throw BrokerException.refused("create topic " + name, cause);
                  });
          if (failure.isEmpty()) {
            LOG.atInfo().addKeyValue("topic", name).log("topic created");
          }
        });
  }

  private NewTopic newTopic(Topic<?> topic) {
    return new NewTopic(
            topic.name(),
            Optional.of(settings.partitions()),
            Optional.of(settings.replicationFactor())
                .filter(factor -> factor > 0)
                .map(Integer::shortValue))
        .configs(settings(topic));
  }

  /** With three copies one may be away, and no more: what is acknowledged is on two at least. */
  private Map<String, String> settings(Topic<?> topic) {
    Map<String, String> wanted = new HashMap<>(schedule.topic(topic));
    if (settings.replicationFactor() >= 3) {
      wanted.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return wanted;
  }

  private void align(List<Drift> drifts) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        drifts.stream()
            .collect(
                Collectors.groupingBy(
                    drift -> new ConfigResource(ConfigResource.Type.TOPIC, drift.topic()),
                    Collectors.mapping(
                        drift ->
                            new AlterConfigOp(
                                new ConfigEntry(drift.setting(), drift.wanted()), OpType.SET),
                        Collectors.toCollection(ArrayList<AlterConfigOp>::new))))
            .entrySet()
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    brokers.get("alter topics", brokers.admin().incrementalAlterConfigs(changes).all());
    drifts.forEach(
        drift ->
            LOG.atInfo()
                .addKeyValue("topic", drift.topic())
                .addKeyValue("setting", drift.setting())
                .addKeyValue("from", drift.found())
                .addKeyValue("to", drift.wanted())
                .log("topic altered"));
  }
}
