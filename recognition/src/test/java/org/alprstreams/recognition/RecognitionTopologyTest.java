package org.alprstreams.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException.Reason;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecognitionTopologyTest {

  private static final Instant CAPTURED = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:05Z");

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RecognitionSettings settings =
      Settings.of(Map.of("alpr.recognition.scene-width", "320")).of(RecognitionSettings.class);
  private TopologyTestDriver driver;
  private TestInputTopic<String, Frame> frames;
  private TestOutputTopic<String, PlateCandidate> candidates;
  private TestOutputTopic<String, DeadLetter> deadLetters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "alpr-recognition");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    driver = new TopologyTestDriver(topology(), properties, NOW);
    frames =
        driver.createInputTopic(
            Topics.FRAMES.name(),
            Serdes.String().serializer(),
            serdes.value(Topics.FRAMES).serializer());
    candidates =
        driver.createOutputTopic(
            Topics.CANDIDATES.name(),
            Serdes.String().deserializer(),
            serdes.value(Topics.CANDIDATES).deserializer());
    deadLetters =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(),
            Serdes.String().deserializer(),
            serdes.value(Topics.DEAD_LETTERS).deserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void is_described_as_written_down() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("/golden/topology.txt")) {
      assertThat(topology().describe().toString())
          .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void each_look_becomes_a_candidate_with_its_pictures() {
    // When
    frames.pipeInput("CAM-1", frame(TestImages.street("7ABC123", 640, 480)), CAPTURED);
    // Then
    List<TestRecord<String, PlateCandidate>> out = candidates.readRecordsToList();
    assertThat(out).extracting(TestRecord::key).containsExactly("CAM-1", "CAM-1");
    assertThat(out).extracting(TestRecord::getRecordTime).containsOnly(CAPTURED);
    PlateCandidate first = out.get(0).value();
    assertThat(first.getCandidateId()).isEqualTo("frame-1-0");
    assertThat(out.get(1).value().getCandidateId()).isEqualTo("frame-1-1");
    assertThat(first.getText()).isEqualTo("AB12");
    assertThat(first.getCharacters()).hasSize(4);
    assertThat(first.getConfidence()).isEqualTo(0.75f);
    assertThat(first.getDetectionConfidence()).isEqualTo(0.5f);
    assertThat(first.getState()).isNull();
    assertThat(first.getEngine()).isEqualTo("fixed 1");
    assertThat(first.getCapturedAt()).isEqualTo(CAPTURED);
    assertThat(first.getFrameWidth()).isEqualTo(640);
    FrameImage crop = image(first.getPlateCrop());
    assertThat(crop.width()).isEqualTo(first.getBox().getWidth());
    assertThat(image(first.getScene()).width()).isEqualTo(320);
    assertThat(deadLetters.isEmpty()).isTrue();
    assertThat(meters.get("alpr.recognition.frames").timer().count()).isEqualTo(1);
    assertThat(meters.get("alpr.recognition.candidates").counter().count()).isEqualTo(2);
    for (String stage : List.of("decode", "pictures")) {
      assertThat(meters.get("alpr.recognition.stage").tag("stage", stage).timer().count())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void a_frame_that_can_not_be_decoded_is_counted_and_leaves_nothing_of_itself(Reason reason) {
    // When a bad frame comes, and a good one after it
    frames.pipeInput("CAM-1", frame(undecodable(reason)), CAPTURED);
    frames.pipeInput("CAM-1", frame(TestImages.street("7ABC123", 640, 480)), CAPTURED);
    // Then
    TestRecord<String, DeadLetter> letter = deadLetters.readRecord();
    assertThat(letter.key()).isNull();
    assertThat(letter.headers()).isEmpty();
    assertThat(letter.value().getApplication()).isEqualTo("recognition");
    assertThat(letter.value().getStage()).isEqualTo(FailureStage.PROCESSING);
    assertThat(letter.value().getTopic()).isEqualTo("alpr.frames");
    assertThat(letter.value().getPartition()).isZero();
    assertThat(letter.value().getOffset()).isZero();
    assertThat(letter.value().getAt()).isEqualTo(NOW);
    assertThat(meters.get("alpr.recognition.undecodable").tag("reason", reason.name()).counter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
    assertThat(candidates.readValuesToList()).hasSize(2);
  }

  @Test
  void keeps_few_frames_in_memory() {
    assertThat(RecognitionTopology.properties(settings))
        .containsEntry("buffered.records.per.partition", 4)
        .containsEntry("consumer.max.poll.records", 4)
        .containsEntry("producer.linger.ms", 0)
        .containsEntry("num.stream.threads", 1);
  }

  private Topology topology() {
    return RecognitionTopology.build(
        settings, new FixedReader(List.of("AB12", "CD34")), serdes, meters);
  }

  private static byte[] undecodable(Reason reason) {
    return switch (reason) {
      case EMPTY -> new byte[0];
      case NOT_AN_IMAGE -> "GIF89a".getBytes(StandardCharsets.US_ASCII);
      case TOO_LARGE -> TestImages.pngHeader(100_000, 100_000);
      case TOO_SMALL -> TestImages.pngHeader(4, 4);
      case CORRUPT -> Arrays.copyOf(TestImages.street("7ABC123", 640, 480), 40);
    };
  }

  private static Frame frame(byte[] jpeg) {
    return Frame.newBuilder()
        .setFrameId("frame-1")
        .setCameraId("CAM-1")
        .setCapturedAt(CAPTURED)
        .setReceivedAt(NOW)
        .setSequence(1)
        .setSource(FrameSource.FOLDER)
        .setWidth(640)
        .setHeight(480)
        .setJpeg(ByteBuffer.wrap(jpeg))
        .build();
  }

  private static FrameImage image(ByteBuffer jpeg) {
    byte[] bytes = new byte[jpeg.remaining()];
    jpeg.get(bytes);
    return TestImages.decoded(bytes);
  }
}
