package org.alprstreams.service.streams;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.Topology;

/**
 * Starts topologies the one way this system runs them: named resources, redacting error handlers,
 * health, metrics, and a process that ends when a topology cannot go on. Provisions no topics.
 */
public interface StreamsRunner {

  /**
   * The properties a topology of this application runs with, for {@code
   * StreamsBuilder.build(properties)}; without them {@code topology.optimization} has no effect.
   *
   * @param applicationId such as {@code "alpr-matching"}
   * @param overrides Kafka Streams properties that differ
   */
  Properties properties(String applicationId, Map<String, ?> overrides);

  /**
   * Starts a topology and returns at once. Its state shows in health as {@code
   * streams:<applicationId>}; when it dies, the process ends with a failure.
   *
   * @param overrides the same as given to {@link #properties}
   */
  StreamsHandle start(String applicationId, Topology topology, Map<String, ?> overrides);
}
