package org.alprstreams.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.FramePublisher;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.frame.Submission;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.frame.TopicUnavailableException.Away;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first frame comes while the broker runs and the schema registry does not. */
@ExtendWith(KafkaClusterExtension.class)
class RegistryOutageIT {

  KafkaCluster cluster;

  private final AtomicBoolean away = new AtomicBoolean(true);

  @Test
  void firstFrameWhileTheRegistryIsAwayIsNotPublishedAndComesInWhenItIsSentAgain()
      throws Exception {
    // Given
    KafkaClients kafka =
        new SettingsKafkaClients(
            Settings.of(Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers())),
            new SerdesOfARegistry());
    try (Admin admin = kafka.admin()) {
      admin.createTopics(List.of(new NewTopic(Topics.FRAMES.name(), 1, (short) 1))).all().get();
    }
    Clock clock = Clock.systemUTC();
    try (FramePublisher publisher =
        new FramePublisher(
            kafka.producer(
                Topics.FRAMES,
                FramePublisher.properties(
                    Duration.ofSeconds(10), Duration.ofSeconds(10), 64 * 1024 * 1024)),
            Duration.ofSeconds(20),
            clock)) {
      FrameIntake intake = Intakes.of(publisher, clock, new SimpleMeterRegistry());
      Submission frame =
          new Submission(
              "CAM", FrameSource.HTTP, "one", 0, clock.instant(), Pictures.jpeg(64, 48, 1));

      // When
      TopicUnavailableException failure =
          catchThrowableOfType(TopicUnavailableException.class, () -> intake.submit(frame));

      // Then
      assertThat(failure.away()).isEqualTo(Away.REGISTRY);
      assertThat(failure).hasMessageContaining("alpr.registry.url");
      assertThat(publisher.health().level()).isEqualTo(Level.DOWN);
      assertThat(frames(kafka)).isZero();

      // When: the same, with the registry back
      away.set(false);
      Outcome outcome = intake.submit(frame);

      // Then
      assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
      assertThat(publisher.health().level()).isEqualTo(Level.UP);
      assertThat(frames(kafka)).isEqualTo(1);
    }
  }

  private static long frames(KafkaClients kafka) throws Exception {
    TopicPartition partition = new TopicPartition(Topics.FRAMES.name(), 0);
    try (Admin admin = kafka.admin()) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    }
  }

  /** Fails as Apicurio's serializer does. */
  private final class SerdesOfARegistry implements RecordSerdes {

    private final RecordSerdes serdes = RecordSerdes.registryFree();

    @Override
    public <T extends SpecificRecord> Serde<T> value(Topic<T> topic) {
      Serde<T> whole = serdes.value(topic);
      Serializer<T> flaky =
          (name, value) -> {
            if (away.get()) {
              throw new RuntimeException(
                  new RuntimeException(new ConnectException("Connection refused")));
            }
            return whole.serializer().serialize(name, value);
          };
      return Serdes.serdeFrom(flaky, whole.deserializer());
    }

    @Override
    public <T extends SpecificRecord> Serde<T> store(Class<T> type) {
      return serdes.store(type);
    }
  }
}
