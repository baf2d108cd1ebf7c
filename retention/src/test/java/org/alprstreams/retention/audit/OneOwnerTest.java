package org.alprstreams.retention.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OneOwnerTest {

  @Test
  void oneMemberGetsAllPartitionsAndTheOthersNone() {
    // Given
    Node[] nobody = new Node[0];
    Cluster cluster =
        new Cluster(
            "c",
            List.of(),
            List.of(
                new PartitionInfo("t", 0, null, nobody, nobody),
                new PartitionInfo("t", 1, null, nobody, nobody)),
            Set.of(),
            Set.of());
    Subscription subscription = new Subscription(List.of("t"));

    // When
    Map<String, Assignment> assignments =
        new OneOwner()
            .assign(cluster, new GroupSubscription(Map.of("b", subscription, "a", subscription)))
            .groupAssignment();

    // Then
    assertThat(assignments.get("a").partitions())
        .containsExactlyInAnyOrder(new TopicPartition("t", 0), new TopicPartition("t", 1));
    assertThat(assignments.get("b").partitions()).isEmpty();
  }
}
