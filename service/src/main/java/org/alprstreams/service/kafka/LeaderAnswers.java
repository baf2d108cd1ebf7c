package org.alprstreams.service.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;

/**
 * What the brokers that lead a topic's partitions have answered a consumer. That others answer says
 * nothing: those that lead may be the ones that are lost.
 */
final class LeaderAnswers {

  /** The consumer's properties under which nobody but leaders is read from. */
  static final Map<String, String> CONSUMER = Map.of(ConsumerConfig.CLIENT_RACK_CONFIG, "");

  private LeaderAnswers() {}

  /**
   * Counts them from what the consumer knows already, without asking.
   *
   * @return for each leader, how many; a partition without a leader has none
   * @throws org.apache.kafka.common.errors.RetriableException if the consumer has forgotten the
   *     topic and cannot ask within the timeout
   */
  static Map<String, Double> of(Consumer<?, ?> consumer, String topic, Duration timeout) {
    Map<String, Double> answers = new HashMap<>();
    consumer
        .metrics()
        .forEach(
            (name, metric) -> {
              if (name.group().equals("consumer-node-metrics")
                  && name.name().equals(BrokerContact.ANSWERS)) {
                answers.put(name.tags().get("node-id"), (Double) metric.metricValue());
              }
            });
    Map<String, Double> ofLeaders = new HashMap<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic, timeout)) {
      Node leader = partition.leader();
      String who =
          leader == null ? "leader of partition " + partition.partition() : "node-" + leader.id();
      ofLeaders.put(who, answers.getOrDefault(who, 0.0));
    }
    return ofLeaders;
  }
}
