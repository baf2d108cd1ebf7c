package org.alprstreams.service.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic from its end towards its beginning, in steps of time. Nothing is read twice, and
 * nothing is held.
 */
public final class BackwardScan<V extends SpecificRecord> implements AutoCloseable {

  private final ScanConsumer<V> scan;
  private Map<TopicPartition, Long> reached;

  /**
   * Begins where each partition has its first record of this time or a later one. What stands
   * behind that place is not read, whatever time it bears: allow for clocks that differ.
   *
   * @param patience how long the broker may take for the next records
   * @throws ScanException if the topic is missing or the broker is away
   */
  public BackwardScan(KafkaClients kafka, Topic<V> topic, Instant before, Duration patience) {
    scan = ScanConsumer.of(kafka, topic, patience);
    try {
      reached = scan.firstSince(before);
    } catch (ScanException e) {
      scan.close();
      throw e;
    }
  }

  /**
   * Goes back to this time and hands over what was passed, in order within a partition. Every
   * record of this time or a later one has been handed over then, and a few that bear an earlier
   * time because their writers' clocks were behind.
   *
   * @return how many records were handed over
   * @throws ScanException if they do not come whole
   */
  public long backTo(Instant time, TopicFollower.Listener<V> listener) {
    Map<TopicPartition, Long> end = reached;
    reached = scan.firstSince(time);
    return scan.read(reached, end, listener);
  }

  @Override
  public void close() {
    scan.close();
  }
}
