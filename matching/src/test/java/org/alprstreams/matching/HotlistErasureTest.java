package org.alprstreams.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.rocksdb.StoreFiles;
import org.alprstreams.service.streams.SharedRocksDbMemory;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/** Looks for the bytes of hotlist entries in the files of real stores. */
class HotlistErasureTest {

  private static final Duration DELAY = TestData.RULES.eraseDelay();

  @TempDir Path directory;

  private TopologyTestDriver driver;
  private TestInputTopic<String, HotlistEntry> hotlist;

  @BeforeEach
  void open() {
    Properties properties = TopologyFixture.properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    properties.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbMemory.class.getName());
    driver =
        new TopologyTestDriver(
            TopologyFixture.topology(TestData.RULES, new SimpleMeterRegistry()),
            properties,
            TestData.START);
    hotlist =
        driver.createInputTopic(
            Topics.HOTLIST.name(),
            new StringSerializer(),
            RecordSerdes.registryFree().value(Topics.HOTLIST).serializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void removedEntryLeavesTheFilesAndItsNeighboursStay() throws Exception {
    // Given
    list("mine", "8ABC123");
    list("theirs", "7XYW456");
    flush();
    assertThat(inFiles("8ABC123")).isTrue();
    assertThat(inFiles(key("8ABC123"))).isTrue();

    // When
    hotlist.pipeInput("mine", null);
    flush();

    // Then what is removed is still in the files, which is why they are rewritten
    assertThat(inFiles("8ABC123")).isTrue();
    awaitErased("8ABC123");
    assertThat(inFiles("7XYW456")).isTrue();
  }

  @Test
  void replacedEntryLeavesTheFiles() throws Exception {
    // Given an entry with a plate that was written down wrongly
    list("mine", "8ABC128");
    flush();
    assertThat(inFiles("8ABC128")).isTrue();

    // When
    list("mine", "8ABC123");
    flush();

    // Then
    awaitErased("8ABC128");
    assertThat(inFiles("8ABC123")).isTrue();
  }

  private void list(String entryId, String plate) {
    hotlist.pipeInput(entryId, TestData.entry(entryId, plate).build());
  }

  private void awaitErased(String plate) {
    driver.advanceWallClockTime(DELAY);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              driver.advanceWallClockTime(DELAY.dividedBy(4));
              assertThat(inFiles(plate)).isFalse();
              assertThat(inFiles(key(plate))).isFalse();
            });
  }

  /** As Kafka does when enough has come together. */
  private void flush() throws RocksDBException {
    for (String table :
        List.of(MatchingTopology.HOTLIST_ENTRIES, MatchingTopology.HOTLIST_BY_PLATE_KEY)) {
      StoreFiles files = StoreFiles.of(driver.getTimestampedKeyValueStore(table));
      try (FlushOptions options = new FlushOptions()) {
        files.database().flush(options, files.entries());
      }
    }
  }

  private static String key(String plate) {
    return PlateKey.of(new PlateText(plate)).value();
  }

  private boolean inFiles(String text) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).anyMatch(file -> content(file).contains(text));
    } catch (UncheckedIOException e) {
      return true; // A file went while it was looked for: ask again.
    }
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
}
