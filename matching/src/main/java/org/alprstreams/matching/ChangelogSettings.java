package org.alprstreams.matching;

import java.time.Duration;
import java.util.Map;

/** Broker settings of the changelogs, derived from how long their content may live. */
final class ChangelogSettings {

  private static final Duration LONGEST_MARGIN = Duration.ofDays(1);
  private static final Duration LONGEST_SEGMENT = Duration.ofHours(6);

  private ChangelogSettings() {}

  /**
   * For state that is gone from its store after a while: bytes leave the broker within the lifetime
   * too. A third of it is the records' own; a fifteenth is the longest a segment stays open; the
   * rest is for the broker, which looks every 5 minutes and unlinks files a minute later.
   */
  static Map<String, String> expiring(Duration lifetime) {
    Duration segment = lifetime.dividedBy(15);
    return Map.of(
        "cleanup.policy", "compact,delete",
        "retention.ms", millis(lifetime.dividedBy(3)),
        "segment.ms", millis(segment),
        "max.compaction.lag.ms", millis(segment),
        "delete.retention.ms", millis(segment),
        "min.cleanable.dirty.ratio", "0.1");
  }

  /**
   * For state that is kept as long as the policy allows, 29 of 30 days: the rest is for the segment
   * and the broker, as for the topics of reads.
   */
  static Map<String, String> kept(Duration lifetime) {
    if (lifetime.compareTo(LONGEST_MARGIN.multipliedBy(2)) < 0) {
      return expiring(lifetime);
    }
    String segment = millis(LONGEST_SEGMENT);
    return Map.of(
        "cleanup.policy",
        "compact,delete",
        "retention.ms",
        millis(lifetime.minus(LONGEST_MARGIN)),
        "segment.ms",
        segment,
        "max.compaction.lag.ms",
        segment,
        "delete.retention.ms",
        segment,
        "min.cleanable.dirty.ratio",
        "0.1");
  }

  /**
   * For a table that is kept until its entries are removed. Tombstones stay for a week, so that an
   * instance which was down over a weekend still sees the removal.
   */
  static Map<String, String> table() {
    return Map.of(
        "cleanup.policy", "compact",
        "segment.ms", millis(LONGEST_SEGMENT),
        "max.compaction.lag.ms", millis(LONGEST_SEGMENT),
        "delete.retention.ms", millis(Duration.ofDays(7)));
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
