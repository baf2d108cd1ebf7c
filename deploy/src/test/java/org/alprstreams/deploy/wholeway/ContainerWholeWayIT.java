package org.alprstreams.deploy.wholeway;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The whole way on Kafka's own container image, where Docker is there. */
@EnabledIf(
    value = "isDockerThere",
    disabledReason = "No Docker here: InProcessBrokerWholeWayIT is the same on a broker in the JVM")
class ContainerWholeWayIT extends WholeWayIT {

  private static KafkaContainer kafka;

  static boolean isDockerThere() {
    return DockerClientFactory.instance().isDockerAvailable();
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
