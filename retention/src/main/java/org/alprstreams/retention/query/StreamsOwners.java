package org.alprstreams.retention.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.alprstreams.retention.store.ReadStores;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/** Owners as the group's last assignment names them. */
final class StreamsOwners implements Owners {

  private final KafkaStreams streams;
  private final int partitions;
  private final StringSerializer keys = new StringSerializer();

  /**
   * @param partitions of the reads' topic, all there are
   */
  StreamsOwners(KafkaStreams streams, int partitions) {
    this.streams = streams;
    this.partitions = partitions;
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public int partitionOf(String plateKey) {
    try {
      KeyQueryMetadata found =
          streams.queryMetadataForKey(ReadStores.READS_BY_PLATE, plateKey, keys);
      if (found == null || KeyQueryMetadata.NOT_AVAILABLE.equals(found)) {
        throw assigning(null);
      }
      return found.partition();
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw assigning(e);
    }
  }

  @Override
  public Map<Integer, HostInfo> current() {
    Map<Integer, HostInfo> owners = new HashMap<>();
    for (StreamsMetadata instance : instances()) {
      partitions(instance.topicPartitions())
          .forEach(partition -> owners.put(partition, instance.hostInfo()));
    }
    return owners;
  }

  @Override
  public Map<Integer, List<HostInfo>> standbys() {
    Map<Integer, List<HostInfo>> standbys = new HashMap<>();
    instances().stream()
        .sorted(Comparator.comparing(instance -> instance.hostInfo().toString()))
        .forEach(
            instance ->
                partitions(instance.standbyTopicPartitions())
                    .forEach(
                        partition ->
                            standbys
                                .computeIfAbsent(partition, none -> new ArrayList<>())
                                .add(instance.hostInfo())));
    return standbys;
  }

  private Collection<StreamsMetadata> instances() {
    try {
      return streams.streamsMetadataForStore(ReadStores.READS_BY_PLATE);
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw assigning(e);
    }
  }

  private static Stream<Integer> partitions(Set<TopicPartition> all) {
    return all.stream()
        .filter(partition -> partition.topic().equals(Topics.READS.name()))
        .map(TopicPartition::partition);
  }

  private static ReadsUnavailable assigning(RuntimeException cause) {
    return new ReadsUnavailable("Reads are being assigned to instances.", cause);
  }
}
