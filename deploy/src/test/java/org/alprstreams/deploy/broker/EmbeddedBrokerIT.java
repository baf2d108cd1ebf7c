package org.alprstreams.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alprstreams.deploy.Ports;
import org.alprstreams.service.health.HealthState.Level;
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
  private static final Duration SOON = Duration.ofSeconds(30);

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
  void tellsThatItsDiskIsGoneAndCanBeClosedThen() throws Exception {
    // Given
    Path data = directory.resolve("kafka");
    List<String> told = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(config(data))) {
      broker.onEnd(told::add);
      write(broker, "here before");
      assertThat(broker.state().level()).isEqualTo(Level.UP);

      // When: it notices with the next of its files that it cannot write
      Files.move(data, directory.resolve("elsewhere"));

      // Then
      await().atMost(SOON).until(() -> !told.isEmpty());
      assertThat(told).singleElement().asString().contains("is its disk full, or gone?");
      assertThat(broker.state().level()).isEqualTo(Level.DEAD);
    }

    // When: the disk is back
    Files.move(directory.resolve("elsewhere"), data);

    // Then: what was acknowledged is there
    try (EmbeddedBroker broker = EmbeddedBroker.start(config(data))) {
      assertThat(read(broker)).containsExactly("here before");
    }
  }

  @Test
  void tellsThatItWasStoppedBehindItsUsersBackAndNotThatItWasClosed() {
    // Given
    List<String> told = new CopyOnWriteArrayList<>();
    try (EmbeddedBroker broker = EmbeddedBroker.start(config(directory))) {
      broker.onEnd(told::add);

      // When
      broker.server().shutdown();

      // Then
      await().atMost(SOON).until(() -> !told.isEmpty());
      assertThat(told).containsExactly("The Kafka broker has stopped by itself");
    }

    // When
    List<String> after = new CopyOnWriteArrayList<>();
    EmbeddedBroker closed = EmbeddedBroker.start(config(directory));
    closed.onEnd(after::add);
    closed.close();

    // Then
    assertThat(closed.state().level()).isEqualTo(Level.UP);
    assertThat(after).isEmpty();
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
