package org.alprstreams.retention.query;

import java.util.HashMap;
import java.util.Map;
import org.alprstreams.retention.store.ReadStores;
import org.alprstreams.schemas.topic.Topics;
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
    try {
      Map<Integer, HostInfo> owners = new HashMap<>();
      for (StreamsMetadata instance : streams.streamsMetadataForStore(ReadStores.READS_BY_PLATE)) {
        instance.topicPartitions().stream()
            .filter(partition -> partition.topic().equals(Topics.READS.name()))
            .forEach(partition -> owners.put(partition.partition(), instance.hostInfo()));
      }
      return owners;
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw assigning(e);
    }
  }

  private static ReadsUnavailable assigning(RuntimeException cause) {
    return new ReadsUnavailable("Reads are being assigned to instances.", cause);
  }
}
