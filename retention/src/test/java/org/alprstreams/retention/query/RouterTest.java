package org.alprstreams.retention.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.retention.SampleReads;
import org.alprstreams.retention.query.ReadScan.Index;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final HostInfo ONE = new HostInfo("one", 1);
  private static final HostInfo TWO = new HostInfo("two", 2);
  private static final ReadScan SCAN =
      new ReadScan(
          Index.CAMERA, "north", Optional.empty(), Instant.EPOCH, NOW, Optional.empty(), 3);

  private final Map<Integer, HostInfo> owners = new HashMap<>(Map.of(0, ONE, 1, TWO, 2, TWO));
  private final Map<HostInfo, Shard> shards =
      new HashMap<>(Map.of(ONE, answering("a", 1), TWO, answering("b", 2)));
  private final Router router =
      new Router(
          new Owners() {
            @Override
            public int partitions() {
              return 3;
            }

            @Override
            public int partitionOf(String plateKey) {
              return 1;
            }

            @Override
            public Map<Integer, HostInfo> current() {
              return owners;
            }
          },
          (host, token) -> shards.get(host),
          Duration.ofMillis(200));

  @Test
  void scanAsksEveryOwnerForItsPartitionsAndTakesTheNewest() {
    // When
    Router.Found found = router.reads(SCAN, false, Optional.empty());

    // Then
    assertThat(found.missing()).isEmpty();
    assertThat(found.reads())
        .extracting(ReadJson::readId)
        .containsExactly("a-0-[0]", "b-0-[1, 2]", "a-1-[0]");
  }

  @Test
  void plateAsksItsOwnerOnly() {
    // Given
    ReadScan scan =
        new ReadScan(
            Index.PLATE, "8ABC123", Optional.empty(), Instant.EPOCH, NOW, Optional.empty(), 3);

    // When / Then
    assertThat(router.reads(scan, false, Optional.empty()).reads())
        .extracting(ReadJson::readId)
        .allMatch(id -> id.startsWith("b-") && id.endsWith("[1]"));
  }

  @Test
  void partitionWithoutOwnerFailsTheScanOrIsNamed() {
    // Given
    owners.remove(1);

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, false, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("1 of 3 partitions");
    assertThat(router.reads(SCAN, true, Optional.empty()).missing()).containsExactly(1);
  }

  @Test
  void ownerThatFailsFailsTheScanOrItsPartitionsAreNamed() {
    // Given
    shards.put(TWO, failing(new ReadsUnavailable("moving")));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, false, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class);
    assertThat(router.reads(SCAN, true, Optional.empty()).missing()).containsExactly(1, 2);
  }

  @Test
  void ownerThatNeverAnswersFailsTheScanAtTheDeadline() {
    // Given
    shards.put(TWO, shard(new CompletableFuture<>()));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, false, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("in time");
  }

  @Test
  void noAnswerAtAllIsNeverAPartialOne() {
    // Given
    owners.clear();

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, true, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class);
  }

  @Test
  void failureThatIsNoAbsenceIsNotTakenForOne() {
    // Given
    shards.put(TWO, failing(new IllegalArgumentException("a defect")));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, true, Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Two reads, the names telling who was asked for what. */
  private static Shard answering(String name, int offset) {
    return new Shard() {
      @Override
      public CompletableFuture<List<ReadJson>> reads(ReadScan scan, Set<Integer> partitions) {
        return CompletableFuture.completedFuture(
            List.of(
                read(name + "-0-" + sorted(partitions), NOW.minusSeconds(offset)),
                read(name + "-1-" + sorted(partitions), NOW.minusSeconds(offset + 2L))));
      }

      @Override
      public CompletableFuture<Optional<ImageJson>> image(ImageRequest request, int partition) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
    };
  }

  private static Shard failing(RuntimeException failure) {
    return shard(CompletableFuture.failedFuture(failure));
  }

  private static Shard shard(CompletableFuture<List<ReadJson>> answer) {
    return new Shard() {
      @Override
      public CompletableFuture<List<ReadJson>> reads(ReadScan scan, Set<Integer> partitions) {
        return answer;
      }

      @Override
      public CompletableFuture<Optional<ImageJson>> image(ImageRequest request, int partition) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
    };
  }

  private static String sorted(Set<Integer> partitions) {
    return partitions.stream().sorted().toList().toString();
  }

  private static ReadJson read(String readId, Instant at) {
    return ReadJson.of(SampleReads.read(readId, "8ABC123", "north", at), 0);
  }
}
