package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The times among a topic's settings.
 *
 * @param settings the topic's, the broker's defaults included
 */
record TopicTimes(Map<String, String> settings) {

  String cleanup() {
    return settings.get("cleanup.policy");
  }

  boolean isCompacted() {
    return cleanup().contains("compact");
  }

  Duration segment() {
    return time("segment.ms").orElseThrow();
  }

  /** How long records stay, or empty where age removes nothing. */
  Optional<Duration> retention() {
    return time("retention.ms").filter(kept -> cleanup().contains("delete"));
  }

  /** How long a tombstone shows once it has been compacted. */
  Duration tombstones() {
    return time("delete.retention.ms").orElse(Duration.ZERO);
  }

  /**
   * From when a tombstone is written until compaction is due of the segment it is in: that takes
   * records in for its time, closes with the next one that comes, and may wait then. Empty where it
   * may wait for ever.
   *
   * @param append how long it takes at most until the next record comes
   */
  Optional<Duration> compaction(Duration append) {
    return time("max.compaction.lag.ms")
        .map(
            lag -> {
              Duration open = segment().compareTo(lag) < 0 ? segment() : lag;
              return open.plus(append).plus(lag);
            });
  }

  private Optional<Duration> time(String setting) {
    return Optional.ofNullable(settings.get(setting))
        .map(Long::parseLong)
        .filter(millis -> millis >= 0 && millis < Long.MAX_VALUE)
        .map(Duration::ofMillis);
  }
}
