package org.alprstreams.deploy.cameras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.Priority;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.ingest.event.CandidatePublisher;
import org.alprstreams.ingest.event.EventIntake;
import org.alprstreams.ingest.event.VendorCameras;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.vendor.EventBody;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.matching.MatchingRules;
import org.alprstreams.matching.MatchingTopology;
import org.alprstreams.matching.hotlist.AlertRules;
import org.alprstreams.matching.hotlist.MatchRules;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.matching.passage.PassageRules;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other makers' events as ingest takes them in, through matching as it is. */
class ThirdPartyCamerasTest {

  private static final Instant NOW = VendorSamples.NOW;
  private static final String CAMERA = "CAM-7";
  private static final RecordSerdes SERDES = RecordSerdes.registryFree();
  private static final OptOutKeys KEYS = new OptOutKeys(new PlateHash(new byte[32]), 1);

  /** As the defaults of the settings are. */
  private static final MatchingRules RULES =
      new MatchingRules(
          new PassageRules(
              Duration.ofSeconds(3),
              Duration.ofSeconds(2),
              Duration.ofSeconds(15),
              Duration.ofMinutes(4),
              Duration.ofMinutes(5),
              0.8,
              0.5,
              8),
          new MatchRules(EnumSet.of(HotlistCategory.STOLEN_VEHICLE), 1),
          0.05,
          new AlertRules(Duration.ofDays(1), Duration.ofDays(30), Duration.ZERO),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private final MockProducer<String, PlateCandidate> producer =
      new MockProducer<>(
          Cluster.empty(),
          true,
          null,
          new StringSerializer(),
          SERDES.value(Topics.CANDIDATES).serializer());

  /** Its clock stands, and what comes later in a test is let in all the same. */
  private final EventIntake intake =
      new EventIntake(
          camera -> Optional.empty(),
          VendorCameras.none(),
          new CaptureWindow(
              Duration.ofMinutes(10), Duration.ofMinutes(10), Clock.fixed(NOW, ZoneOffset.UTC)),
          ImageLimits.DEFAULT,
          100,
          new CandidatePublisher(
              producer, Duration.ofSeconds(30), Clock.fixed(NOW, ZoneOffset.UTC)),
          new SimpleMeterRegistry());

  private final TopologyTestDriver matching =
      new TopologyTestDriver(
          MatchingTopology.build(RULES, KEYS, SERDES, new SimpleMeterRegistry(), properties()),
          properties(),
          NOW);
  private final TestInputTopic<String, PlateCandidate> candidates = input(Topics.CANDIDATES);
  private final TestOutputTopic<String, PlateRead> reads = output(Topics.READS);
  private final TestOutputTopic<String, ReadImage> images = output(Topics.READ_IMAGES);
  private final TestOutputTopic<String, Alert> alerts = output(Topics.ALERTS);

  /** The samples were captured before this task began: until it is sure none waits, time stands. */
  @BeforeEach
  void catchUp() {
    pass(Duration.ofSeconds(31));
  }

  @AfterEach
  void close() {
    matching.close();
  }

  @Test
  void axisCarWhoseTextChangesIsOneReadRevisedAndItsAlertRecalled() throws Exception {
    // Given: a listed plate that the camera reads at first
    list("8SMP042");

    // When: the camera thinks better of it, 2.6 s later and further on, and lets go of it after 10
    // s
    passAxis();

    // And: it stood still at last, so its looks are counted when its rest has ended
    pass(Duration.ofMinutes(5));

    // Then
    List<PlateRead> revisions = reads.readValuesToList();
    assertThat(revisions)
        .extracting(PlateRead::getReadId)
        .containsOnly(revisions.get(0).getReadId());
    assertThat(revisions).extracting(PlateRead::getRevision).isSorted().doesNotHaveDuplicates();
    assertThat(revisions)
        .extracting(PlateRead::getPlateText, PlateRead::getStatus)
        .startsWith(
            tuple("8SMP042", ReadStatus.CURRENT),
            tuple("8SMP042", ReadStatus.RETRACTED),
            tuple("8SMP842", ReadStatus.CURRENT));
    PlateRead last = revisions.get(revisions.size() - 1);
    assertThat(last.getPlateText()).isEqualTo("8SMP842");
    assertThat(last.getStatus()).isEqualTo(ReadStatus.CURRENT);
    assertThat(last.getLooks()).isEqualTo(3);
    assertThat(alerts.readValuesToList())
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.OPEN, AlertStatus.RECALLED);
    assertThat(images.readValuesToList())
        .filteredOn(image -> image.getRead().getStatus() == ReadStatus.CURRENT)
        .allSatisfy(image -> assertThat(image.getPlateCrop().remaining()).isPositive());
  }

