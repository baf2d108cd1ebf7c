package org.alprstreams.retention.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;

/**
 * Gives all partitions to one member of a consumer group, so that of all instances one does the
 * work and another takes it over. Kafka makes it by its name, so it is public.
 */
public final class OneOwner implements ConsumerPartitionAssignor {

  @Override
  public String name() {
    return "one-owner";
  }

  @Override
  public GroupAssignment assign(Cluster metadata, GroupSubscription group) {
    TreeMap<String, Subscription> members = new TreeMap<>(group.groupSubscription());
    Map<String, Assignment> assignments = new HashMap<>();
    members.keySet().forEach(member -> assignments.put(member, new Assignment(List.of())));
    List<TopicPartition> all =
        members.firstEntry().getValue().topics().stream()
            .flatMap(topic -> metadata.partitionsForTopic(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    assignments.put(members.firstKey(), new Assignment(all));
    return new GroupAssignment(assignments);
  }
}
