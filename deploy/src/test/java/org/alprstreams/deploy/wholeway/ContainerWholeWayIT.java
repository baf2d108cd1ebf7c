package org.alprstreams.deploy.wholeway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The whole way on Kafka's own container image, where Docker is there. */
class ContainerWholeWayIT extends WholeWayIT {

  private static KafkaContainer kafka;

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "Skipped: no Docker here. The same test ran on a broker in this JVM.");
    kafka = new KafkaContainer("apache/kafka:4.3.1");
    kafka.start();
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.stop();
    }
  }

  @Override
  String bootstrapServers() {
    return kafka.getBootstrapServers();
  }
}
