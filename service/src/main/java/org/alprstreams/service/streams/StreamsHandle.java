package org.alprstreams.service.streams;

import org.apache.kafka.streams.KafkaStreams;

/** A started topology. */
public interface StreamsHandle extends AutoCloseable {

  /** The client, for interactive queries and metadata. */
  KafkaStreams streams();

  /**
   * Leaves the group and stops, within 8 seconds. May be called twice. Leaving the group spares the
   * next start a wait for the session timeout.
   */
  @Override
  void close();
}
