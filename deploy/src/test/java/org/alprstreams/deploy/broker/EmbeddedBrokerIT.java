package org.alprstreams.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.deploy.Ports;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerIT {

  private static final String TOPIC = "kept";

  @TempDir Path directory;

  @Test
  void keepsItsDataAndItsIdentityOverARestart() throws Exception {
    // Given
    BrokerConfig config = config(directory);
    String clusterId;
    try (EmbeddedBroker first = EmbeddedBroker.start(config)) {
      clusterId = first.clusterId();
      write(first, "here before");
    }

    // When
    try (EmbeddedBroker second = EmbeddedBroker.start(config)) {

      // Then
      assertThat(second.clusterId()).isEqualTo(clusterId);
      assertThat(read(second)).containsExactly("here before");
    }
  }

  @Test
  void makesNoTopicBecauseSomebodyNamesIt() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(config(directory));
        Admin admin = Admin.create(client(broker));
        KafkaConsumer<String, String> consumer =
            new KafkaConsumer<>(
                client(broker), new StringDeserializer(), new StringDeserializer())) {
      // When
      consumer.partitionsFor("mistyped");

      // Then
      assertThat(admin.listTopics().names().get()).doesNotContain("mistyped");
    }
  }

  @Test
  void refusesADirectoryThatAnotherBrokerUses() {
    try (EmbeddedBroker first = EmbeddedBroker.start(config(directory))) {
      assertThatThrownBy(() -> EmbeddedBroker.start(config(directory)))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("in use by another process");
      assertThat(first.clusterId()).isNotBlank();
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      BrokerConfig config = new BrokerConfig(directory, other.getLocalPort(), Ports.free());

      // When, then
      assertThatThrownBy(() -> EmbeddedBroker.start(config))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("Port " + other.getLocalPort())
          .hasMessageContaining("alpr.standalone.broker-port");
    }
  }

  @Test
  void refusesADirectoryOfAnotherCluster() throws Exception {
    // Given
    Files.writeString(
        directory.resolve("meta.properties"),
        "version=1\ncluster.id=somebodyElses\nnode.id=7\n",
        StandardCharsets.UTF_8);

    // When, then
    assertThatThrownBy(() -> EmbeddedBroker.start(config(directory)))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("node 7 of cluster somebodyElses");
  }

  @Test
  void refusesADiskThatIsNearlyFull() {
    assertThatThrownBy(() -> new BrokerStorage(directory).checkSpace(10L * 1024 * 1024))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("10 MiB left");
  }

  private static BrokerConfig config(Path directory) {
    return new BrokerConfig(directory, Ports.free(), Ports.free());
  }

  private static Map<String, Object> client(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
  }

  private static void write(EmbeddedBroker broker, String value) throws Exception {
    try (Admin admin = Admin.create(client(broker));
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(client(broker), new StringSerializer(), new StringSerializer())) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
          .all()
          .get();
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static List<String> read(EmbeddedBroker broker) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client(broker), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      return consumer.poll(Duration.ofSeconds(10)).records(new TopicPartition(TOPIC, 0)).stream()
          .map(record -> record.value())
          .toList();
    }
  }
}