  @Test
  void axisCarThatIsOptedOutLeavesNothingThoughItIsReadDifferentlyLater() throws Exception {
    // Given
    optOut("8SMP042");

    // When: what comes later is read less than confidently
    passAxis();

    // Then
    assertThat(reads.isEmpty()).isTrue();
    assertThat(images.isEmpty()).isTrue();
  }

  @Test
  void axisReadIsTakenBackWhenItsTextTurnsOutToBeOptedOut() throws Exception {
    // Given
    optOut("8SMP842");

    // When
    send(EventFormat.AXIS, "axis-new.json");
    send(EventFormat.AXIS, "axis-update.json");
    pass(Duration.ofSeconds(20));

    // Then
    assertThat(reads.readValuesToList())
        .extracting(PlateRead::getStatus)
        .containsExactly(ReadStatus.CURRENT, ReadStatus.RETRACTED);
  }

  @Test
  void groupIsOneReadAndAlertsWithItsPicture() throws Exception {
    // Given
    list("8SMP042");

    // When: the sender repeats itself, which ingest sees
    send(EventFormat.REKOR, "rekor-group.json");
    send(EventFormat.REKOR, "rekor-group.json");
    pass(Duration.ofMinutes(6));

    // Then
    assertThat(finalReads())
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.getPlateText()).isEqualTo("8SMP042");
              assertThat(read.getState()).isEqualTo("CA");
              assertThat(read.getLooks()).isEqualTo(1);
            });
    assertThat(alerts.readValuesToList())
        .singleElement()
        .satisfies(alert -> assertThat(alert.getPlateCrop().remaining()).isPositive());
  }

  @Test
  void previewAndFinalGroupAreOneReadAndTheAlertOfAWrongPreviewIsRecalled() throws Exception {
    // Given a plate that the preview misreads; its best look is later than that of the final group
    list("8SMP942");

    // When
    post(EventFormat.REKOR, preview("8SMP942"));
    pass(Duration.ofSeconds(12));
    send(EventFormat.REKOR, "rekor-group.json");
    pass(Duration.ofMinutes(6));

    // Then
    List<PlateRead> revisions = reads.readValuesToList();
    assertThat(revisions)
        .extracting(PlateRead::getReadId)
        .containsOnly(revisions.get(0).getReadId());
    assertThat(revisions)
        .extracting(PlateRead::getPlateText, PlateRead::getStatus)
        .startsWith(
            tuple("8SMP942", ReadStatus.CURRENT),
            tuple("8SMP942", ReadStatus.RETRACTED),
            tuple("8SMP042", ReadStatus.CURRENT));
    assertThat(alerts.readValuesToList())
        .extracting(Alert::getStatus)
        .containsExactly(AlertStatus.OPEN, AlertStatus.RECALLED);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60})
  void previewIsTakenBackWhenTheFinalGroupIsOptedOut(int later) throws Exception {
    // Given
    optOut("8SMP042");

    // When
    post(EventFormat.REKOR, preview("7XTW942"));
    pass(Duration.ofSeconds(later));
    send(EventFormat.REKOR, "rekor-group.json");
    pass(Duration.ofSeconds(20));

    // Then
    assertThat(reads.readValuesToList())
        .extracting(PlateRead::getStatus)
        .containsExactly(ReadStatus.CURRENT, ReadStatus.RETRACTED);
  }

  @Test
  void parkedCarThatIsReportedAgainAndAgainIsOneReadAndOneAlert() throws Exception {
    // Given
    list("8SMP042");
    // When it is reported in groups of looks of their own, and all of them are over
    for (int minute = 0; minute < 8; minute += 2) {
      post(
          EventFormat.REKOR,
          VendorSamples.text("rekor-group.json", NOW.plus(Duration.ofMinutes(minute)))
              .replace("\"is_parked\": false", "\"is_parked\": true"));
      pass(Duration.ofMinutes(2));
    }
    pass(Duration.ofMinutes(5));

    // Then
    assertThat(finalReads())
        .singleElement()
        .satisfies(read -> assertThat(read.getLooks()).isEqualTo(4));
    assertThat(alerts.readValuesToList()).hasSize(1);
  }

  @Test
  void plateThatIsOnlyTheSecondChoiceIsSuppressedWhenItIsOptedOut() throws Exception {
    // Given: the group's second candidate
    optOut("8SMPO42");

    // When
    send(EventFormat.REKOR, "rekor-group.json");
    pass(Duration.ofSeconds(5));

    // Then
    assertThat(reads.isEmpty()).isTrue();
  }

  @Test
  void twoPlatesOfOneEventAreTwoReads() throws Exception {
    // When
    send(EventFormat.PLATE_RECOGNIZER, "plate-recognizer.json");
    pass(Duration.ofSeconds(5));

    // Then
    assertThat(finalReads())
        .extracting(PlateRead::getPlateText)
        .containsExactlyInAnyOrder("8SMP042", "9SMP117");
    assertThat(images.readValuesToList())
        .allSatisfy(image -> assertThat(image.getPlateCrop()).isNull());
  }

  @Test
  void alertOfAnEventWithoutAPictureSaysThatItHasNone() throws Exception {
    // Given
    list("8SMP042");

    // When
    send(EventFormat.HIKVISION, "hikvision-anpr.xml");
    pass(Duration.ofSeconds(5));

    // Then
    assertThat(alerts.readValuesToList())
        .singleElement()
        .satisfies(alert -> assertThat(alert.getPlateCrop()).isNull());
  }

  private void passAxis() throws Exception {
    send(EventFormat.AXIS, "axis-new.json");
    pass(Duration.ofMillis(2_600));
    send(EventFormat.AXIS, "axis-update.json");
    pass(Duration.ofMillis(10_600));
    send(EventFormat.AXIS, "axis-lost.json");
    pass(Duration.ofSeconds(20));
  }

  /**
   * A group as it is sent when the vehicle is followed first: fewer looks, a later one the best.
   */
  private static String preview(String plate) {
    return VendorSamples.text("rekor-group.json")
        .replace("\"is_preview\": false", "\"is_preview\": true")
        .replaceFirst("\\s*\"SAMPLEAGENT[^\"]*1795449596240\",", "")
        .replaceFirst("\"plate_indexes\": \\[[^]]*]", "\"plate_indexes\": [0, 0]")
        .replaceFirst("(\"best_uuid\": \".*-)1795449596240", "$11795449597800")
        .replace("8SMP042", plate);
  }

  private void send(EventFormat format, String sample) throws Exception {
    post(format, VendorSamples.text(sample));
  }

  private void post(EventFormat format, String document) throws Exception {
    intake.submit(
        format, Optional.of(CAMERA), EventBody.of(document.getBytes(StandardCharsets.UTF_8)));
    List<ProducerRecord<String, PlateCandidate>> sent = List.copyOf(producer.history());
    producer.clear();
    sent.forEach(record -> candidates.pipeInput(record.key(), record.value(), record.timestamp()));
  }

  /** Lets time pass as it does, by ticks: a jump looks like a task that was held up. */
  private void pass(Duration time) {
    Duration tick = Duration.ofMillis(250);
    for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(tick)) {
      matching.advanceWallClockTime(left.compareTo(tick) < 0 ? left : tick);
    }
  }

  private void list(String plate) {
    input(Topics.HOTLIST)
        .pipeInput(
            "e-1",
            HotlistEntry.newBuilder()
                .setEntryId("e-1")
                .setListId("svs")
                .setPlateText(plate)
                .setPlateKey(PlateKey.of(new PlateText(plate)).value())
                .setState("CA")
                .setCategory(HotlistCategory.STOLEN_VEHICLE)
                .setPriority(Priority.HIGH)
                .setSourceAgency("Sheriff")
                .setEffectiveAt(NOW.minus(Duration.ofDays(1)))
                .setAddedBy("clerk")
                .setAddedAt(NOW)
                .build());
  }

  private void optOut(String plate) {
    TestInputTopic<String, OptOut> optOuts = input(Topics.OPT_OUTS);
    OptOut entry =
        OptOut.newBuilder()
            .setPlateHash("0".repeat(64))
            .setKeyVersion(1)
            .setProofRef("proof-1")
            .setVerifiedBy("clerk")
            .setVerifiedAt(NOW)
            .setExpiresAt(null)
            .build();
    optOuts.pipeInput(KEYS.checkKey(), entry);
    optOuts.pipeInput(KEYS.of(new PlateText(plate)), entry);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "third-party-cameras-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:9092");
    properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG,
        Path.of("target", "third-party-cameras-" + ProcessHandle.current().pid()).toString());
    return properties;
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return matching.createInputTopic(
        topic.name(), new StringSerializer(), SERDES.value(topic).serializer(), NOW, Duration.ZERO);
  }

  /** What each passage came to. */
  private List<PlateRead> finalReads() {
    return reads.readValuesToList().stream().filter(PlateRead::getOver).toList();
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return matching.createOutputTopic(
        topic.name(), new StringDeserializer(), SERDES.value(topic).deserializer());
  }
}
