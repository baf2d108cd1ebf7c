package org.alprstreams.retention.store;

import static org.alprstreams.retention.SampleReads.image;
import static org.alprstreams.retention.SampleReads.key;
import static org.alprstreams.retention.SampleReads.optOut;
import static org.alprstreams.retention.SampleReads.read;
import static org.alprstreams.retention.SampleReads.retracted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.RetentionTopology;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.evidence.SampleEvidence;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.rocksdb.Rewriting;
import org.alprstreams.service.rocksdb.StoreFiles;
import org.alprstreams.service.streams.SharedRocksDbMemory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/** Looks for bytes in the files of real stores, as whoever takes the disk would. */
class EraserTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration LAG = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration DELAY = Duration.ofMinutes(30);
  private static final RetentionPlan PLAN =
      new RetentionPlan(
          StoreExpiry.within(Duration.ofDays(30), 30, LAG),
          StoreExpiry.within(Duration.ofDays(10), 10, LAG),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1),
          100,
          DELAY,
          Duration.ofMinutes(1),
          "test 1",
          "here");

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final PlateHash hash = new PlateHash(new byte[32]);
  @TempDir Path directory;

  private TopologyTestDriver driver;
  private TestInputTopic<String, PlateRead> reads;
  private TestInputTopic<String, ReadImage> images;
  private TestInputTopic<String, OptOut> optOuts;

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put("application.id", "retention");
    properties.put("bootstrap.servers", "nowhere:1");
    properties.put("state.dir", directory.toString());
    properties.put("rocksdb.config.setter", SharedRocksDbMemory.class.getName());
    driver =
        new TopologyTestDriver(
            RetentionTopology.build(
                PLAN,
                serdes,
                new OptOutRule(hash, new LookAlikeReadings(0.05)),
                new LookBackRules(null, Duration.ZERO, Map.of()),
                SampleEvidence.RULES,
                new EvidenceIndex(),
                null,
                now -> now,
                new RetentionMeters(new SimpleMeterRegistry())),
            properties,
            NOW);
    reads = input(Topics.READS);
    images = input(Topics.READ_IMAGES);
    optOuts = input(Topics.OPT_OUTS);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void purgedReadLeavesTheFilesAndItsNeighboursStay() throws Exception {
    // Given a read of today and one of an earlier day, and others' beside them
    for (int day = 0; day < 2; day++) {
      Instant at = NOW.minus(Duration.ofDays(3L * day));
      keep(read("mine" + day, "8ABC123", "north", at));
      keep(read("theirs" + day, "7XYW456", "north", at));
    }
    flush();
    assertThat(inFiles("8ABC123")).isTrue();
    assertThat(inFiles("crop of mine0")).isTrue();
    assertThat(inFiles("crop of mine1")).isTrue();

    // When
    String key = hash.of(new PlateText("8ABC123"));
    optOuts.pipeInput(key, optOut(key, null));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    flush();

    // Then what is deleted is still in the files, which is why they are rewritten
    assertThat(inFiles("crop of mine0")).isTrue();
    awaitErased("crop of mine0", "crop of mine1", "scene of mine0", "8ABC123", key("8ABC123"));
    assertThat(inFiles("crop of theirs0")).isTrue();
    assertThat(inFiles("crop of theirs1")).isTrue();
    assertThat(inFiles("7XYW456")).isTrue();
  }

  @Test
  void entriesAreCountedWithoutReadingThemOnceWhatWasTakenOutIsErased() throws Exception {
    // Given images in files and in memory, among the sentinel's marks of deletions
    keep(read("mine", "8ABC123", "north", NOW));
    keep(read("theirs", "7XYW456", "north", NOW));
    flush();
    keep(read("others", "7XYW457", "north", NOW));
    driver.advanceWallClockTime(Duration.ofMinutes(3));
    assertThat(imagesOfToday()).isEqualTo(3);

    // When
    String key = hash.of(new PlateText("8ABC123"));
    optOuts.pipeInput(key, optOut(key, null));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    awaitErased("crop of mine");

    // Then
    assertThat(imagesOfToday()).isEqualTo(2);
  }

  @Test
  void retractedReadLeavesTheFiles() throws Exception {
    // Given
    PlateRead misread = read("mine", "8ABC128", "north", NOW);
    keep(misread); // Alone in its segment, so that nothing is left in it.
    flush();
    assertThat(inFiles("crop of mine")).isTrue();

    // When
    reads.pipeInput(misread.getPlateKey(), retracted(misread), NOW);

    // Then
    awaitErased("crop of mine", "8ABC128", key("8ABC128"));
  }

  @Test
  void deletionsAreFoundThatAnEarlierRunDidNotErase() throws Exception {
    // Given
    PlateRead mine = read("mine", "8ABC123", "north", NOW);
    keep(mine);
    StoreFiles files = StoreFiles.of(store(ReadStores.READS_BY_PLATE)).values().iterator().next();
    flush();
    assertThat(files.holdDeletions()).isFalse();

    // When
    reads.pipeInput(mine.getPlateKey(), retracted(mine), NOW);

    // Then in memory as in files
    assertThat(files.holdDeletions()).isTrue();
    flush();
    assertThat(files.holdDeletions()).isTrue();
  }

  @Test
  void segmentThatIsOverIsSettledIntoOneSortedRun() throws Exception {
    // Given two days' reads, each day's in two runs
    Instant today = NOW;
    Instant yesterday = NOW.minus(DAY);
    for (int run = 0; run < 2; run++) {
      keep(read("old" + run, "8ABC123", "north", yesterday.plusSeconds(run)));
      keep(read("new" + run, "7XYW456", "north", today.plusSeconds(run)));
      flush();
    }
    assertThat(runs(ReadStores.READS_BY_PLATE, yesterday)).isEqualTo(2);
    assertThat(runs(ReadStores.READS_BY_CAMERA, yesterday)).isEqualTo(2);

    // When
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              driver.advanceWallClockTime(Duration.ofSeconds(5));
              assertThat(runs(ReadStores.READS_BY_PLATE, yesterday)).isEqualTo(1);
              assertThat(runs(ReadStores.READS_BY_CAMERA, yesterday)).isEqualTo(1);
            });

    // Then today's, which more is to come into, and images, which are not searched, stay
    assertThat(runs(ReadStores.READS_BY_PLATE, today)).isGreaterThan(1);
    assertThat(runs(ReadStores.READ_IMAGES, yesterday)).isEqualTo(2);
    assertThat(inFiles("old0")).isTrue();
    assertThat(inFiles("old1")).isTrue();
  }

  @Test
  void rewritingThatIsEndedBeforeItBeginsTouchesNothing() {
    // Given
    keep(read("mine", "8ABC123", "north", NOW));
    StoreFiles files = StoreFiles.of(store(ReadStores.READS_BY_PLATE)).values().iterator().next();
    Rewriting rewriting = new Rewriting(files, true);

    // When
    rewriting.end();
    rewriting.run();

    // Then
    assertThat(rewriting.isOver()).isTrue();
    assertThat(rewriting.isComplete()).isFalse();
  }

  private void keep(PlateRead read) {
    reads.pipeInput(read.getPlateKey(), read, read.getCapturedAt());
    images.pipeInput(read.getPlateKey(), image(read), read.getCapturedAt());
  }

  /** Steps on by a minute at a time, which is more than a step of the eraser. */
  private void awaitErased(String... what) {
    driver.advanceWallClockTime(DELAY);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              driver.advanceWallClockTime(Duration.ofMinutes(1));
              for (String each : what) {
                assertThat(inFiles(each)).as(each).isFalse();
              }
            });
  }

  private long imagesOfToday() throws RocksDBException {
    Map<Long, StoreFiles> segments = StoreFiles.of(store(ReadStores.READ_IMAGES));
    return segments.get(NOW.toEpochMilli() / DAY.toMillis()).count();
  }

  /** As Kafka does when enough has come together. */
  private void flush() throws RocksDBException {
    for (String name :
        new String[] {
          ReadStores.READS_BY_PLATE, ReadStores.READS_BY_CAMERA, ReadStores.READ_IMAGES
        }) {
      for (StoreFiles files : StoreFiles.of(store(name)).values()) {
        try (FlushOptions options = new FlushOptions()) {
          files.database().flush(options, files.entries());
        }
      }
    }
  }

  private int runs(String store, Instant day) {
    return StoreFiles.of(store(store)).get(day.toEpochMilli() / DAY.toMillis()).sortedRuns();
  }

  private WindowStore<?, ?> store(String name) {
    return driver.getWindowStore(name);
  }

  private boolean inFiles(String text) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files.stream().anyMatch(file -> content(file).contains(text));
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ""; // Replaced by its rewriting meanwhile.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T extends SpecificRecord> TestInputTopic<String, T> input(Topic<T> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.value(topic).serializer());
  }
}
