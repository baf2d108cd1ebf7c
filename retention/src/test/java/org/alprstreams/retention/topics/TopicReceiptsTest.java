package org.alprstreams.retention.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.service.topics.LogStart;
import org.alprstreams.service.topics.TopicLifetime;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReceiptsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final TopicPartition READS = new TopicPartition("alpr.reads", 3);
  private static final Duration WORST = Duration.ofDays(3);
  private static final Map<String, TopicLifetime> LIFETIMES =
      Map.of(
          READS.topic(),
          new TopicLifetime(
              READS.topic(),
              DataClass.READ,
              "delete",
              Optional.of(Duration.ofDays(2)),
              Duration.ofHours(6),
              Optional.of(WORST),
              Optional.of(WORST)));

  private final TopicReceipts receipts = new TopicReceipts("test 1", "here");

  @Test
  void distanceThatALogsStartMovedIsWhatWasDeleted() {
    // Given
    Instant oldest = NOW.minus(Duration.ofDays(2));

    // When
    List<DeletionReceipt> written = since(Map.of(READS, 40L), new LogStart(100, oldest(oldest)));

    // Then
    assertThat(written)
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.getStore()).isEqualTo("alpr.reads");
              assertThat(receipt.getTopic()).isEqualTo("alpr.reads");
              assertThat(receipt.getPartition()).isEqualTo(3);
              assertThat(receipt.getDeletedCount()).isEqualTo(60);
              assertThat(receipt.getOldestRemainingAt()).isEqualTo(oldest);
              assertThat(receipt.getCutoff()).isEqualTo(NOW.minus(WORST));
              assertThat(receipt.getPolicyVersion()).isEqualTo("test 1");
            });
  }

  @Test
  void twoProcessesThatSawTheSameWriteTheSameReceipt() {
    // Given
    LogStart start = new LogStart(100, Optional.empty());
    TopicReceipts others = new TopicReceipts("test 1", "elsewhere");

    // When
    DeletionReceipt mine = since(Map.of(READS, 40L), start).get(0);
    DeletionReceipt theirs =
        others
            .since(Map.of(READS, 40L), Map.of(READS, start), LIFETIMES, NOW.plusSeconds(9))
            .get(0);
    DeletionReceipt next = since(Map.of(READS, 100L), new LogStart(120, Optional.empty())).get(0);

    // Then
    assertThat(mine.getReceiptId()).isEqualTo(theirs.getReceiptId());
    assertThat(mine.getReceiptId()).isNotEqualTo(next.getReceiptId());
    assertThat(mine.getOldestRemainingAt()).isNull();
  }

  @Test
  void logThatHasNotMovedOrIsNewOrWasMadeAnewHasNoReceipt() {
    // Given
    LogStart start = new LogStart(100, Optional.empty());

    // When / Then
    assertThat(since(Map.of(READS, 100L), start)).isEmpty();
    assertThat(since(Map.of(), new LogStart(0, Optional.empty()))).isEmpty();
    assertThat(since(Map.of(READS, 5000L), start)).isEmpty();
  }

  @Test
  void receiptSaysThatItDoesNotKnowHowManyWentWhereNobodyKnowsWhereTheLogBegan() {
    // When
    List<DeletionReceipt> written = since(Map.of(), new LogStart(100, Optional.empty()));

    // Then
    assertThat(written).singleElement().extracting(DeletionReceipt::getDeletedCount).isEqualTo(-1L);
  }

  private List<DeletionReceipt> since(Map<TopicPartition, Long> told, LogStart start) {
    return receipts.since(told, Map.of(READS, start), LIFETIMES, NOW);
  }

  private static Optional<Instant> oldest(Instant at) {
    return Optional.of(at);
  }
}
