package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.serde.TrustedRecords;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessChain.BadRecord;
import org.alprstreams.service.access.AccessChain.Flaw;
import org.alprstreams.service.http.Problem;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class AccessLogTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00.123456Z"), ZoneOffset.UTC);

  /** Longer than a busy machine lets a thread wait for its turn. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private static final Duration SHORT = Duration.ofMillis(200);

  private final MockProducer<String, AccessRecord> producer = producer(true);
  private final AccessLog log = log(producer, PATIENT);

  @Test
  void recordsFormAChain() {
    // When
    IntStream.range(0, 5).forEach(i -> log.append(entry("8ABC12" + i)));

    // Then
    assertThat(written()).extracting(AccessRecord::getSequence).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(written()).extracting(AccessRecord::getChainId).containsOnly(chain());
    assertThat(producer.history()).extracting(ProducerRecord::key).containsOnly(chain());
    assertThat(AccessChain.verify(written())).isEmpty();
  }

  @Test
  void chainHoldsAfterTheRecordsWentThroughTheTopicsSerde() {
    // Given
    IntStream.range(0, 3).forEach(i -> log.append(entry("8ABC12" + i)));
    var serde = RecordSerdes.registryFree().value(Topics.ACCESS_LOG);

    // When
    List<AccessRecord> read =
        written().stream()
            .map(record -> serde.serializer().serialize("t", record))
            .map(bytes -> serde.deserializer().deserialize("t", bytes))
            .toList();

    // Then
    assertThat(AccessChain.verify(read)).isEmpty();
  }

  @Test
  void recordCarriesTheElementsTheCodeAsksFor() {
    // When
    AccessRecord record = log.append(entry("8ABC123"));

    // Then: Civil Code 1798.90.52(a)(1) to (4)
    assertThat(record.getAt()).isEqualTo(Instant.parse("2026-11-23T08:00:00.123Z"));
    assertThat(record.getElements()).containsEntry("plate", "8ABC123");
    assertThat(record.getUsername()).isEqualTo("ana");
    assertThat(record.getOrganisation()).isEqualTo("Sheriff");
    assertThat(record.getPurpose()).isEqualTo("STOLEN_VEHICLE");
    assertThat(record.getPolicyVersion()).isEqualTo("policy 1");
  }

  @Test
  void eachWriterHasItsOwnChain() {
    // Given
    MockProducer<String, AccessRecord> other = producer(true);

    // When
    log.append(entry("8ABC123"));
    AccessRecord second = log(other, PATIENT).append(entry("8ABC123"));

    // Then
    assertThat(second.getChainId()).isNotEqualTo(chain());
    assertThat(AccessChain.verify(List.of(written().get(0), second))).isEmpty();
  }

  @Test
  void manyThreadsWriteOneUnbrokenChain() throws Exception {
    // Given
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<AccessRecord>> appends =
        Collections.nCopies(200, () -> log.append(entry("8ABC123")));

    // When
    threads.invokeAll(appends);
    threads.shutdown();

    // Then
    assertThat(written()).hasSize(200);
    assertThat(AccessChain.verify(written())).isEmpty();
  }

  @Test
  void refusedWriteFailsTheAccessAndEndsTheChain() {
    // Given
    log.append(entry("8ABC123"));
    String before = chain();
    producer.sendException = new NotEnoughReplicasException("one replica of two");

    // When / Then
    assertThatThrownBy(() -> log.append(entry("8ABC124"))).isInstanceOf(AccessLogUnavailable.class);
    producer.sendException = null;
    AccessRecord next = log.append(entry("8ABC125"));
    assertThat(next.getSequence()).isZero();
    assertThat(next.getChainId()).isNotEqualTo(before);
    assertThat(AccessChain.verify(written())).isEmpty();
  }

  @Test
  void aSchemaThatCannotBeHadFailsTheAccessAsABrokerDoes() {
    // Given the registry away, of which the serializer hears first
    producer.sendException = new RuntimeException(new ConnectException("Connection refused"));

    // When / Then
    assertThatThrownBy(() -> log.append(entry("8ABC123"))).isInstanceOf(AccessLogUnavailable.class);
    assertThatThrownBy(() -> RequiredRecord.write(log, entry("8ABC123")))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(503));
  }

  @Test
  void writeThatIsNeverAcknowledgedFailsAtTheDeadline() {
    // Given
    AccessLog silent = log(producer(false), SHORT);

    // When / Then
    assertThatThrownBy(() -> silent.append(entry("8ABC123")))
        .isInstanceOf(AccessLogUnavailable.class);
  }

  @Test
  void everyChangedFieldIsFound() {
    // Given
    IntStream.range(0, 3).forEach(i -> log.append(entry("8ABC12" + i)));
    List<AccessRecord> changed = new ArrayList<>();
    changed.add(copy(1).setUsername("bob").build());
    changed.add(copy(1).setPurpose("OTHER").build());
    changed.add(copy(1).setCaseNumber("case").build());
    changed.add(copy(1).setElements(Map.of("plate", "1AAA111")).build());
    changed.add(copy(1).setAt(Instant.EPOCH).build());
    changed.add(copy(1).setResultCount(null).build());
    changed.add(copy(1).setRoles(List.of()).build());
    changed.add(copy(1).setOutcome(AccessOutcome.DENIED).build());
    changed.add(copy(1).setDenialReason("").build());
    changed.add(copy(1).setHash(ByteBuffer.allocate(32)).build());

    for (AccessRecord record : changed) {
      // When
      Optional<BadRecord> bad =
          AccessChain.verify(List.of(written().get(0), record, written().get(2)));

      // Then
      assertThat(bad)
          .contains(new BadRecord(1, chain(), 1, written().get(1).getRecordId(), Flaw.ALTERED));
    }
  }

  @Test
  void droppedRecordIsFoundAtItsSuccessor() {
    // Given
    IntStream.range(0, 3).forEach(i -> log.append(entry("8ABC12" + i)));

    // When
    Optional<BadRecord> bad = AccessChain.verify(List.of(written().get(0), written().get(2)));

    // Then
    assertThat(bad).map(BadRecord::flaw).contains(Flaw.GAP);
    assertThat(bad).map(BadRecord::sequence).contains(2L);
  }

  @Test
  void swappedRecordsAreFoundAtTheFirst() {
    // Given
    IntStream.range(0, 3).forEach(i -> log.append(entry("8ABC12" + i)));

    // When
    Optional<BadRecord> bad =
        AccessChain.verify(List.of(written().get(1), written().get(0), written().get(2)));

    // Then
    assertThat(bad).map(BadRecord::position).contains(0L);
  }

  @Test
  void replacedRecordIsFoundAtItsSuccessor() {
    // Given: a forger who can compute hashes
    IntStream.range(0, 3).forEach(i -> log.append(entry("8ABC12" + i)));
    AccessRecord.Builder changed = copy(1).setUsername("bob");
    AccessRecord forged =
        changed.setHash(ByteBuffer.wrap(CanonicalRecord.hash(changed.build()))).build();

    // When
    Optional<BadRecord> bad =
        AccessChain.verify(List.of(written().get(0), forged, written().get(2)));

    // Then
    assertThat(bad).map(BadRecord::flaw).contains(Flaw.UNLINKED);
    assertThat(bad).map(BadRecord::position).contains(2L);
  }

  private List<AccessRecord> written() {
    return producer.history().stream().map(ProducerRecord::value).toList();
  }

  private String chain() {
    return written().get(0).getChainId();
  }

  private AccessRecord.Builder copy(int index) {
    TrustedRecords.trust();
    return AccessRecord.newBuilder(written().get(index));
  }

  private static AccessLog log(MockProducer<String, AccessRecord> producer, Duration deadline) {
    return new AccessLog(producer, CLOCK, "policy 1", "writer", deadline);
  }

  private static MockProducer<String, AccessRecord> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges,
        null,
        new StringSerializer(),
        RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer());
  }

  private static AccessEntry entry(String plate) {
    return new AccessEntry(
        "QUERY_READS",
        Map.of("plate", plate, "lookalikes", "false"),
        "ana",
        "Sheriff",
        List.of("ANALYST"),
        "STOLEN_VEHICLE",
        Optional.empty(),
        AccessOutcome.GRANTED,
        Optional.empty(),
        Optional.of(3L));
  }
}
