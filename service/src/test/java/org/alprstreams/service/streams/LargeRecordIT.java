package org.alprstreams.service.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.config.Settings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaClusterExtension.class)
class LargeRecordIT {

  private static final String TOPIC = "large";
  private static final int LARGEST = 9 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static KafkaCluster cluster;

  @Test
  void recordLargerThanAFetchArrivesAndThoseAroundItToo() throws Exception {
    // Given
    Map<String, Object> broker = cluster.getKafkaClientConfiguration();
    NewTopic topic =
        new NewTopic(TOPIC, Optional.of(1), Optional.empty())
            .configs(Map.of("max.message.bytes", String.valueOf(10 << 20)));
    try (Admin admin = Admin.create(broker)) {
      admin.createTopics(List.of(topic)).all().get();
    }
    StreamsConfig config =
        new StreamsConfig(
            new StreamsProperties(
                    Settings.of(
                        Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers())),
                    RecordSerdes.registryFree(),
                    new SimpleMeterRegistry(),
                    Map.of(),
                    Clock.systemUTC())
                .of("alpr-sample", Map.of()));
    Map<String, Object> consumer = new HashMap<>(config.getMainConsumerConfigs("sample", "c", 0));
    consumer.keySet().removeIf(name -> !ConsumerConfig.configNames().contains(name));
    consumer.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);

    // When
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            config.getProducerConfigs("c"), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int bytes : new int[] {10, LARGEST, 20}) {
        producer.send(new ProducerRecord<>(TOPIC, new byte[bytes])).get();
      }
    }

    // Then
    List<Integer> seen = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reader.subscribe(List.of(TOPIC));
      long until = System.nanoTime() + PATIENCE.toNanos();
      while (seen.size() < 3 && System.nanoTime() < until) {
        reader.poll(Duration.ofMillis(100)).forEach(record -> seen.add(record.value().length));
      }
    }
    assertThat(seen).containsExactly(10, LARGEST, 20);
  }
}
