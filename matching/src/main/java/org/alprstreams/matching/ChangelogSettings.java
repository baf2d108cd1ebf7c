package org.alprstreams.matching;

import java.time.Duration;
import java.util.Map;

/** Broker settings of the changelogs, derived from how long their content may live. */
final class ChangelogSettings {

  private static final Duration LONGEST_MARGIN = Duration.ofDays(1);
  private static final Duration LONGEST_SEGMENT = Duration.ofHours(4);

  private ChangelogSettings() {}

  /**
   * For state that is gone from its store after a while: bytes leave the broker within the lifetime
   * too. A third of it is the records' own; a fifteenth is the longest a segment stays open; the
   * rest is for the broker, which looks every 5 minutes and unlinks files a minute later.
   */
  static Map<String, String> expiring(Duration lifetime) {
    return expiring(lifetime.dividedBy(3), lifetime.dividedBy(15));
  }

  /**
   * How long after capture something may stay in a store of {@link #kept} so that its bytes are
   * gone from the changelog within its lifetime: 29 of 30 days. The rest is for two compactions,
   * since keys name plates: {@code RetentionSchedule} adds up what it takes.
   */
  static Duration within(Duration lifetime) {
    return lifetime.compareTo(LONGEST_MARGIN.multipliedBy(2)) < 0
        ? lifetime.dividedBy(3)
        : lifetime.minus(LONGEST_MARGIN);
  }

  /**
   * For state that is kept for long and removed from its store in time.
   *
   * @param stay how long it stays there, by {@link #within}
   */
  static Map<String, String> kept(Duration stay) {
    Duration fifth = stay.dividedBy(5);
    return expiring(stay, fifth.compareTo(LONGEST_SEGMENT) < 0 ? fifth : LONGEST_SEGMENT);
  }

  private static Map<String, String> expiring(Duration retention, Duration segment) {
    return Map.of(
        "cleanup.policy", "compact,delete",
        "retention.ms", millis(retention),
        "segment.ms", millis(segment),
        "max.compaction.lag.ms", millis(segment),
        "delete.retention.ms", millis(segment),
        "min.cleanable.dirty.ratio", "0.1");
  }

  /**
   * For a table that is kept until its entries are removed. How soon they are compacted away, and
   * how long the removals can be seen, are settings for all topics: {@code
   * alpr.topics.compaction-lag} and {@code alpr.topics.tombstones}.
   */
  static Map<String, String> table() {
    return Map.of("cleanup.policy", "compact");
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
