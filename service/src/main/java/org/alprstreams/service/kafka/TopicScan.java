package org.alprstreams.service.kafka;

import java.time.Duration;
import org.alprstreams.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads every partition of a topic once, up to where it ends now, committed records only and in
 * order within a partition. A record that cannot be decoded ends the scan: who reads an audit log
 * has to know that it is whole.
 */
public final class TopicScan {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TopicScan() {}

  /**
   * Hands over all records.
   *
   * @throws ScanException if the topic is missing or does not come whole
   */
  public static <V extends SpecificRecord> void all(
      KafkaClients kafka, Topic<V> topic, TopicFollower.Listener<V> listener) {
    try (ScanConsumer<V> scan = new ScanConsumer<>(kafka, topic, PATIENCE)) {
      scan.read(scan.beginnings(), scan.ends(), listener);
    }
  }
}
