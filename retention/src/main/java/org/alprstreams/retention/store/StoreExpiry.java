package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How one class of data expires from a window store and its changelog, derived from the policy's
 * limit alone.
 *
 * <p>A store drops whole segments, and drops one only when its newest entry has expired: an entry
 * lives for up to retention + segment, plus the lag of whoever triggers the drop. The broker treats
 * the changelog alike. So that this worst case is the policy's limit and not beyond it, the store
 * keeps an entry for limit − segment − lag only.
 *
 * @param limit the policy's: no byte is older, positive
 * @param segment what is dropped at once, positive
 * @param retention how long an entry can be queried, positive
 */
public record StoreExpiry(Duration limit, Duration segment, Duration retention) {

  private static final int MIN_SEGMENTS = 3;

  /**
   * Into how many parts a segment's time is divided for the changelog. Of an entry that the store
   * no longer shows, the next burial takes note within one; then the segment with its tombstone
   * takes records in, waits for the one that closes it and then for compaction, one each; for one
   * more the tombstone shows, and with another three it has gone as well. So no copy outlives the
   * store's own. What the broker takes on top is in the lag.
   */
  private static final int CHANGELOG_PARTS = 8;

  private static final Duration SHORTEST_CHANGELOG_SEGMENT = Duration.ofMillis(500);

  /**
   * @param limit the policy's limit
   * @param segments into how many segments the limit is divided, 3 or more: with more of them
   *     entries can be queried for longer, and each is a RocksDB of its own
   * @param lag how late expired segments may be found: the interval of the sentinel, or what the
   *     broker takes to compact and to delete, whichever is longer
   * @throws IllegalArgumentException if that leaves nothing
   */
  public static StoreExpiry within(Duration limit, int segments, Duration lag) {
    if (segments < MIN_SEGMENTS) {
      throw new IllegalArgumentException(
          "A store has " + MIN_SEGMENTS + " segments or more, not " + segments + ".");
    }
    Duration segment = limit.dividedBy(segments);
    Duration retention = limit.minus(segment).minus(lag);
    if (retention.compareTo(segment) < 0) {
      throw new IllegalArgumentException(
          "A retention of "
              + limit
              + " in "
              + segments
              + " segments leaves no time once a deletion lag of "
              + lag
              + " is taken off: shorten the lag, after shortening the intervals it stands for.");
    }
    return new StoreExpiry(limit, segment, retention);
  }

  /** Entries from this instant on can be queried; those before it are gone or going. */
  public Instant cutoff(Instant now) {
    return now.minus(retention);
  }

  /** The start of the segment an instant falls into. */
  public Instant segmentStart(Instant at) {
    long millis = at.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, segment.toMillis()));
  }

  /**
   * How long a segment of the changelog takes records in; compaction waits as long, and the next
   * record has to come as soon.
   */
  public Duration changelogSegment() {
    Duration part = segment.dividedBy(CHANGELOG_PARTS);
    return part.compareTo(SHORTEST_CHANGELOG_SEGMENT) < 0 ? SHORTEST_CHANGELOG_SEGMENT : part;
  }

  /**
   * Settings of the changelog. Given per store, {@code retention.ms} is taken as it is, without the
   * day that {@code windowstore.changelog.additional.retention.ms} would add.
   *
   * <p>What was taken out of the store, or has expired and been buried, is gone from the changelog
   * when the broker has compacted the segment it is in, which it does to closed ones only: the
   * sentinel's records close them.
   */
  Map<String, String> changelog() {
    String part = Long.toString(changelogSegment().toMillis());
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(retention.toMillis()),
        TopicConfig.SEGMENT_MS_CONFIG,
        part,
        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
        part,
        TopicConfig.DELETE_RETENTION_MS_CONFIG,
        part);
  }
}
