package org.alprstreams.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.ingest.event.CandidatePublisher;
import org.alprstreams.ingest.event.EventIntake;
import org.alprstreams.ingest.event.EventOutcome;
import org.alprstreams.ingest.event.VendorCameras;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.FramePublisher;
import org.alprstreams.ingest.frame.TopicUnavailableException;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.vendor.EventBody;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.vendor.Samples;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Other makers' events on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class EventBrokerIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T16:00:00Z"), ZoneOffset.UTC);

  KafkaCluster cluster;

  private KafkaClients kafka;
  private CandidatePublisher publisher;
  private EventIntake intake;

  @BeforeEach
  void setUp() throws Exception {
    Settings settings =
        Settings.of(Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers()));
    kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    try (Admin admin = kafka.admin()) {
      // Dated by capture, which is long ago by the time this is run: nothing is to be deleted.
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.CANDIDATES.name(), 2, (short) 1)
                      .configs(Map.of("retention.ms", "-1"))))
          .all()
          .get();
    }
    publisher =
        new CandidatePublisher(
            kafka.producer(
                Topics.CANDIDATES,
                FramePublisher.properties(
                    Duration.ofSeconds(1), Duration.ofSeconds(2), 64 * 1024 * 1024)),
            Duration.ofSeconds(3),
            CLOCK);
    intake =
        new EventIntake(
            camera -> Optional.empty(),
            VendorCameras.none(),
            new CaptureWindow(Duration.ofMinutes(10), Duration.ofSeconds(5), CLOCK),
            ImageLimits.DEFAULT,
            100,
            publisher,
            new SimpleMeterRegistry());
  }

  @AfterEach
  void tearDown() {
    publisher.close();
  }

  @Test
  void acknowledgedEventsAreOnTheTopicUnderTheirCameraAtTheirCaptureTime() throws Exception {
    // When
    submit(EventFormat.REKOR, "rekor-group.json");
    submit(EventFormat.AXIS, "axis-new.json");
    submit(EventFormat.AXIS, "axis-update.json");
    EventOutcome again = submit(EventFormat.AXIS, "axis-update.json");

    // Then
    assertThat(((EventOutcome.Accepted) again).candidates())
        .extracting(EventOutcome.Candidate::duplicate)
        .containsExactly(true);
    List<ConsumerRecord<String, PlateCandidate>> records = records(3);
    assertThat(records).hasSize(3);
    assertThat(records)
        .allSatisfy(
            record -> {
              assertThat(record.key()).isEqualTo("CAM");
              assertThat(record.timestamp())
                  .isEqualTo(record.value().getCapturedAt().toEpochMilli());
              assertThat(record.value().getPlateCrop().remaining()).isPositive();
            });
    assertThat(records)
        .extracting(record -> record.value().getTrackId())
        .containsExactly(
            "rekor-SAMPLEAGENT0000000000000000000000000000A-1207-1795449595100/0",
            "axis-4711",
            "axis-4711");
  }

  @Test
  void eventThatTheBrokerDidNotTakeMayBeSentAgain() throws Exception {
    // Given: one event taken, so that the producer knows its broker, which goes away
    submit(EventFormat.REKOR, "rekor-group.json");
    cluster.stopNodes(node -> true, null);

    // When
    assertThatThrownBy(() -> submit(EventFormat.AXIS, "axis-new.json"))
        .isInstanceOf(TopicUnavailableException.class)
        .hasMessageNotContaining("8SMP");
    assertThat(publisher.health().level()).isEqualTo(Level.DOWN);
    cluster.startNodes(node -> true);

    // Then
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> submit(EventFormat.AXIS, "axis-new.json") != null);
    assertThat(publisher.health().level()).isEqualTo(Level.UP);
    assertThat(records(2).stream().map(record -> record.value().getCandidateId()).distinct())
        .hasSize(2);
  }

  private EventOutcome submit(EventFormat format, String sample) throws Exception {
    return intake.submit(
        format,
        Optional.of("CAM"),
        EventBody.of(Samples.text(sample).getBytes(StandardCharsets.UTF_8)));
  }

  /** All candidates on the topic, once there are at least so many. */
  private List<ConsumerRecord<String, PlateCandidate>> records(int atLeast) {
    try (Consumer<String, PlateCandidate> consumer =
        kafka.consumer(Topics.CANDIDATES, "test", Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CANDIDATES.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, PlateCandidate>> records = new ArrayList<>();
      await()
          .atMost(LONG)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= atLeast;
              });
      return records;
    }
  }
}
