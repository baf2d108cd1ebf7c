package org.alprstreams.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.ChainHead;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {

  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path data;
  private final SigningKey key = SigningKey.generate();
  private Path memory;

  @BeforeEach
  void setUp() {
    memory = data.resolve("access-log").resolve("writer");
  }

  @Test
  void chainIsSignedAtItsBeginningAndAtItsEnd() {
    // When
    SignedLog log = new SignedLog(key, memory, "writer").append(3).close();

    // Then
    assertThat(log.signed())
        .extracting(AccessCheckpoint::getHead)
        .extracting(ChainHead::getChainId, ChainHead::getRecords)
        .containsExactly(tuple(chain(log), 0L), tuple(chain(log), 3L));
    assertThat(log.signed().get(1).getHead().getHash()).isEqualTo(log.written().get(2).getHash());
    assertThat(log.signed()).extracting(AccessCheckpoint::getKeyId).containsOnly(key.id());
    assertThat(log.signed())
        .allMatch(
            checkpoint ->
                PublicKeys.of(key.publicKey()).verify(checkpoint) == PublicKeys.Verdict.VALID);
    assertThat(log.checkpoints.history()).allMatch(sent -> sent.key().equals(chain(log)));
  }

  @Test
  void logThatWasNeverWrittenToLeavesNothing() {
    SignedLog log = new SignedLog(key, memory, "writer").close();
    assertThat(log.signed()).isEmpty();
  }

  @Test
  void chainIsSignedAfterSoManyRecords() {
    // When
    SignedLog log = new SignedLog(key, memory, "writer", 10, NEVER).append(10);

    // Then
    await().until(() -> log.signed().size() == 2);
    assertThat(log.signed().get(1).getHead().getRecords()).isEqualTo(10);
    log.close();
    assertThat(log.signed()).hasSize(2);
  }

  @Test
  void chainIsSignedAfterAWhileIfItGrew() {
    // When
    SignedLog log =
        new SignedLog(key, memory, "writer", Integer.MAX_VALUE, Duration.ofMillis(20)).append(2);

    // Then
    await()
        .until(
            () -> {
              List<AccessCheckpoint> signed = log.signed();
              return signed.get(signed.size() - 1).getHead().getRecords() == 2;
            });
    log.close();
  }

  @Test
  void nextChainNamesTheOneBeforeOverARestart() {
    // Given
    SignedLog before = new SignedLog(key, memory, "writer").append(3).close();

    // When
    SignedLog after = new SignedLog(key, memory, "writer").append(1).close();

    // Then
    assertThat(before.signed()).allMatch(checkpoint -> checkpoint.getPrevious() == null);
    assertThat(after.signed())
        .extracting(AccessCheckpoint::getPrevious)
        .containsOnly(before.signed().get(1).getHead());
  }

  @Test
  void chainAfterAFailedWriteNamesTheOneBeforeAndHowFarItHadCome() {
    // Given
    SignedLog log = new SignedLog(key, memory, "writer").append(2);
    log.records.sendException = new NotEnoughReplicasException("one replica of two");
    assertThatThrownBy(() -> log.append(1)).isInstanceOf(AccessLogUnavailable.class);
    log.records.sendException = null;

    // When
    log.append(1).close();

    // Then
    AccessCheckpoint last = log.signed().get(log.signed().size() - 1);
    assertThat(last.getHead().getChainId()).isNotEqualTo(chain(log));
    assertThat(last.getPrevious().getChainId()).isEqualTo(chain(log));
    assertThat(last.getPrevious().getRecords()).isEqualTo(2);
    assertThat(last.getPrevious().getHash()).isEqualTo(log.written().get(1).getHash());
  }

  @Test
  void nothingIsRecordedInAChainThatCannotBeOpened() {
    // Given
    SignedLog log = new SignedLog(key, memory, "writer");
    log.checkpoints.sendException = new NotEnoughReplicasException("one replica of two");

    // When / Then
    assertThatThrownBy(() -> log.append(1)).isInstanceOf(AccessLogUnavailable.class);
    assertThat(log.written()).isEmpty();

    // When
    log.checkpoints.sendException = null;
    log.append(1);

    // Then
    assertThat(log.written()).hasSize(1);
  }

  @Test
  void checkpointThatFailsHoldsNoAccessUpAndComesLater() {
    // Given
    SignedLog log = new SignedLog(key, memory, "writer", 2, Duration.ofMillis(20)).append(1);
    log.checkpoints.sendException = new NotEnoughReplicasException("one replica of two");

    // When
    log.append(4);

    // Then
    assertThat(log.written()).hasSize(5);
    log.checkpoints.sendException = null;
    await()
        .until(
            () ->
                log.signed().stream()
                    .anyMatch(checkpoint -> checkpoint.getHead().getRecords() == 5));
    log.close();
  }

  @Test
  void whateverSigningFailsWithItIsTriedAgain() throws IOException {
    // Given a chain whose signing fails with something that nobody foresaw
    AtomicBoolean broken = new AtomicBoolean();
    AtomicInteger failures = new AtomicInteger();
    ForgetfulProducer<AccessCheckpoint> checkpoints =
        new ForgetfulProducer<>(Topics.ACCESS_CHECKPOINTS);
    Sealing sealing =
        new Sealing(
            checkpoints,
            key,
            new ChainMemory(memory),
            failing(broken, failures),
            NEVER,
            Integer.MAX_VALUE,
            Duration.ofMillis(20));
    sealing.open("chain", Deadline.in(NEVER));
    broken.set(true);
    sealing.grew("chain", new AccessChain.Link(5, AccessChain.Link.START.previousHash()));
    await().until(() -> failures.get() >= 2);

    // When it works again
    broken.set(false);

    // Then the chain is signed
    await()
        .until(
            () ->
                checkpoints.history().stream()
                    .anyMatch(sent -> sent.value().getHead().getRecords() == 5));
    sealing.close();
  }

  @Test
  void memoryThatIsNotOursIsRefusedWithItsName() throws IOException {
    // Given
    Files.createDirectories(memory.getParent());
    Files.writeString(memory, "nonsense");

    // When / Then
    assertThatThrownBy(() -> new ChainMemory(memory).load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(memory.toString());
  }

  private static Clock failing(AtomicBoolean broken, AtomicInteger failures) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        if (broken.get()) {
          failures.incrementAndGet();
          throw new IllegalStateException("unforeseen");
        }
        return SignedLog.CLOCK.instant();
      }
    };
  }

  private static String chain(SignedLog log) {
    return log.written().get(0).getChainId();
  }
}
