package org.alprstreams.retention.store;

import static org.alprstreams.retention.SampleReads.image;
import static org.alprstreams.retention.SampleReads.key;
import static org.alprstreams.retention.SampleReads.optOut;
import static org.alprstreams.retention.SampleReads.read;
import static org.alprstreams.retention.SampleReads.retracted;
import static org.alprstreams.retention.SampleReads.revised;
import static org.alprstreams.retention.SampleReads.sureRead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alprstreams.avro.Correction;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.LaterCorrection;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.retention.RetentionTopology;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.evidence.SampleEvidence;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTopologyTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration LAG = Duration.ofMinutes(10);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Of a window store's key: the window's start and a number. */
  private static final int WINDOW_BYTES = 12;

  private static final RetentionPlan PLAN =
      new RetentionPlan(
          StoreExpiry.within(Duration.ofDays(30), 30, LAG),
          StoreExpiry.within(Duration.ofDays(10), 10, LAG),
          Duration.ofMinutes(1),
          SECOND,
          2,
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          "test 1",
          "here");

  // What is looked back for has a test of its own.
  private static final LookBackRules NO_LOOK_BACKS =
      new LookBackRules(null, Duration.ZERO, Map.of());
  private static final AccessLog NO_LOG = null;

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final PlateHash hash = new PlateHash(new byte[32]);
  private final OptOutRule rule = new OptOutRule(hash, new LookAlikeReadings(0.05));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant believed = Instant.MAX;
  private final Topology topology =
      RetentionTopology.build(
          PLAN,
          serdes,
          rule,
          NO_LOOK_BACKS,
          SampleEvidence.RULES,
          new EvidenceIndex(),
          NO_LOG,
          now -> now.isAfter(believed) ? believed : now,
          new RetentionMeters(registry));
  @TempDir Path directory;

  private TopologyTestDriver driver;
  private TestInputTopic<String, PlateRead> reads;
  private TestInputTopic<String, ReadImage> images;
  private TestInputTopic<String, OptOut> optOuts;
  private TestOutputTopic<String, DeletionReceipt> receipts;
  private Instant wallClock = NOW;

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put("application.id", "retention");
    properties.put("bootstrap.servers", "nowhere:1");
    properties.put("state.dir", directory.toString());
    driver = new TopologyTestDriver(topology, properties, wallClock);
    reads = input(Topics.READS);
    images = input(Topics.READ_IMAGES);
    optOuts = input(Topics.OPT_OUTS);
    receipts =
        driver.createOutputTopic(
            Topics.DELETIONS.name(),
            new StringDeserializer(),
            serdes.value(Topics.DELETIONS).deserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void topologyIsTheOneThatWasAgreed() throws IOException {
    // Given
    String golden =
        new String(
            getClass().getResourceAsStream("/topology.txt").readAllBytes(), StandardCharsets.UTF_8);

    // When / Then: after an intended change, copy the actual text over the file
    assertThat(topology.describe().toString().strip()).isEqualTo(golden.strip());
  }

  @Test
  void whatReadsWereCorrectedToIsToldToEvidenceAndOtherRevisionsAreNot() {
    // Given
    TestOutputTopic<String, ReadCorrections> told =
        driver.createOutputTopic(
            Topics.CORRECTIONS.name(),
            new StringDeserializer(),
            serdes.value(Topics.CORRECTIONS).deserializer());
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    reads.pipeInput(read.getPlateKey(), read, NOW);
    assertThat(told.isEmpty()).isTrue();

    // When: corrected twice
    PlateRead corrected =
        PlateRead.newBuilder(read("r1", "8ABX128", "north", NOW))
            .setRevision(2)
            .setCorrections(List.of(correction("8ABC123", "first"), correction("8ABX129", "then")))
            .build();
    PlateRead gone = PlateRead.newBuilder(corrected).setStatus(ReadStatus.RETRACTED).build();
    reads.pipeInput(corrected.getPlateKey(), corrected, NOW);
    reads.pipeInput(gone.getPlateKey(), gone, NOW);

    // Then
    assertThat(told.readKeyValuesToList())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key).isEqualTo("r1");
              assertThat(record.value.getFirstSeenAt()).isEqualTo(corrected.getFirstSeenAt());
              assertThat(record.value.getLastSeenAt()).isEqualTo(corrected.getLastSeenAt());
              assertThat(record.value.getCorrections())
                  .extracting(LaterCorrection::getText, LaterCorrection::getReason)
                  .containsExactly(tuple("8ABX129", "first"), tuple("8ABX128", "then"));
            });
  }

  @Test
  void revisionOfTheReaderDoesNotUndoACorrection() {
    // Given a read that was corrected within its plate key
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    PlateRead corrected =
        PlateRead.newBuilder(read)
            .setPlateText("BABC123")
            .setRevision(1)
            .setCorrections(List.of(correction("8ABC123", "by the picture")))
            .build();
    reads.pipeInput(read.getPlateKey(), read, NOW);
    reads.pipeInput(corrected.getPlateKey(), corrected, NOW);

    // When a revision comes that knows nothing of it, and then a retraction
    PlateRead late = PlateRead.newBuilder(read).setRevision(2).setLooks(9).build();
    reads.pipeInput(late.getPlateKey(), late, NOW);

    // Then
    assertThat(keptReadRecords()).extracting(PlateRead::getPlateText).containsExactly("BABC123");
    PlateRead gone =
        PlateRead.newBuilder(late).setRevision(3).setStatus(ReadStatus.RETRACTED).build();
    reads.pipeInput(gone.getPlateKey(), gone, NOW);
    assertThat(keptReadRecords()).isEmpty();
  }

  @Test
  void readThatWasCorrectedToAnotherKeyStaysAwayWhenItsParkedVehicleLeaves() {
    // Given: still in sight after half a day, and corrected then
    PlateRead read =
        PlateRead.newBuilder(read("r1", "8ABC123", "north", NOW)).setOver(false).build();
    pipe(read);
    PlateRead retracted =
        PlateRead.newBuilder(read)
            .setRevision(1)
            .setStatus(ReadStatus.RETRACTED)
            .setSupersededBy(key("8ABX129"))
            .setCorrections(List.of(correction("8ABC123", "by the picture")))
            .build();
    pipe(retracted);

    // When: the last revision of its passage
    PlateRead last =
        PlateRead.newBuilder(read)
            .setRevision(1)
            .setLastSeenAt(NOW.plus(Duration.ofDays(2)))
            .setOver(true)
            .build();
    pipe(last);

    // Then: no search finds it, by plate or by camera
    assertThat(keptReads()).isEmpty();
    assertThat(byCameraKeys()).noneMatch(entry -> entry.startsWith("north"));

    // When / Then: others of that plate are kept, and so is one that is corrected back to it
    PlateRead other = read("r2", "8ABC123", "north", NOW);
    PlateRead back =
        PlateRead.newBuilder(read)
            .setRevision(2)
            .setCorrections(List.of(correction("8ABC123", "first"), correction("8ABX129", "then")))
            .build();
    pipe(other);
    pipe(back);
    assertThat(keptReads()).containsExactlyInAnyOrder("r1", "r2");
  }

  @Test
  void imagesOfARevisionOfTheReaderDoNotTakeThePlaceOfACorrectedReads() {
    // Given images of a read that was corrected within its plate key
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    PlateRead corrected =
        PlateRead.newBuilder(read)
            .setPlateText("BABC123")
            .setRevision(1)
            .setCorrections(List.of(correction("8ABC123", "by the picture")))
            .build();
    images.pipeInput(read.getPlateKey(), image(read), NOW);
    images.pipeInput(corrected.getPlateKey(), image(corrected), NOW);

    // When
    PlateRead late = PlateRead.newBuilder(read).setRevision(2).setLooks(9).build();
    images.pipeInput(late.getPlateKey(), image(late), NOW);

    // Then
    assertThat(keptImageReads()).containsExactly(corrected);
  }

  @Test
  void imagesOfAnEarlierRevisionDoNotTakeThePlaceOfALaterOnes() {
    // Given
    PlateRead first = read("r1", "8ABC123", "north", NOW.minusSeconds(5));
    PlateRead second = revised(first, NOW.minusSeconds(3));
    images.pipeInput(second.getPlateKey(), image(second), NOW);

    // When
    images.pipeInput(first.getPlateKey(), image(first), NOW);

    // Then
    assertThat(keptImageReads()).containsExactly(second);
  }

  @Test
  void imagesOfAReadThatWasCorrectedToAnotherKeyStayAwayWhenItsParkedVehicleLeaves() {
    // Given
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), NOW);
    PlateRead retracted =
        PlateRead.newBuilder(read)
            .setRevision(1)
            .setStatus(ReadStatus.RETRACTED)
            .setSupersededBy(key("8ABX129"))
            .setCorrections(List.of(correction("8ABC123", "by the picture")))
            .build();
    images.pipeInput(
        read.getPlateKey(), ReadImage.newBuilder().setReadId("r1").setRead(retracted).build(), NOW);
    pipe(retracted);

    // When: the last revision of its passage, whose read is not kept any more
    PlateRead last =
        PlateRead.newBuilder(read).setRevision(1).setLastSeenAt(NOW.plusSeconds(9)).build();
    pipe(last);
    images.pipeInput(last.getPlateKey(), image(last), NOW);

    // Then: no picture is left that no search finds and no purge of its read takes along
    assertThat(keptReads()).isEmpty();
    assertThat(keptImages()).isEmpty();
  }

  private static Correction correction(String original, String reason) {
    return Correction.newBuilder()
        .setOriginalText(original)
        .setOriginalCharacters(List.of())
        .setCorrectedBy("ana")
        .setOrganisation("Sheriff")
        .setReason(reason)
        .setCorrectedAt(NOW)
        .build();
  }

  @Test
  void readIsKeptUnderItsPlateKeyAndUnderItsCamera() {
    // Given
    PlateRead read = read("r1", "8ABO123", "north", NOW);

    // When
    pipe(read);

    // Then
    assertThat(keptReads()).containsExactly("r1");
    assertThat(byCamera().fetch(new StoreKey("north", NOW.toEpochMilli(), "r1").encoded(), ms(NOW)))
        .isEqualTo(key("8ABO123"));
  }

  @Test
  void laterRevisionReplacesTheEarlierOneThoughItsCaptureTimeDiffers() {
    // Given
    PlateRead first = read("r1", "8ABC123", "north", NOW.minusSeconds(5));
    pipe(first);

    // When
    PlateRead second = revised(first, NOW.minusSeconds(3));
    pipe(second);
    pipe(first); // Delivered again.

    // Then
    assertThat(keptReadRecords()).containsExactly(second);
    assertThat(byCameraKeys()).hasSize(1);
  }

  @Test
  void retractionTakesReadAndImagesOut() {
    // Given
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), NOW);

    // When
    pipe(retracted(read));

    // Then
    assertThat(keptReads()).isEmpty();
    assertThat(byCameraKeys()).isEmpty();
    assertThat(keptImages()).isEmpty();
    assertThat(count("retracted", "read")).isEqualTo(1);
  }

  @Test
  void retractionOfImagesTakesThemOut() {
    // Given
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    images.pipeInput(read.getPlateKey(), image(read), NOW);
    ReadImage retraction = ReadImage.newBuilder().setReadId("r1").setRead(retracted(read)).build();

    // When
    images.pipeInput(read.getPlateKey(), retraction, NOW);

    // Then
    assertThat(keptImages()).isEmpty();
  }

  @Test
  void silenceExpiresReadsAtTheSecond() {
    // Given
    pipe(read("r1", "8ABC123", "north", NOW));

    // When / Then
    advanceTo(NOW.plus(PLAN.reads().retention()).minus(SECOND));
    assertThat(keptReads()).containsExactly("r1");
    advanceTo(NOW.plus(PLAN.reads().retention()).plus(Duration.ofMinutes(1)));
    assertThat(keptReads()).isEmpty();
    assertThat(byCameraKeys()).isEmpty();
  }

  @Test
  void clockThatIsNotBelievedExpiresNothingNorDoReadsThatItHasDated() {
    // Given
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), NOW);
    believed = NOW.plus(Duration.ofMinutes(5));

    // When: the machine's clock and the cameras' are a year ahead
    advanceTo(NOW.plus(Duration.ofDays(365)));
    PlateRead ahead = read("r2", "7XYZ456", "north", wallClock);
    pipe(ahead);
    images.pipeInput(ahead.getPlateKey(), image(ahead), wallClock);

    // Then
    assertThat(keptReads()).containsExactly("r1");
    assertThat(keptImages()).containsExactly("r1");
    assertThat(count("refused", "read")).isEqualTo(1);
    assertThat(count("refused", "image")).isEqualTo(1);
    assertThat(receipts.isEmpty()).isTrue();

    // When
    believed = Instant.MAX;
    advanceTo(wallClock.plus(Duration.ofMinutes(1)));

    // Then
    assertThat(keptReads()).isEmpty();
    assertThat(keptImages()).isEmpty();
  }

  @Test
  void filesAreGoneWithinThePolicysLimit() throws IOException {
    // Given: the first read of its segment, which has to wait for the last
    Instant midnight = NOW.truncatedTo(ChronoUnit.DAYS);
    pipe(read("r1", "8ABC123", "north", midnight));
    assertThat(segmentDirectories(midnight)).hasSize(2);

    // When
    tickTo(midnight.plus(Duration.ofDays(30)), Duration.ofMinutes(30));

    // Then
    assertThat(segmentDirectories(midnight)).isEmpty();
  }

  /** Reads for 30 days and images for 10: each at its own limit, to the second. */
  @Test
  void nothingOfAReadOrItsImageIsLeftASecondAfterItsLimit() throws IOException {
    // Given: the first of its segment, which has to wait for the last
    Instant midnight = NOW.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    advanceTo(midnight.plusSeconds(1));
    PlateRead read = read("r1", "8ABC123", "north", midnight);
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), midnight);

    // When / Then: images
    tickTo(midnight.plus(PLAN.images().retention()).minus(SECOND), Duration.ofMinutes(30));
    assertThat(keptImages()).containsExactly("r1");
    tickTo(midnight.plus(PLAN.images().limit()).minus(SECOND), Duration.ofMinutes(1));
    assertThat(keptImages()).isEmpty();
    tickTo(midnight.plus(PLAN.images().limit()).plus(SECOND), SECOND);
    assertThat(filesOf(ReadStores.READ_IMAGES, midnight, PLAN.images())).isEmpty();
    assertThat(keptReads()).containsExactly("r1");

    // When / Then: reads
    tickTo(midnight.plus(PLAN.reads().retention()).minus(SECOND), Duration.ofMinutes(30));
    assertThat(keptReads()).containsExactly("r1");
    assertThat(filesOf(ReadStores.READS_BY_PLATE, midnight, PLAN.reads())).isNotEmpty();
    tickTo(midnight.plus(PLAN.reads().limit()).minus(SECOND), Duration.ofMinutes(1));
    assertThat(keptReads()).isEmpty();
    assertThat(byCameraKeys()).isEmpty();
    tickTo(midnight.plus(PLAN.reads().limit()).plus(SECOND), SECOND);
    assertThat(filesOf(ReadStores.READS_BY_PLATE, midnight, PLAN.reads())).isEmpty();
    assertThat(filesOf(ReadStores.READS_BY_CAMERA, midnight, PLAN.reads())).isEmpty();
  }

  /**
   * Kafka Streams itself shows what had expired again after a restart, until it is told the time.
   */
  @Test
  void restartBringsNothingBack() {
    // Given
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), NOW);
    advanceTo(NOW.plus(PLAN.reads().retention()).plus(Duration.ofMinutes(1)));
    assertThat(keptReads()).isEmpty();
    driver.close();

    // When
    open();
    advanceTo(wallClock.plus(Duration.ofMinutes(1)));

    // Then
    assertThat(keptReads()).isEmpty();
    assertThat(byCameraKeys()).isEmpty();
    assertThat(keptImages()).isEmpty();
  }

  @Test
  void imagesExpireByTheirOwnLimitAndReadsStay() {
    // Given
    PlateRead read = read("r1", "8ABC123", "north", NOW);
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), NOW);

    // When
    advanceTo(NOW.plus(Duration.ofDays(10)));

    // Then
    assertThat(keptImages()).isEmpty();
    assertThat(keptReads()).containsExactly("r1");
  }

  @Test
  void readDatedAheadIsRefusedAndExpiresNothing() {
    // Given
    pipe(read("r1", "8ABC123", "north", NOW));

    // When
    pipe(read("r2", "9XYZ987", "north", NOW.plus(Duration.ofDays(60))));

    // Then
    assertThat(keptReads()).containsExactly("r1");
    assertThat(count("refused", "read")).isEqualTo(1);
  }

  @Test
  void readThatHasExpiredOnArrivalIsRefused() {
    // When
    pipe(read("r1", "8ABC123", "north", NOW.minus(PLAN.reads().retention()).minus(SECOND)));
    pipe(read("r2", "8ABC123", "north", NOW.minus(PLAN.reads().retention()).plus(SECOND)));

    // Then
    assertThat(keptReads()).containsExactly("r2");
  }

  @Test
  void optOutPurgesKeptReadsAndTheirImagesStepByStep() {
    // Given: more reads than one step looks at, over several segments
    IntStream.range(0, 9)
        .mapToObj(i -> read("keep" + i, "7AAA00" + i, "north", NOW.minus(Duration.ofHours(9L * i))))
        .forEach(this::pipe);
    for (int i = 0; i < 3; i++) {
      PlateRead mine = read("mine" + i, "8ABC123", "south", NOW.minus(Duration.ofDays(4L * i)));
      pipe(mine);
      images.pipeInput(mine.getPlateKey(), image(mine), mine.getCapturedAt());
    }
    tickTo(NOW.plusSeconds(50), SECOND);
    assertThat(keptReads()).hasSize(12);
    receipts.readValuesToList();

    // When
    optOuts.pipeInput(hashOf("8ABC123"), optOut(hashOf("8ABC123"), null));
    tickTo(NOW.plusSeconds(100), SECOND);

    // Then
    assertThat(keptReads()).hasSize(9).noneMatch(id -> id.startsWith("mine"));
    assertThat(byCameraKeys()).hasSize(9);
    assertThat(keptImages()).isEmpty();
    assertThat(count("purged", "read")).isEqualTo(3);
    assertThat(count("purged", "image")).isEqualTo(3);
    List<DeletionReceipt> written = receipts.readValuesToList();
    assertThat(deleted(written, ReadStores.READS_BY_PLATE)).isEqualTo(3);
    assertThat(deleted(written, ReadStores.READ_IMAGES)).isEqualTo(3);
    assertThat(written).extracting(DeletionReceipt::getReceiptId).doesNotHaveDuplicates();
  }

  @Test
  void optOutThatCannotBeDecodedPurgesAsAnyOther() {
    // Given
    pipe(read("mine", "8ABC123", "south", NOW));
    pipe(read("keep", "7AAA001", "south", NOW));

    // When
    driver
        .createInputTopic(Topics.OPT_OUTS.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(hashOf("8ABC123"), new byte[] {1, 2, 3});
    tickTo(NOW.plusSeconds(100), SECOND);

    // Then
    assertThat(keptReads()).containsExactly("keep");
  }

  @Test
  void purgeThatIsBrokenOffHasReceiptsOfWhatItTookOut() {
    // Given: more than two steps look at
    for (int i = 0; i < 6; i++) {
      PlateRead mine = read("mine" + i, "8ABC123", "south", NOW.minus(Duration.ofHours(i)));
      pipe(mine);
      images.pipeInput(mine.getPlateKey(), image(mine), mine.getCapturedAt());
    }
    tickTo(NOW.plusSeconds(50), SECOND);
    receipts.readValuesToList();
    optOuts.pipeInput(hashOf("8ABC123"), optOut(hashOf("8ABC123"), null));

    // When: the task goes elsewhere in the midst of it
    while (keptReads().size() == 6) {
      tickTo(wallClock.plus(SECOND), SECOND);
    }
    int left = keptReads().size();

    // Then
    List<DeletionReceipt> written = receipts.readValuesToList();
    assertThat(left).isPositive();
    assertThat(deleted(written, ReadStores.READS_BY_PLATE)).isEqualTo(6 - left);
    assertThat(deleted(written, ReadStores.READ_IMAGES)).isEqualTo(6 - left);
  }

  private static long deleted(List<DeletionReceipt> receipts, String store) {
    return receipts.stream()
        .filter(receipt -> receipt.getStore().equals(store))
        .mapToLong(DeletionReceipt::getDeletedCount)
        .filter(count -> count > 0) // At its start a task does not know what had expired.
        .sum();
  }

  @Test
  void optOutPurgesReadsThatTheGateWouldNotHaveLetPassAndNoOthers() {
    // Given reads that are sure to 0.93, so that each may be one look-alike
    pipe(read("misread", "8ABC12B", "north", NOW));
    pipe(read("twice", "BABC12B", "north", NOW));
    pipe(read("other", "8ABC124", "north", NOW));
    pipe(sureRead("sure", "BABC128", "north", NOW));
    advanceTo(NOW.plusSeconds(50));

    // When
    optOuts.pipeInput(hashOf("8ABC128"), optOut(hashOf("8ABC128"), null));
    tickTo(NOW.plusSeconds(100), SECOND);

    // Then
    assertThat(keptReads()).containsExactlyInAnyOrder("twice", "other", "sure");
  }

  @Test
  void readsAndImagesOfAnOptedOutPlateAreNotLetIn() {
    // Given
    optOuts.pipeInput(hashOf("8ABC123"), optOut(hashOf("8ABC123"), null));
    PlateRead read = read("r1", "8ABC123", "north", NOW);

    // When
    pipe(read);
    images.pipeInput(read.getPlateKey(), image(read), NOW);

    // Then
    assertThat(keptReads()).isEmpty();
    assertThat(keptImages()).isEmpty();
  }

  @Test
  void expiredOrWithdrawnOptOutLetsReadsIn() {
    // Given
    optOuts.pipeInput(hashOf("8ABC123"), optOut(hashOf("8ABC123"), NOW));
    optOuts.pipeInput(hashOf("9XYZ987"), optOut(hashOf("9XYZ987"), null));
    optOuts.pipeInput(hashOf("9XYZ987"), (OptOut) null);

    // When
    pipe(read("r1", "8ABC123", "north", NOW));
    pipe(read("r2", "9XYZ987", "north", NOW));

    // Then
    assertThat(keptReads()).containsExactlyInAnyOrder("r1", "r2");
  }

  @Test
  void whatWasWrittenLateIsBuriedInTheChangelogsAsSoonAsTheStoreNoLongerShowsIt() {
    // Given reads of today, and behind them one of an old photograph, which lies among them
    Instant old = NOW.minus(Duration.ofDays(5));
    for (PlateRead read :
        List.of(read("r1", "8ABC123", "north", NOW), read("r2", "7XYZ456", "north", old))) {
      pipe(read);
      images.pipeInput(read.getPlateKey(), image(read), NOW);
    }

    assertBuriedInTime(old, PLAN.images(), List.of(ReadStores.READ_IMAGES));
    assertBuriedInTime(
        old, PLAN.reads(), List.of(ReadStores.READS_BY_PLATE, ReadStores.READS_BY_CAMERA));
  }

  private void assertBuriedInTime(Instant old, StoreExpiry expiry, List<String> stores) {
    // When: a little before its time
    tickTo(old.plus(expiry.retention()).minus(SECOND), Duration.ofMinutes(30));

    // Then
    assertThat(stores).allSatisfy(store -> assertThat(buried(store)).isEmpty());

    // When: no later than the next segment of the changelog begins
    tickTo(old.plus(expiry.retention()).plus(expiry.changelogSegment()), Duration.ofMinutes(10));

    // Then
    assertThat(stores)
        .allSatisfy(store -> assertThat(buried(store)).singleElement().asString().contains("r2"));
  }

  @Test
  void receiptOfExpiryGoesOutOncePerSegmentAndStore() {
    // Given
    pipe(read("r1", "8ABC123", "north", NOW));

    // When: three days after the first receipt
    advanceTo(NOW.plus(Duration.ofMinutes(1)));
    receipts.readValuesToList();
    tickTo(NOW.plus(Duration.ofDays(3)), Duration.ofMinutes(30));

    // Then
    List<DeletionReceipt> written = receipts.readValuesToList();
    assertThat(written).hasSize(9);
    assertThat(written)
        .filteredOn(receipt -> receipt.getStore().equals(ReadStores.READS_BY_PLATE))
        .hasSize(3)
        .allSatisfy(
            receipt -> {
              assertThat(receipt.getDeletedCount()).isZero();
              assertThat(receipt.getTopic()).isEqualTo("alpr.reads");
              assertThat(receipt.getPolicyVersion()).isEqualTo("test 1");
              assertThat(receipt.getOldestRemainingAt())
                  .isBetween(NOW.minus(Duration.ofDays(1)), NOW);
            });
  }

  @Test
  void receiptOfExpiryCountsTheReadsAndImagesThatWent() {
    // Given three reads of one day and two of the next
    Instant midnight = NOW.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    for (int i = 0; i < 5; i++) {
      Instant at = midnight.plus(Duration.ofHours(6L * i + (i < 3 ? 0 : 12)));
      PlateRead read = read("r" + i, "8ABC12" + i, "north", at);
      advanceTo(at.plusSeconds(1));
      pipe(read);
      images.pipeInput(read.getPlateKey(), image(read), at);
    }

    // When
    tickTo(midnight.plus(Duration.ofDays(31)), Duration.ofMinutes(30));

    // Then: what was kept is counted once
    List<DeletionReceipt> written = receipts.readValuesToList();
    for (String store :
        List.of(ReadStores.READS_BY_PLATE, ReadStores.READS_BY_CAMERA, ReadStores.READ_IMAGES)) {
      assertThat(written)
          .filteredOn(receipt -> receipt.getStore().equals(store))
          .filteredOn(receipt -> receipt.getDeletedCount() > 0)
          .extracting(DeletionReceipt::getDeletedCount)
          .containsExactly(3L, 2L);
    }
    assertThat(written).extracting(DeletionReceipt::getReceiptId).doesNotHaveDuplicates();
  }

  @Test
  void ageOfTheOldestReadIsMeasured() {
    // Given
    pipe(read("r1", "8ABC123", "north", NOW));

    // When
    advanceTo(NOW.plus(Duration.ofDays(2)));

    // Then
    assertThat(
            registry
                .get("alpr.retention.oldest.age")
                .tag("store", ReadStores.READS_BY_PLATE)
                .gauge()
                .value())
        .isBetween(2 * 86_400.0, 3 * 86_400.0);
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(Topic<T> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.value(topic).serializer());
  }

  private void pipe(PlateRead read) {
    reads.pipeInput(read.getPlateKey(), read, read.getCapturedAt());
  }

  private void advanceTo(Instant then) {
    driver.advanceWallClockTime(Duration.between(wallClock, then));
    wallClock = then;
  }

  /** The driver punctuates once for each advance, however far it goes. */
  private void tickTo(Instant then, Duration step) {
    while (wallClock.isBefore(then)) {
      Instant next = wallClock.plus(step);
      advanceTo(next.isBefore(then) ? next : then);
    }
  }

  private String hashOf(String plate) {
    return hash.of(new PlateText(plate));
  }

  private double count(String what, String kind) {
    return registry.get("alpr.retention." + what).tag("kind", kind).counter().count();
  }

  private List<PlateRead> keptReadRecords() {
    WindowStore<String, PlateRead> store = driver.getWindowStore(ReadStores.READS_BY_PLATE);
    List<PlateRead> found = new ArrayList<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }

  private List<String> keptReads() {
    return keptReadRecords().stream().map(PlateRead::getReadId).toList();
  }

  /** Entries whose tombstones have come to a store's changelog since this was last asked. */
  private List<String> buried(String store) {
    return driver
        .createOutputTopic(
            "retention-" + store + "-changelog",
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())
        .readRecordsToList()
        .stream()
        .filter(record -> record.value() == null)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .filter(key -> key.length() > WINDOW_BYTES) // The sentinel's is of nobody.
        .toList();
  }

  private List<String> keptImages() {
    return keptImageReads().stream().map(PlateRead::getReadId).toList();
  }

  private List<PlateRead> keptImageReads() {
    WindowStore<String, ReadImage> store = driver.getWindowStore(ReadStores.READ_IMAGES);
    List<PlateRead> found = new ArrayList<>();
    try (var all = store.all()) {
      all.forEachRemaining(entry -> found.add(entry.value.getRead()));
    }
    return found;
  }

  private WindowStore<String, String> byCamera() {
    return driver.getWindowStore(ReadStores.READS_BY_CAMERA);
  }

  private List<String> byCameraKeys() {
    List<String> found = new ArrayList<>();
    try (var all = byCamera().all()) {
      all.forEachRemaining(entry -> found.add(entry.key.key()));
    }
    return found;
  }

  private List<Path> filesOf(String store, Instant at, StoreExpiry expiry) throws IOException {
    String segment = store + "." + ms(expiry.segmentStart(at));
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(path -> path.toString().contains(segment)).toList();
    }
  }

  /** A segment is a RocksDB in a directory that is named after the segment's start. */
  private List<Path> segmentDirectories(Instant start) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(path -> path.toString().endsWith("." + ms(start))).toList();
    }
  }

  private static long ms(Instant at) {
    return at.toEpochMilli();
  }
}
