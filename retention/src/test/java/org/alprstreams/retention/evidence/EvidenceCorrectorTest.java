package org.alprstreams.retention.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.alprstreams.avro.Correction;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.LaterCorrection;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes between a correction and its way to the topic and back. */
class EvidenceCorrectorTest {

  private static final Instant COLLECTED = Instant.parse("2026-11-23T08:00:00Z");
  private static final EvidenceKey KEY = key("26-117");
  private static final EvidenceKey OTHER = key("26-118");

  @TempDir Path directory;

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final EvidenceCorrector corrector = new EvidenceCorrector(Duration.ofSeconds(1));
  private MockProcessorContext<String, Evidence> context;
  private KeyValueStore<String, Evidence> kept;

  @BeforeEach
  void open() {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory.toFile());
    context.setCurrentSystemTimeMs(COLLECTED.plusSeconds(600).toEpochMilli());
    kept = store(EvidenceStores.EVIDENCE, serdes.value(Topics.EVIDENCE));
    KeyValueStore<String, Investigation> cases =
        store(EvidenceStores.INVESTIGATIONS, serdes.value(Topics.INVESTIGATIONS));
    List.of(KEY, OTHER)
        .forEach(
            key -> cases.put(key.caseNumber(), SampleEvidence.investigation(key.caseNumber())));
    corrector.init(context);
  }

  @Test
  void correctionIsNotedInEveryCaseAndWhatWasCollectedStays() {
    // Given
    attached(KEY, evidence(KEY));
    attached(OTHER, evidence(OTHER));

    // When
    corrected("8ABX129");

    // Then
    assertThat(written())
        .hasSize(2)
        .allSatisfy(
            evidence -> {
              assertThat(evidence.getRead().getPlateText()).isEqualTo("8ABC123");
              assertThat(evidence.getPlateCrop()).isNotNull();
              assertThat(evidence.getCorrections())
                  .extracting(LaterCorrection::getText)
                  .containsExactly("8ABX129");
            });
  }

  @Test
  void evidenceIsFoundThoughABetterLookMovedTheTimeOfItsRead() {
    // Given: attached while the vehicle was in sight, and a read that is none of its copies
    EvidenceKey earlier = EvidenceKey.of("26-117", COLLECTED.minusSeconds(15), "r1");
    EvidenceKey stranger = EvidenceKey.of("26-117", COLLECTED, "r2");
    attached(earlier, evidence(earlier));
    attached(stranger, evidence(stranger));

    // When
    corrected("8ABX129");

    // Then
    assertThat(context.forwarded())
        .singleElement()
        .satisfies(forward -> assertThat(forward.record().key()).isEqualTo(earlier.encoded()));
  }

  @Test
  void ofTwoCorrectionsThatWereMadeAtOnceTheLaterInTheTopicCounts() {
    // Given
    attached(KEY, evidence(KEY));
    corrected("8ABX129");
    comeBack();

    // When
    corrected("8ABX128");

    // Then
    assertThat(written().get(0).getCorrections())
        .extracting(LaterCorrection::getText)
        .containsExactly("8ABX128");
  }

  @Test
  void correctionThatIsToldAgainOrLateChangesNothing() {
    // Given
    attached(KEY, evidence(KEY));
    corrected("8ABX129", "8ABX128");
    comeBack();

    // When
    corrected("8ABX129", "8ABX128");
    corrected("8ABX129");

    // Then
    assertThat(context.forwarded()).isEmpty();
  }

  @Test
  void secondCorrectionIsAddedToTheFirst() {
    // Given
    attached(KEY, evidence(KEY));
    corrected("8ABX129");
    comeBack();

    // When
    corrected("8ABX129", "8ABX128");

    // Then
    assertThat(written().get(0).getCorrections())
        .extracting(LaterCorrection::getText)
        .containsExactly("8ABX129", "8ABX128");
  }

  @Test
  void whatTheCopiedReadSaysAlreadyIsNotNotedOnceMore() {
    // Given: attached after the first correction
    Evidence copy = evidence(KEY);
    PlateRead read =
        PlateRead.newBuilder(copy.getRead())
            .setPlateText("8ABX129")
            .setCorrections(
                List.of(
                    Correction.newBuilder()
                        .setOriginalText("8ABC123")
                        .setOriginalCharacters(copy.getRead().getCharacters())
                        .setCorrectedBy("ana")
                        .setOrganisation("Sheriff")
                        .setReason("first")
                        .setCorrectedAt(COLLECTED)
                        .build()))
            .build();
    attached(KEY, Evidence.newBuilder(copy).setRead(read).build());

    // When / Then
    corrected("8ABX129");
    assertThat(context.forwarded()).isEmpty();

    // When / Then
    corrected("8ABX129", "8ABX128");
    assertThat(written().get(0).getCorrections())
        .extracting(LaterCorrection::getText)
        .containsExactly("8ABX128");
  }

  @Test
  void copyThatWasOnItsWayWhileTheReadWasCorrectedIsCorrectedToo() {
    // Given
    corrected("8ABX129");
    assertThat(context.forwarded()).isEmpty();

    // When
    attached(KEY, evidence(KEY));

    // Then
    assertThat(written()).hasSize(1);
  }

  @Test
  void correctionDoesNotBringBackWhatIsDetachedMeanwhile() {
    // Given
    attached(KEY, evidence(KEY));
    corrected("8ABX129");
    Evidence written = written().get(0);
    context.resetForwards();

    // When: the tombstone is in the topic before what was written
    came(KEY, null);
    came(KEY, written);

    // Then
    assertThat(context.forwarded())
        .singleElement()
        .satisfies(
            forward -> {
              assertThat(forward.record().key()).isEqualTo(KEY.encoded());
              assertThat(forward.record().value()).isNull();
            });
  }

  @Test
  void whatIsDetachedLaterNeedsNoSecondTombstone() {
    // Given
    attached(KEY, evidence(KEY));
    corrected("8ABX129");
    comeBack();

    // When
    came(KEY, null);

    // Then
    assertThat(context.forwarded()).isEmpty();
  }

  private static EvidenceKey key(String caseNumber) {
    return EvidenceKey.of(caseNumber, COLLECTED, "r1");
  }

  private static Evidence evidence(EvidenceKey key) {
    return SampleEvidence.evidence(key.readId(), "8ABC123", key.caseNumber(), COLLECTED);
  }

  private <V extends SpecificRecord> KeyValueStore<String, V> store(String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }

  private void attached(EvidenceKey key, Evidence evidence) {
    kept.put(key.encoded(), evidence);
    came(key, evidence);
  }

  private void came(EvidenceKey key, Evidence evidence) {
    corrector.process(new Record<>(key.encoded(), evidence, COLLECTED.toEpochMilli()));
  }

  private void corrected(String... texts) {
    corrector.process(new Record<>("r1", SampleEvidence.corrections("r1", COLLECTED, texts), 0L));
  }

  private void comeBack() {
    List<CapturedForward<? extends String, ? extends Evidence>> all =
        List.copyOf(context.forwarded());
    context.resetForwards();
    all.forEach(
        forward ->
            attached(
                EvidenceKey.parse(forward.record().key()).orElseThrow(), forward.record().value()));
  }

  private List<? extends Evidence> written() {
    return context.forwarded().stream().map(forward -> forward.record().value()).toList();
  }
}
