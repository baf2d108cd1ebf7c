package org.alprstreams.retention.evidence;

import static org.alprstreams.retention.evidence.SampleEvidence.evidence;
import static org.alprstreams.retention.evidence.SampleEvidence.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.retention.query.ReadsUnavailable;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTopologyTest {

  /** Six months later clocks have changed: the end is at the same hour of the day, on the 1st. */
  private static final Instant COLLECTED = Instant.parse("2026-09-01T18:00:00Z");

  private static final Instant LIMIT = Instant.parse("2027-03-01T19:00:00Z");
  private static final Instant END = LIMIT.minus(SampleEvidence.RULES.lag());
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String KEY = key("26-117", "r1");

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EvidenceIndex index = new EvidenceIndex();
  @TempDir Path directory;

  private Instant wallClock = COLLECTED;
  private Instant believed = Instant.MAX;
  private TopologyTestDriver driver;
  private TestInputTopic<String, Evidence> evidence;
  private TestInputTopic<String, CourtHold> holds;
  private TestInputTopic<String, Investigation> investigations;
  private TestInputTopic<String, ReadCorrections> corrections;
  private TestOutputTopic<String, Evidence> written;
  private TestOutputTopic<String, DeletionReceipt> receipts;

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put("application.id", "retention");
    properties.put("bootstrap.servers", "nowhere:1");
    properties.put("state.dir", directory.toString());
    Topology topology = new Topology();
    EvidenceTopology.add(
        topology,
        SampleEvidence.RULES,
        serdes,
        "policy 1",
        "here",
        index,
        Runnable::run,
        now -> now.isAfter(believed) ? believed : now,
        new RetentionMeters(registry));
    driver = new TopologyTestDriver(topology, properties, wallClock);
    evidence = input(Topics.EVIDENCE);
    holds = input(Topics.HOLDS);
    investigations = input(Topics.INVESTIGATIONS);
    corrections = input(Topics.CORRECTIONS);
    written = output(Topics.EVIDENCE);
    receipts = output(Topics.DELETIONS);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void isDeletedSoLongBeforeItsLimitThatItsBytesAreGoneByThen() {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);

    // When
    at(END.minus(SECOND));

    // Then
    assertThat(tombstones()).isEmpty();
    assertThat(kept(KEY)).isTrue();

    // When
    at(END.plus(SECOND));

    // Then
    assertThat(tombstones()).containsExactly(KEY);
    DeletionReceipt receipt = receipts.readValue();
    assertThat(receipt.getDeletedCount()).isEqualTo(1);
    assertThat(receipt.getStore()).isEqualTo("evidence");
    assertThat(receipt.getOldestRemainingAt()).isNull();
    assertThat(receipt.getPolicyVersion()).isEqualTo("policy 1");
    DeletionReceipt ofImages = receipts.readValue();
    assertThat(ofImages.getDeletedCount()).isEqualTo(1);
    assertThat(ofImages.getStore()).isEqualTo("evidence-images");
    assertThat(ofImages.getCutoff()).isEqualTo(receipt.getCutoff());
  }

  @Test
  void nothingIsDeletedByAClockThatIsNotBelievedAndWhatIsDueGoesOnceItIs() {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    believed = COLLECTED;

    // When
    at(LIMIT.plus(Duration.ofDays(365)));

    // Then
    assertThat(tombstones()).isEmpty();
    assertThat(receipts.isEmpty()).isTrue();

    // When: so much time has really passed, and somebody has confirmed it
    believed = Instant.MAX;
    at(wallClock.plus(SECOND));

    // Then
    assertThat(tombstones()).containsExactly(KEY);
  }

  @Test
  void courtOrderAloneOutlastsTheLimitAndItsReleaseLetsTheLimitCount() {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    String other = key("26-118", "r2");
    evidence.pipeInput(other, evidence("r2", "7XYZ999", "26-118", COLLECTED), COLLECTED);
    CourtHold order = hold("h1", List.of("26-117"), List.of());
    holds.pipeInput("h1", order);

    // When
    at(LIMIT.plus(Duration.ofDays(400)));

    // Then: what no order names is gone
    assertThat(tombstones()).containsExactly(other);

    // When
    holds.pipeInput("h1", CourtHold.newBuilder(order).setReleasedAt(wallClock).build());
    at(wallClock.plus(SECOND));

    // Then
    assertThat(tombstones()).containsExactly(KEY);
  }

  @Test
  void courtOrderThatCannotBeDecodedHoldsEverythingUntilItIsReleased() {
    // Given an order of one case, whose record is damaged
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    String other = key("26-118", "r2");
    evidence.pipeInput(other, evidence("r2", "7XYZ999", "26-118", COLLECTED), COLLECTED);
    holds.pipeInput("h1", hold("h1", List.of("26-117"), List.of()));
    damageHold("h1");

    // When
    at(LIMIT.plus(Duration.ofDays(400)));

    // Then
    assertThat(tombstones()).isEmpty();
    HealthState health = HoldHealth.of(driver.getKeyValueStore(EvidenceStores.HOLDS), wallClock);
    assertThat(health.level()).isEqualTo(Level.WARNING);
    assertThat(health.detail()).contains("1 court order", "alpr.holds", "GET /holds");

    // When it is released under the only thing that is known of it
    CourtHold found = book().all().get(0);
    assertThat(found.getHoldId()).isEqualTo("h1");
    assertThat(book().find("h1")).contains(found);
    holds.pipeInput("h1", CourtHold.newBuilder(found).setReleasedAt(wallClock).build());
    at(wallClock.plus(SECOND));

    // Then
    assertThat(tombstones()).containsExactlyInAnyOrder(KEY, other);
    assertThat(HoldHealth.of(driver.getKeyValueStore(EvidenceStores.HOLDS), wallClock))
        .isEqualTo(HealthState.up());
  }

  @Test
  void courtOrderThatIsWrittenAgainHoldsWhatItSays() {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    String other = key("26-118", "r2");
    evidence.pipeInput(other, evidence("r2", "7XYZ999", "26-118", COLLECTED), COLLECTED);
    damageHold("h1");

    // When
    holds.pipeInput("h1", hold("h1", List.of("26-117"), List.of()));
    at(LIMIT.plus(Duration.ofDays(400)));

    // Then
    assertThat(tombstones()).containsExactly(other);
  }

  @Test
  void courtOrderOfASingleReadHoldsUntilItExpires() {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    Instant expiry = LIMIT.plus(Duration.ofDays(10));
    CourtHold order = hold("h1", List.of(), List.of("r1"));
    holds.pipeInput("h1", CourtHold.newBuilder(order).setExpiresAt(expiry).build());

    // When
    at(expiry.minus(SECOND));

    // Then
    assertThat(tombstones()).isEmpty();

    // When
    at(expiry.plus(SECOND));

    // Then
    assertThat(tombstones()).containsExactly(KEY);
  }

  @Test
  void sameReadInTwoCasesIsDetachedFromOneAndStaysInTheOther() {
    // Given
    String other = key("26-118", "r1");
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    evidence.pipeInput(other, evidence("r1", "8ABC123", "26-118", COLLECTED), COLLECTED);

    // When
    evidence.pipeInput(KEY, (Evidence) null);

    // Then
    assertThat(kept(KEY)).isFalse();
    assertThat(kept(other)).isTrue();
  }

  @Test
  void whatTheStoreHeldIsDeletedAfterARestartTooAndLeavesItsFiles() throws IOException {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);

    // When: the end passes while the process is down
    driver.close();
    wallClock = LIMIT;
    open();
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    at(wallClock.plus(SECOND));
    assertThat(tombstones()).containsExactly(KEY);
    evidence.pipeInput(KEY, (Evidence) null);
    at(wallClock.plus(SampleEvidence.RULES.eraseDelay()).plus(SECOND));
    driver.close();

    // Then
    for (String marker : List.of("8ABC123", "crop of r1", "scene of r1")) {
      assertThat(files(marker)).as(marker).isEmpty();
    }
    open();
  }

  @Test
  void deletionIsWrittenAndCountedOnceHoweverLongItsTombstoneIsOnItsWay() {
    // Given
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);

    // When: several sweeps, and the tombstone has not come back
    for (int sweep = 0; sweep < 5; sweep++) {
      at(LIMIT.plusSeconds(sweep));
    }

    // Then
    assertThat(written.readRecordsToList())
        .singleElement()
        .extracting(TestRecord::key)
        .isEqualTo(KEY);
    assertThat(receipts.readValuesToList())
        .filteredOn(receipt -> receipt.getStore().equals("evidence"))
        .singleElement()
        .extracting(DeletionReceipt::getDeletedCount)
        .isEqualTo(1L);
  }

  @Test
  void correctionIsInTheStoreBesideWhatWasCollectedAndGoesWithIt() {
    // Given
    investigations.pipeInput("26-117", SampleEvidence.investigation("26-117"));
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);

    // When
    corrections.pipeInput("r1", SampleEvidence.corrections("r1", COLLECTED, "8ABX129"));

    // Then
    Evidence corrected =
        driver.<String, Evidence>getKeyValueStore(EvidenceStores.EVIDENCE).get(KEY);
    assertThat(corrected.getRead().getPlateText()).isEqualTo("8ABC123");
    assertThat(corrected.getCorrections())
        .singleElement()
        .satisfies(
            correction -> {
              assertThat(correction.getText()).isEqualTo("8ABX129");
              assertThat(correction.getCorrectedBy()).isEqualTo("ana");
            });

    // When
    at(LIMIT);

    // Then
    assertThat(tombstones()).containsExactly(KEY);
  }

  @Test
  void heartbeatIsNoEvidence() {
    // When
    evidence.pipeInput("\0heartbeat", (Evidence) null);
    at(LIMIT.plus(SECOND));

    // Then
    assertThat(tombstones()).isEmpty();
    assertThat(receipts.isEmpty()).isTrue();
  }

  private static String key(String caseNumber, String readId) {
    return EvidenceKey.of(caseNumber, COLLECTED, readId).encoded();
  }

  @Test
  void evidenceThatCannotBeDecodedStaysAsItIsAndGoesAtItsLimit() {
    // Given
    TestInputTopic<String, byte[]> bytes =
        driver.createInputTopic(
            Topics.EVIDENCE.name(), new StringSerializer(), new ByteArraySerializer());
    investigations.pipeInput("26-117", SampleEvidence.investigation("26-117"));
    bytes.pipeInput(KEY, new byte[] {1, 2, 3});

    // When its read is corrected
    corrections.pipeInput("r1", SampleEvidence.corrections("r1", COLLECTED, "8ABC128"));

    // Then nothing takes the place of its bytes
    assertThat(written.isEmpty()).isTrue();
    Evidence piece = driver.<String, Evidence>getKeyValueStore(EvidenceStores.EVIDENCE).get(KEY);
    assertThat(
            UndecodableEvidence.serde(serdes.value(Topics.EVIDENCE))
                .serializer()
                .serialize(Topics.EVIDENCE.name(), piece))
        .containsExactly(1, 2, 3);
    EvidenceJson shown =
        EvidenceJson.of(
            EvidenceKey.parse(KEY).orElseThrow(),
            piece,
            SampleEvidence.RULES,
            book().inForce(wallClock));
    assertThat(shown.undecodable()).isTrue();
    assertThat(shown.plates()).isEmpty();

    // When
    at(END.minus(SECOND));

    // Then
    assertThat(tombstones()).isEmpty();

    // When
    at(END.plus(SECOND));

    // Then
    assertThat(tombstones()).containsExactly(KEY);
    assertThat(receipts.readValue().getDeletedCount()).isEqualTo(1);
  }

  @Test
  void investigationThatCannotBeDecodedShowsInHealthUntilItIsOpenedAgain() {
    // Given
    KeyValueStore<String, Investigation> cases =
        driver.getKeyValueStore(EvidenceStores.INVESTIGATIONS);

    // When
    driver
        .createInputTopic(
            Topics.INVESTIGATIONS.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("26-117", new byte[] {1, 2, 3});

    // Then
    assertThat(CaseHealth.of(cases).level()).isEqualTo(Level.WARNING);
    assertThat(CaseHealth.of(cases).detail()).contains("1 investigation", "POST /cases");

    // When
    investigations.pipeInput("26-117", SampleEvidence.investigation("26-117"));

    // Then
    assertThat(CaseHealth.of(cases)).isEqualTo(HealthState.up());
  }

  private HoldBook book() {
    return new HoldBook(driver.getKeyValueStore(EvidenceStores.HOLDS));
  }

  private void damageHold(String holdId) {
    driver
        .createInputTopic(Topics.HOLDS.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(holdId, new byte[] {1, 2, 3});
  }

  private void at(Instant now) {
    driver.advanceWallClockTime(Duration.between(wallClock, now));
    wallClock = now;
  }

  private List<String> tombstones() {
    return written.readRecordsToList().stream()
        .filter(record -> record.value() == null)
        .map(TestRecord::key)
        .distinct()
        .toList();
  }

  @Test
  void keysAreShownToOthersAsTheyComeAndGo() {
    // Given
    EvidenceKey key = EvidenceKey.of("26-117", COLLECTED, "r1");
    assertThat(index.keys(0)).isEmpty();

    // When / Then
    evidence.pipeInput(KEY, evidence("r1", "8ABC123", "26-117", COLLECTED), COLLECTED);
    assertThat(index.keys(0)).containsExactly(key);

    // When / Then
    evidence.pipeInput(KEY, null, COLLECTED);
    assertThat(index.keys(0)).isEmpty();

    // When / Then: whoever gives a partition up does not answer for it
    driver.close();
    assertThatThrownBy(() -> index.keys(0)).isInstanceOf(ReadsUnavailable.class);
    open();
  }

  private boolean kept(String key) {
    return driver.getKeyValueStore(EvidenceStores.EVIDENCE).get(key) != null;
  }

  private List<Path> files(String marker) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (content.contains(marker)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.value(topic).serializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.value(topic).deserializer());
  }
}
