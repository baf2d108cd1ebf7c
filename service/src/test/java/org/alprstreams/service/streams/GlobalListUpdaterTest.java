package org.alprstreams.service.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.alprstreams.service.topics.Heartbeats;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalListUpdaterTest {

  private static final String LIST = "list";

  private final ListRevision revision = new ListRevision();

  @TempDir Path directory;

  @Test
  void heartbeatsAreNoChangesOfTheList() {
    try (TopologyTestDriver driver = new TopologyTestDriver(topology(), properties())) {
      TestInputTopic<String, String> list =
          driver.createInputTopic(LIST, new StringSerializer(), new StringSerializer());

      // Given
      list.pipeInput("kept", "entry");

      // When
      list.pipeInput(Heartbeats.KEY, (String) null);

      // Then
      assertThat(revision.additions()).isEqualTo(1);
      assertThat(revision.changes()).isEqualTo(1);

      // When
      list.pipeInput("kept", (String) null);

      // Then
      assertThat(revision.additions()).isEqualTo(1);
      assertThat(revision.changes()).isEqualTo(2);
    }
  }

  private Topology topology() {
    return new Topology()
        .addGlobalStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(LIST), Serdes.String(), Serdes.String())
                .withLoggingDisabled(),
            "source",
            new StringDeserializer(),
            new StringDeserializer(),
            LIST,
            "update",
            () -> new GlobalListUpdater<>(LIST, revision));
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "list-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    return properties;
  }
}
