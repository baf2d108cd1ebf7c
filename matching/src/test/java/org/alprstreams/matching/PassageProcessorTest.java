package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.CameraPassages;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.passage.PassageTracker;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that takes over finds the state of another, and looks that waited meanwhile. */
class PassageProcessorTest {

  private static final Duration OUTAGE = Duration.ofSeconds(9);
  private static final RecordSerdes SERDES = RecordSerdes.registryFree();

  @TempDir Path directory;

  private final KeyValueStore<String, CameraPassages> passages =
      store(MatchingTopology.PASSAGES, CameraPassages.class);
  private final KeyValueStore<String, PlateCandidate> images =
      store(MatchingTopology.PASSAGE_IMAGES, PlateCandidate.class);
  private final TimestampedKeyValueStore<String, OptOut> optOuts =
      Stores.timestampedKeyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(GlobalLists.OPT_OUTS),
              Serdes.String(),
              SERDES.store(OptOut.class))
          .withLoggingDisabled()
          .build();
  private MockProcessorContext<String, ReadPublication> context;
  private Instant now = TestData.START;

  @BeforeEach
  void openStores() {
    context = context();
    for (StateStore store : List.of(passages, images, optOuts)) {
      store.init(context.getStateStoreContext(), store);
    }
  }

  @Test
  void lookThatWaitedIsOfThePassageThatWaited() {
    // Given a vehicle seen once before its task died
    PassageProcessor first = begin();
    see(first, look("8ABC123", 0.95));
    String readId = reads().get(0).getReadId();

    // When another takes over, time passes, and it comes to the vehicle's second look
    now = now.plus(OUTAGE);
    PassageProcessor second = begin();
    pass(Duration.ofMillis(500));
    see(second, look("8ABC123", 0.95).atMillis(300));
    pass(Duration.ofSeconds(15));

    // Then it was the same passage, and it is over since nothing came for a while
    assertThat(reads()).isNotEmpty().allMatch(read -> read.getReadId().equals(readId));
    assertThat(reads().get(reads().size() - 1).getLooks()).isEqualTo(2);
  }

  @Test
  void lookThatWaitedWhileTheTaskWasHeldUpIsOfItsPassageToo() {
    // Given a vehicle seen by a task that is at work
    PassageProcessor processor = begin();
    see(processor, look("8ABC123", 0.95));
    pass(Duration.ofMillis(250));

    // When the task's thread stands still for seconds, and its clock comes before its looks
    tickAfter(OUTAGE);
    see(processor, look("8ABC123", 0.95).atMillis(300));
    pass(Duration.ofSeconds(15));

    // Then
    assertThat(reads())
        .extracting(PlateRead::getReadId)
        .hasSizeGreaterThan(1)
        .containsOnly(reads().get(0).getReadId());
    assertThat(reads().get(reads().size() - 1).getLooks()).isEqualTo(2);
  }

  @Test
  void lookThatWasWorkedThroughBeforeIsNotAgain() {
    // Given
    see(begin(), look("8ABC123", 0.95));

    // When another task gets it again
    PassageProcessor second = begin();
    see(second, look("8ABC123", 0.95));
    pass(Duration.ofSeconds(15));

    // Then it goes on from there to the end
    assertThat(reads())
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.getOver()).isTrue();
              assertThat(read.getLooks()).isEqualTo(1);
            });
  }

  @Test
  void passageIsOverInTimeThoughThisSystemsClockIsSetBack() {
    // Given
    PassageProcessor processor = begin();
    see(processor, look("8ABC123", 0.97));
    pass(Duration.ofMillis(500));

    // When
    now = now.minus(Duration.ofMinutes(5));
    pass(Duration.ofSeconds(4));

    // Then
    assertThat(reads()).extracting(PlateRead::getOver).containsExactly(false, true);
  }

  private PassageProcessor begin() {
    context = context();
    PassageProcessor processor =
        new PassageProcessor(
            new PassageTracker(TestData.PASSAGES),
            new OptOutGate(TestData.KEYS, new LookAlikeReadings(0.05)),
            new MatchingMeters(new SimpleMeterRegistry()));
    processor.init(context);
    return processor;
  }

  private MockProcessorContext<String, ReadPublication> context() {
    MockProcessorContext<String, ReadPublication> fresh =
        new MockProcessorContext<>(
            TopologyFixture.properties(), new TaskId(0, 0), directory.toFile());
    fresh.setCurrentSystemTimeMs(now.toEpochMilli());
    fresh.addStateStore(passages);
    fresh.addStateStore(images);
    fresh.addStateStore(optOuts);
    return fresh;
  }

  private void see(PassageProcessor processor, TestData.LookBuilder look) {
    PlateCandidate candidate = look.build();
    processor.process(
        new Record<>(candidate.getCameraId(), candidate, candidate.getCapturedAt().toEpochMilli()));
  }

  private void pass(Duration time) {
    Instant until = now.plus(time);
    while (now.isBefore(until)) {
      tickAfter(PassageProcessor.TICK);
    }
  }

  private void tickAfter(Duration time) {
    now = now.plus(time);
    context.setCurrentSystemTimeMs(now.toEpochMilli());
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(now.toEpochMilli());
  }

  /** Those that the present task has published. */
  private List<PlateRead> reads() {
    return context.forwarded().stream().map(f -> f.record().value().read()).toList();
  }

  private static <V extends SpecificRecord> KeyValueStore<String, V> store(
      String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), SERDES.store(type))
        .withLoggingDisabled()
        .build();
  }
}
