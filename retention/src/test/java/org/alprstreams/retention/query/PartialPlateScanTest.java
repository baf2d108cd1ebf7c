package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.retention.RetentionTopology;
import org.alprstreams.retention.SampleReads;
import org.alprstreams.retention.evidence.EvidenceIndex;
import org.alprstreams.retention.evidence.SampleEvidence;
import org.alprstreams.retention.query.ReadScan.Index;
import org.alprstreams.retention.store.LookBackRules;
import org.alprstreams.retention.store.OptOutRule;
import org.alprstreams.retention.store.ReadStores;
import org.alprstreams.retention.store.RetentionMeters;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.retention.store.StoreExpiry;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random reads over many segments, random patterns, and what a look at every read would find. */
class PartialPlateScanTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final StoreExpiry EXPIRY =
      StoreExpiry.within(Duration.ofDays(30), 30, Duration.ofMinutes(10));
  private static final int READS = 400;
  private static final int DAYS = 8;

  /** Few letters, so that patterns fit several; some look alike. */
  private static final String LETTERS = "A8B0O1";

  @TempDir Path directory;

  private final Random random = new Random(42);
  private final List<PlateRead> reads = new ArrayList<>();
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    RecordSerdes serdes = RecordSerdes.registryFree();
    RetentionPlan plan =
        new RetentionPlan(
            EXPIRY,
            EXPIRY,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            1000,
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            "test 1",
            "here");
    Properties properties = new Properties();
    properties.put("application.id", "retention");
    properties.put("bootstrap.servers", "nowhere:1");
    properties.put("state.dir", directory.toString());
    driver =
        new TopologyTestDriver(
            RetentionTopology.build(
                plan,
                serdes,
                new OptOutRule(new PlateHash(new byte[32]), new LookAlikeReadings(0.05)),
                new LookBackRules(null, Duration.ZERO, Map.of()),
                SampleEvidence.RULES,
                new EvidenceIndex(),
                null,
                now -> now,
                new RetentionMeters(new SimpleMeterRegistry())),
            properties,
            NOW);
    TestInputTopic<String, PlateRead> topic =
        driver.createInputTopic(
            Topics.READS.name(), new StringSerializer(), serdes.value(Topics.READS).serializer());
    for (int i = 0; i < READS; i++) {
      PlateRead read =
          SampleReads.sureRead(
              "r" + i,
              text(2 + random.nextInt(7)),
              "camera-" + random.nextInt(3),
              NOW.minusSeconds(random.nextInt(DAYS * 24 * 3600)));
      reads.add(read);
      topic.pipeInput(read.getPlateKey(), read, NOW);
    }
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pagesTogetherAreWhatALookAtEveryReadFinds(boolean lookAlikes) {
    int found = 0;
    for (int i = 0; i < 150; i++) {
      // Given
      PartialPlate pattern = pattern();
      Instant to = NOW.minusSeconds(random.nextInt(3600));
      Instant from = to.minusSeconds(random.nextInt(DAYS * 24 * 3600));

      // When
      List<String> paged = pages(pattern, lookAlikes, from, to, 1 + random.nextInt(5));

      // Then
      assertThat(paged)
          .as("%d: %s", i, pattern.value())
          .isEqualTo(expected(pattern, lookAlikes, from, to));
      found += paged.size();
    }
    assertThat(found).isPositive();
  }

  @Test
  void searchThatTakesTooLongIsGivenUpAndSaysWhatToDo() {
    // Given
    ReadScan scan =
        scan(new PartialPlate("*AAA*"), true, NOW.minus(EXPIRY.retention()), NOW, null, 9);

    // When / Then
    assertThatThrownBy(() -> search(Duration.ZERO).newest(scan, 0))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("shorter span");
  }

  private List<String> pages(
      PartialPlate pattern, boolean lookAlikes, Instant from, Instant to, int limit) {
    List<String> all = new ArrayList<>();
    Position after = null;
    while (true) {
      List<ReadJson> page =
          search(Duration.ofMinutes(1))
              .newest(scan(pattern, lookAlikes, from, to, after, limit), 0);
      page.forEach(read -> all.add(read.readId()));
      if (page.size() < limit) {
        return all;
      }
      after = page.get(page.size() - 1).position();
    }
  }

  private PartialPlateScan search(Duration patience) {
    return new PartialPlateScan(
        driver.getWindowStore(ReadStores.READS_BY_PLATE),
        driver.getWindowStore(ReadStores.READS_BY_CAMERA),
        EXPIRY,
        Patience.of(patience));
  }

  private static ReadScan scan(
      PartialPlate pattern,
      boolean lookAlikes,
      Instant from,
      Instant to,
      Position after,
      int limit) {
    return new ReadScan(
        Index.PARTIAL_PLATE,
        pattern.value(),
        lookAlikes ? Optional.empty() : Optional.of(pattern.value()),
        from,
        to,
        Optional.ofNullable(after),
        limit);
  }

  private List<String> expected(
      PartialPlate pattern, boolean lookAlikes, Instant from, Instant to) {
    int differences = lookAlikes ? PlateText.MAX_LENGTH : 0;
    return reads.stream()
        .filter(read -> !read.getCapturedAt().isBefore(from) && !read.getCapturedAt().isAfter(to))
        .filter(read -> pattern.match(new PlateText(read.getPlateText()), differences).isPresent())
        .sorted(
            Comparator.comparing(
                read -> new Position(read.getCapturedAt().toEpochMilli(), read.getReadId())))
        .map(PlateRead::getReadId)
        .toList();
  }

  private PartialPlate pattern() {
    while (true) {
      StringBuilder written = new StringBuilder(text(3));
      for (int i = random.nextInt(3); i >= 0; i--) {
        written.insert(random.nextInt(written.length() + 1), random.nextInt(3) == 0 ? '?' : '*');
      }
      Optional<PartialPlate> pattern = PartialPlate.tryParse(written.toString());
      if (pattern.isPresent()) {
        return pattern.get();
      }
    }
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
