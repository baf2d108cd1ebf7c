package org.alprstreams.deploy.wholeway;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole way on a broker in this JVM. */
@ExtendWith(KafkaClusterExtension.class)
class InProcessBrokerWholeWayIT extends WholeWayIT {

  KafkaCluster cluster;

  @Override
  String bootstrapServers() {
    return cluster.getBootstrapServers();
  }
}
