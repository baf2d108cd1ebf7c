package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.schemas.plate.PlateHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An opt-out list that this process cannot use is noticed. */
@ExtendWith(KafkaClusterExtension.class)
class OptOutSecretIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path data;
  private Feed feed;
  private Instance instance;

  @BeforeEach
  void start() throws Exception {
    feed = new Feed(cluster.getBootstrapServers());
    instance = Instance.start(cluster.getBootstrapServers(), data, Map.of());
    await().atMost(PATIENCE).until(instance::ready);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void listOfAnotherSecretTakesRetentionOutOfService() throws Exception {
    // When somebody opts out with another secret
    feed.listed("0".repeat(64));

    // Then
    await().atMost(PATIENCE).until(() -> !instance.ready());
    assertThat(instance.health("retention:opt-out-list").detail())
        .contains("another secret than alpr.opt-out.secret");

    // When the list turns out to be of this one
    feed.listed(PlateHash.ofSecret(Instance.OPT_OUT_SECRET).checkKey());

    // Then
    await().atMost(PATIENCE).until(instance::ready);
  }
}
