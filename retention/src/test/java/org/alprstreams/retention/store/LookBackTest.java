package org.alprstreams.retention.store;

import static org.alprstreams.retention.SampleReads.image;
import static org.alprstreams.retention.SampleReads.key;
import static org.alprstreams.retention.SampleReads.optOut;
import static org.alprstreams.retention.SampleReads.read;
import static org.alprstreams.retention.SampleReads.retracted;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.LookBack;
import org.alprstreams.avro.LookBackRead;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.RetentionTopology;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.evidence.SampleEvidence;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves the stores for a new hotlist entry, and what does not. */
class LookBackTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration LAG = Duration.ofMinutes(10);
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LIFETIME = Duration.ofMinutes(15);
  private static final String PLATE = "8ABC120";
  private static final RetentionPlan PLAN =
      new RetentionPlan(
          StoreExpiry.within(Duration.ofDays(30), 30, LAG),
          StoreExpiry.within(Duration.ofDays(2), 4, LAG),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          100,
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          "test 1",
          "here");

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final PlateHash hash = new PlateHash(new byte[32]);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MockProducer<String, AccessRecord> written =
      new MockProducer<>(
          true, null, new StringSerializer(), serdes.value(Topics.ACCESS_LOG).serializer());
  private final AccessLog log =
      new AccessLog(
          written, Clock.fixed(NOW, ZoneOffset.UTC), "policy 1", "test", Duration.ofMillis(100));
  @TempDir Path directory;

  private TopologyTestDriver driver;
  private TestInputTopic<String, PlateRead> reads;
  private TestInputTopic<String, ReadImage> images;
  private TestInputTopic<String, OptOut> optOuts;
  private TestInputTopic<String, LookBack> requests;
  private TestOutputTopic<String, LookBackRead> found;

  @BeforeEach
  void openWithAPolicyThatAllowsIt() throws IOException {
    open(true);
  }

  private void open(boolean allowed) throws IOException {
    LookBackRules rules =
        new LookBackRules(
            policy(allowed),
            Duration.ofDays(7),
            Map.of(
                "cleanup.policy",
                "compact,delete",
                "retention.ms",
                Long.toString(LIFETIME.toMillis())));
    Properties properties = new Properties();
    properties.put("application.id", "look-back");
    properties.put("bootstrap.servers", "nowhere:1");
    properties.put("state.dir", directory.toString());
    driver =
        new TopologyTestDriver(
            RetentionTopology.build(
                PLAN,
                serdes,
                new OptOutRule(hash, new LookAlikeReadings(0.05)),
                rules,
                SampleEvidence.RULES,
                new EvidenceIndex(),
                log,
                now -> now,
                new RetentionMeters(registry)),
            properties,
            NOW);
    reads = input(Topics.READS);
    images = input(Topics.READ_IMAGES);
    optOuts = input(Topics.OPT_OUTS);
    requests = input(Topics.LOOK_BACKS);
    found =
        driver.createOutputTopic(
            Topics.LOOK_BACK_READS.name(),
            new StringDeserializer(),
            serdes.value(Topics.LOOK_BACK_READS).deserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void keptReadsOfThePlateAndItsLookAlikesLeaveNewestFirstOnceTheAccessIsRecorded() {
    // Given
    keep(read("exact", PLATE, "north", NOW.minus(Duration.ofHours(20))));
    keep(read("alike", "8ABC12O", "south", NOW.minus(Duration.ofHours(10))));

    // When
    request();

    // Then nothing yet: reads are still on their way
    assertThat(found.isEmpty()).isTrue();
    driver.advanceWallClockTime(WAIT);
    List<TestRecord<String, LookBackRead>> left = found.readRecordsToList();
    assertThat(left)
        .extracting(record -> record.value().getImage().getReadId())
        .containsExactly("alike", "exact");
    assertThat(left)
        .allSatisfy(
            record -> {
              assertThat(record.key()).isEqualTo(key(PLATE));
              assertThat(record.getRecordTime()).isEqualTo(NOW.plus(WAIT));
              assertThat(record.value().getEntryId()).isEqualTo("e1");
              assertThat(record.value().getImage().getScene()).isNull();
            });
    assertThat(crop(left.get(0).value())).isEqualTo("crop of alike");

    // And one record says who looked at how much, and what for: Civil Code 1798.90.52(a)
    AccessRecord record = onlyRecord();
    assertThat(record.getAction()).isEqualTo("LOOK_BACK");
    assertThat(record.getOutcome()).isEqualTo(AccessOutcome.GRANTED);
    assertThat(record.getElements())
        .containsEntry("plate", PLATE)
        .containsEntry("lookalikes", "true")
        .containsEntry("from", NOW.minus(DAY).toString())
        .containsEntry("lookBackId", "l1");
    assertThat(record.getUsername()).isEqualTo("clerk");
    assertThat(record.getOrganisation()).isEqualTo("Town");
    assertThat(record.getRoles()).containsExactly("ADMINISTRATOR");
    assertThat(record.getPurpose()).isEqualTo("WANTED_VEHICLE");
    assertThat(record.getCaseNumber()).isEqualTo("26-117");
    assertThat(record.getResultCount()).isEqualTo(2);

    // And that was all
    driver.advanceWallClockTime(WAIT);
    assertThat(found.isEmpty()).isTrue();
    assertThat(written.history()).hasSize(1);
  }

  @Test
  void whatIsOutsideOfTheRequestStays() {
    // Given reads before and after its span, of two differences, retracted, and opted out
    keep(read("early", PLATE, "north", NOW.minus(DAY).minusMillis(1)));
    keep(read("late", PLATE, "north", NOW.plusMillis(5_001)));
    keep(read("other", "BABC12O", "north", NOW.minusSeconds(60)));
    PlateRead gone = read("gone", PLATE, "north", NOW.minusSeconds(60));
    keep(gone);
    reads.pipeInput(gone.getPlateKey(), retracted(gone), gone.getCapturedAt());
    keep(read("mine", "8A8C120", "north", NOW.minusSeconds(60)));
    optOuts.pipeInput(hash.of(new PlateText("8A8C120")), optOut("x", null));

    // When
    request();
    driver.advanceWallClockTime(WAIT);

    // Then, and that nothing was found is recorded
    assertThat(found.isEmpty()).isTrue();
    assertThat(onlyRecord().getResultCount()).isZero();
  }

  @Test
  void readWhoseImageHasExpiredLeavesWithoutIt() {
    // Given images that are kept for a day and a half
    keep(read("old", PLATE, "north", NOW.minus(Duration.ofHours(40))));

    // When
    request(builder -> builder.setFrom(NOW.minus(Duration.ofDays(2))));
    driver.advanceWallClockTime(WAIT);

    // Then
    LookBackRead left = found.readValue();
    assertThat(left.getImage().getReadId()).isEqualTo("old");
    assertThat(left.getImage().getPlateCrop()).isNull();
  }

  @Test
  void noMoreThanTheNewestHundredLeave() {
    // Given
    IntStream.range(0, 105)
        .forEach(i -> keep(read("r" + i, PLATE, "north", NOW.minusSeconds(60L * i))));

    // When
    request();
    driver.advanceWallClockTime(WAIT);

    // Then
    assertThat(found.readValuesToList())
        .extracting(left -> left.getImage().getReadId())
        .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "r" + i).toList());
    assertThat(onlyRecord().getResultCount()).isEqualTo(100);
  }

  @Test
  void nothingLeavesWhileTheAccessCannotBeRecordedAndItLeavesOnceAfterwards() {
    // Given
    keep(read("r1", PLATE, "north", NOW.minusSeconds(60)));
    written.sendException = new TimeoutException("no broker");
    request();

    // When
    driver.advanceWallClockTime(WAIT);
    driver.advanceWallClockTime(WAIT);
    assertThat(found.isEmpty()).isTrue();
    written.sendException = null;
    driver.advanceWallClockTime(WAIT);

    // Then
    assertThat(found.readValuesToList()).hasSize(1);
    driver.advanceWallClockTime(WAIT);
    assertThat(found.isEmpty()).isTrue();
    assertThat(onlyRecord().getOutcome()).isEqualTo(AccessOutcome.GRANTED);
  }

  @Test
  void requestThatCouldNotBeRecordedInItsTimeIsGivenUpAndCounted() {
    // Given
    keep(read("r1", PLATE, "north", NOW.minusSeconds(60)));
    written.sendException = new TimeoutException("no broker");
    request();
    driver.advanceWallClockTime(LIFETIME);

    // When it is too late
    written.sendException = null;
    driver.advanceWallClockTime(WAIT);

    // Then
    assertThat(found.isEmpty()).isTrue();
    assertThat(written.history()).isEmpty();
    assertThat(count("expired")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "CURIOSITY, 26-117, P1D, 8ABC120, UNKNOWN_PURPOSE",
        "WANTED_VEHICLE, -, P1D, 8ABC120, CASE_NUMBER_MISSING",
        "WANTED_VEHICLE, 26-117, P8D, 8ABC120, SPAN_TOO_LONG",
        "WANTED_VEHICLE, 26-117, P1D, 8AB, MALFORMED_REQUEST",
        "WANTED_VEHICLE, 26-117, P1D, 8AB?120, MALFORMED_REQUEST",
      })
  void requestThatThePolicyDoesNotCoverIsDeniedAndTheDenialRecorded(
      String purpose, String caseNumber, Duration span, String plate, String reason) {
    // Given
    keep(read("r1", PLATE, "north", NOW.minusSeconds(60)));

    // When
    request(
        builder ->
            builder
                .setPurpose(purpose)
                .setCaseNumber(caseNumber)
                .setFrom(NOW.minus(span))
                .setPlateText(plate));
    driver.advanceWallClockTime(WAIT);

    // Then
    assertDenied(reason);
  }

  @Test
  void policyThatAllowsNoneIsAskedHereToo() throws IOException {
    // Given
    driver.close();
    open(false);
    keep(read("r1", PLATE, "north", NOW.minusSeconds(60)));

    // When
    request();
    driver.advanceWallClockTime(WAIT);

    // Then
    assertDenied("LOOK_BACK_NOT_ALLOWED");
  }

  @ParameterizedTest
  @CsvSource({"P30D, 30", "P30D, 366", "PT12H, 30", "PT1H, 3"})
  void copiesOfTheOldestReadAreGoneWithinTheLimitOfReads(Duration limit, int segments)
      throws IOException {
    // Given a request that reaches as far back as there is
    UsagePolicy policy = policy(true);
    LookBackRules rules = new LookBackRules(policy, Duration.ofDays(60), Map.of());
    StoreExpiry expiry = StoreExpiry.within(limit, segments, LAG);
    LookBack request = requested().setFrom(NOW.minus(Duration.ofDays(60))).build();

    // When
    Instant oldest = rules.from(request, expiry, NOW);

    // Then its copy in the topic, and the one that matching makes of that, stay within the limit
    Duration inTopic = policy.transientRetention();
    Duration inMatching = policy.transientRetention();
    Instant lastByte = NOW.plus(inTopic).plus(inMatching);
    assertThat(lastByte).isBeforeOrEqualTo(oldest.plus(limit));
    assertThat(oldest).isAfterOrEqualTo(expiry.cutoff(NOW));
  }

  private void keep(PlateRead read) {
    reads.pipeInput(read.getPlateKey(), read, read.getCapturedAt());
    images.pipeInput(read.getPlateKey(), image(read), read.getCapturedAt());
  }

  private void request() {
    request(builder -> builder);
  }

  private void request(UnaryOperator<LookBack.Builder> changed) {
    LookBack request = changed.apply(requested()).build();
    requests.pipeInput(request.getPlateKey(), request, request.getRequestedAt());
  }

  private static LookBack.Builder requested() {
    return LookBack.newBuilder()
        .setLookBackId("l1")
        .setEntryId("e1")
        .setPlateText(PLATE)
        .setPlateKey(key(PLATE))
        .setFrom(NOW.minus(DAY))
        .setUntil(NOW.plusSeconds(5))
        .setRequestedBy("clerk")
        .setOrganisation("Town")
        .setPurpose("WANTED_VEHICLE")
        .setCaseNumber("26-117")
        .setRequestedAt(NOW);
  }

  private void assertDenied(String reason) {
    assertThat(found.isEmpty()).isTrue();
    AccessRecord record = onlyRecord();
    assertThat(record.getOutcome()).isEqualTo(AccessOutcome.DENIED);
    assertThat(record.getDenialReason()).isEqualTo(reason);
    assertThat(record.getResultCount()).isNull();
    assertThat(count("denied")).isEqualTo(1);
  }

  private AccessRecord onlyRecord() {
    assertThat(written.history()).hasSize(1);
    return written.history().stream().map(ProducerRecord::value).findFirst().orElseThrow();
  }

  private double count(String outcome) {
    return registry.get("alpr.retention.look-backs").tag("outcome", outcome).counter().count();
  }

  private static String crop(LookBackRead left) {
    return StandardCharsets.UTF_8.decode(left.getImage().getPlateCrop().duplicate()).toString();
  }

  /** The Town's policy, but with the one switch as it is given. */
  private UsagePolicy policy(boolean allowed) throws IOException {
    try (InputStream file = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String town = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Path changed = directory.resolve("policy.yaml");
      Files.writeString(
          changed, town.replace("lookBackAllowed: false", "lookBackAllowed: " + allowed));
      return UsagePolicy.load(List.of(changed));
    }
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(Topic<T> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.value(topic).serializer());
  }
}
