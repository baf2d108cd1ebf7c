package org.alprstreams.service.kafka;

import java.time.Duration;
import java.time.Instant;
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
    try (ScanConsumer<V> scan = ScanConsumer.of(kafka, topic, PATIENCE)) {
      scan.read(scan.beginnings(), scan.ends(), listener);
    }
  }

  /**
   * Hands over all keys and times, with values as bytes: nothing is decoded, so that no value can
   * end the scan.
   *
   * @throws ScanException if the topic is missing or does not come whole
   */
  public static void keys(
      KafkaClients kafka, Topic<?> topic, TopicFollower.Listener<byte[]> listener) {
    try (ScanConsumer<byte[]> scan = ScanConsumer.ofBytes(kafka, topic, PATIENCE)) {
      scan.read(scan.beginnings(), scan.ends(), listener);
    }
  }

  /**
   * Hands over all records from the first with this time or a later one, in each partition, on.
   *
   * @param patience how long the broker may take for the next records
   * @throws ScanException if the topic is missing or does not come whole
   */
  public static <V extends SpecificRecord> void since(
      KafkaClients kafka,
      Topic<V> topic,
      Instant from,
      Duration patience,
      TopicFollower.Listener<V> listener) {
    try (ScanConsumer<V> scan = ScanConsumer.of(kafka, topic, patience)) {
      scan.read(scan.firstSince(from), scan.ends(), listener);
    }
  }
}
