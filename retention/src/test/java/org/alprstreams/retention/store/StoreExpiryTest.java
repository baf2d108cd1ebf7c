package org.alprstreams.retention.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StoreExpiryTest {

  private static final Duration LAG = Duration.ofMinutes(10);

  @Test
  void thirtyDaysInDailySegmentsCanBeQueriedForTwentyNineDaysLessTheLag() {
    // When
    StoreExpiry expiry = StoreExpiry.within(Duration.ofDays(30), 30, LAG);

    // Then
    assertThat(expiry.segment()).isEqualTo(Duration.ofDays(1));
    assertThat(expiry.retention()).isEqualTo(Duration.ofDays(29).minus(LAG));
  }

  @Property
  void worstCaseAgeIsNeverBeyondThePolicy(
      @ForAll @IntRange(min = 1, max = 24 * 366) int hours,
      @ForAll @IntRange(min = 3, max = 120) int segments) {
    // When
    StoreExpiry expiry = StoreExpiry.within(Duration.ofHours(hours), segments, LAG);

    // Then: an entry that opens a segment goes when that segment's last entry has expired
    Duration worst = expiry.retention().plus(expiry.segment()).plus(LAG);
    assertThat(worst).isLessThanOrEqualTo(Duration.ofHours(hours));
    assertThat(expiry.changelog())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", Long.toString(expiry.retention().toMillis()))
        .containsEntry("segment.ms", Long.toString(expiry.segment().dividedBy(8).toMillis()))
        .containsEntry("max.compaction.lag.ms", expiry.changelog().get("segment.ms"))
        .containsEntry("delete.retention.ms", expiry.changelog().get("segment.ms"));
  }

  @Test
  void cutoffIsRetentionBeforeNow() {
    // Given
    StoreExpiry expiry = StoreExpiry.within(Duration.ofDays(30), 30, LAG);
    Instant now = Instant.parse("2026-11-23T08:00:00Z");

    // When / Then
    assertThat(expiry.cutoff(now)).isEqualTo(Instant.parse("2026-10-25T08:10:00Z"));
  }

  @Test
  void lagThatEatsTheRetentionIsRefused() {
    // When / Then
    assertThatThrownBy(() -> StoreExpiry.within(Duration.ofMinutes(10), 30, LAG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT10M")
        .hasMessageContaining("shorten the lag");
  }
}
