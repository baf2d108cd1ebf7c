package org.alprstreams.deploy.wholeway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The whole way on Kafka's own container image, where Docker is there. */
@EnabledIf(value = "isDockerThere", disabledReason = ContainerWholeWayIT.SKIPPED)
class ContainerWholeWayIT extends WholeWayIT {

  static final String SKIPPED =
      "Skipped, no Docker here: InProcessBrokerWholeWayIT is the same on a broker in the JVM";

  private static final Logger LOG = LoggerFactory.getLogger(ContainerWholeWayIT.class);

  private static KafkaContainer kafka;

  static boolean isDockerThere() {
    boolean there = DockerClientFactory.instance().isDockerAvailable();
    if (!there) {
      // Maven writes the reason of a skipped class to its report only.
      LOG.warn(SKIPPED);
    }
    return there;
  }

  @BeforeAll
  static void start() {
    kafka = new KafkaContainer("apache/kafka:4.3.1");
    kafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.stop();
  }

  @Override
  String bootstrapServers() {
    return kafka.getBootstrapServers();
  }
}
