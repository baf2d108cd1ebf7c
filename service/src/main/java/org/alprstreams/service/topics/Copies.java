package org.alprstreams.service.topics;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Whether topics outlive the loss of a broker's disk: Kafka's own default is one copy, and what an
 * acknowledgement of the access log or of an opt-out is worth hangs on that.
 */
final class Copies {

  private static final int ENOUGH = 3;

  private Copies() {}

  /** What an operator has to know of the copies there are, or empty where nothing is amiss. */
  static Optional<String> warning(Brokers brokers) {
    int count = brokers.get("list brokers", brokers.admin().describeCluster().nodes()).size();
    Map<String, TopicDescription> topics =
        brokers.get(
            "describe topics",
            brokers
                .admin()
                .describeTopics(
                    brokers.topics().stream().filter(name -> name.startsWith("alpr")).toList())
                .allTopicNames());
    return warning(
        count,
        topics.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    topic ->
                        topic.getValue().partitions().stream()
                            .mapToInt(partition -> partition.replicas().size())
                            .min()
                            .orElse(0))));
  }

  /**
   * @param brokers how many there are
   * @param copies by topic, the fewest of any of its partitions
   */
  static Optional<String> warning(int brokers, Map<String, Integer> copies) {
    int wanted = Math.min(brokers, ENOUGH);
    long few = copies.values().stream().filter(count -> count < wanted).count();
    if (brokers == 1 || few == 0) {
      return Optional.empty();
    }
    return Optional.of(
        few
            + " topics have fewer than "
            + wanted
            + " copies on "
            + brokers
            + " brokers: a lost disk may take reads, opt-outs and access records with it. New"
            + " topics are made with alpr.topics.replication-factor, those of state with"
            + " alpr.streams.replication-factor; those that exist are changed with"
            + " kafka-reassign-partitions.sh");
  }
}
