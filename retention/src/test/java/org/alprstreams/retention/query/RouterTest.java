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
import org.alprstreams.retention.query.Router.Allowance;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final HostInfo ONE = new HostInfo("one", 1);
  private static final HostInfo TWO = new HostInfo("two", 2);
  private static final HostInfo THREE = new HostInfo("three", 3);
  private static final ReadScan SCAN =
      new ReadScan(
          Index.CAMERA, "north", Optional.empty(), Instant.EPOCH, NOW, Optional.empty(), 3);

  private static final Allowance WHOLE = new Allowance(false, true);
  private static final Allowance PARTIAL = new Allowance(true, true);
  private static final Allowance FRESH = new Allowance(false, false);

  private final Map<Integer, HostInfo> owners = new HashMap<>(Map.of(0, ONE, 1, TWO, 2, TWO));
  private final Map<Integer, List<HostInfo>> standbys = new HashMap<>();
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

            @Override
            public Map<Integer, List<HostInfo>> standbys() {
              return standbys;
            }
          },
          (host, token) -> shards.get(host),
          Duration.ofMillis(200));

  @Test
  void scanAsksEveryOwnerForItsPartitionsAndTakesTheNewest() {
    // When
    Router.Found found = router.reads(SCAN, WHOLE, Optional.empty());

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
    assertThat(router.reads(scan, WHOLE, Optional.empty()).reads())
        .extracting(ReadJson::readId)
        .allMatch(id -> id.startsWith("b-") && id.endsWith("[1]"));
  }

  @Test
  void partitionWithoutOwnerFailsTheScanOrIsNamed() {
    // Given
    owners.remove(1);

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, WHOLE, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("1 of 3 partitions");
    assertThat(router.reads(SCAN, PARTIAL, Optional.empty()).missing()).containsExactly(1);
  }

  @Test
  void ownerThatFailsFailsTheScanOrItsPartitionsAreNamed() {
    // Given
    shards.put(TWO, failing(new ReadsUnavailable("moving")));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, WHOLE, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class);
    assertThat(router.reads(SCAN, PARTIAL, Optional.empty()).missing()).containsExactly(1, 2);
  }

  @Test
  void ownerThatNeverAnswersFailsTheScanAtTheDeadline() {
    // Given
    shards.put(TWO, shard(new CompletableFuture<>()));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, WHOLE, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("in time");
  }

  @Test
  void noAnswerAtAllIsNeverAPartialOne() {
    // Given
    owners.clear();

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, PARTIAL, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class);
  }

  @Test
  void failureThatIsNoAbsenceIsNotTakenForOne() {
    // Given
    shards.put(TWO, failing(new IllegalArgumentException("a defect")));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, PARTIAL, Optional.empty()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void standbyAnswersForAnOwnerThatFailsAndTheAnswerSaysSo() {
    // Given
    shards.put(TWO, failing(new ReadsUnavailable("moving")));
    standbys.put(1, List.of(ONE));
    standbys.put(2, List.of(ONE));

    // When
    Router.Found found = router.reads(SCAN, WHOLE, Optional.empty());

    // Then
    assertThat(found.missing()).isEmpty();
    assertThat(found.staleBy()).containsExactly(new Staleness(1, 7, 3), new Staleness(2, 7, 3));
    assertThat(found.reads()).extracting(ReadJson::readId).contains("a-0-[0]", "a-0-[1, 2]");
  }

  @Test
  void standbyAnswersForAnOwnerThatIsSilentWithinTheSameDeadline() {
    // Given
    shards.put(TWO, shard(new CompletableFuture<>()));
    standbys.put(1, List.of(ONE));
    standbys.put(2, List.of(ONE));

    // When / Then
    assertThat(router.reads(SCAN, WHOLE, Optional.empty()).staleBy()).hasSize(2);
  }

  @Test
  void standbyAnswersForAPartitionWithoutOwnerAndTheNextOneWhereTheFirstFails() {
    // Given
    owners.remove(0);
    shards.put(THREE, failing(new ReadsUnavailable("too far behind")));
    standbys.put(0, List.of(THREE, ONE));

    // When / Then
    assertThat(router.reads(SCAN, WHOLE, Optional.empty()).staleBy())
        .containsExactly(new Staleness(0, 7, 3));
  }

  @Test
  void standbyIsNotAskedWhereOwnersAnswerOrNothingStaleWillDo() {
    // Given
    standbys.put(0, List.of(THREE));
    shards.put(THREE, failing(new ReadsUnavailable("asked")));

    // When / Then
    assertThat(router.reads(SCAN, WHOLE, Optional.empty()).staleBy()).isEmpty();

    // Given
    shards.put(ONE, failing(new ReadsUnavailable("moving")));
    shards.put(THREE, answering("c", 1));

    // When / Then
    assertThatThrownBy(() -> router.reads(SCAN, FRESH, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("moving");
    assertThat(router.reads(SCAN, WHOLE, Optional.empty()).staleBy()).hasSize(1);
  }

  @Test
  void imageComesFromAStandbyWhereTheOwnerFails() {
    // Given
    ImageRequest request = new ImageRequest("r1", ImageRequest.Part.CROP);
    shards.put(TWO, failing(new ReadsUnavailable("moving")));
    standbys.put(1, List.of(ONE));

    // When / Then
    assertThat(router.image(request, 1, true, Optional.empty())).isEmpty();
    assertThatThrownBy(() -> router.image(request, 1, false, Optional.empty()))
        .isInstanceOf(ReadsUnavailable.class)
        .hasMessageContaining("moving");
  }

  /** Two reads, the names telling who was asked for what. */
  private static Shard answering(String name, int offset) {
    return new Shard() {
      @Override
      public CompletableFuture<ShardReads> reads(
          ReadScan scan, Set<Integer> partitions, Copy copy) {
        List<Staleness> staleBy =
            copy == Copy.OWNER
                ? List.of()
                : partitions.stream().sorted().map(p -> new Staleness(p, 7, 3)).toList();
        return CompletableFuture.completedFuture(
            new ShardReads(
                List.of(
                    read(name + "-0-" + sorted(partitions), NOW.minusSeconds(offset)),
                    read(name + "-1-" + sorted(partitions), NOW.minusSeconds(offset + 2L))),
                staleBy));
      }

      @Override
      public CompletableFuture<Optional<ImageJson>> image(
          ImageRequest request, int partition, Copy copy) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
    };
  }

  private static Shard failing(RuntimeException failure) {
    return shard(CompletableFuture.failedFuture(failure));
  }

  private static <T> Shard shard(CompletableFuture<T> answer) {
    return new Shard() {
      @Override
      public CompletableFuture<ShardReads> reads(
          ReadScan scan, Set<Integer> partitions, Copy copy) {
        return answer.thenApply(ShardReads.class::cast);
      }

      @Override
      public CompletableFuture<Optional<ImageJson>> image(
          ImageRequest request, int partition, Copy copy) {
        return answer.thenApply(nothing -> Optional.empty());
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
