package org.alprstreams.service.topics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How topics are made and how the broker that holds them cleans up. */
@ConfigMapping(prefix = "alpr.topics")
public interface TopicSettings {

  /**
   * Whether this process creates missing topics, shortens those that keep too long and registers
   * schemas at start. False where its broker identity may not.
   */
  @WithDefault("true")
  boolean provision();

  /**
   * Partitions of each topic: the most instances that can share the work. Reads and hotlist are
   * joined, so all topics have the same number. Changing it later moves keys: set it once.
   */
  @WithDefault("4")
  @Min(1)
  @Max(1000)
  int partitions();

  /**
   * Copies of each partition; -1 leaves it to the broker, whose own default is one. With three or
   * more, two have to have a record before it is acknowledged.
   */
  @WithDefault("-1")
  @Min(-1)
  @Max(9)
  int replicationFactor();

  /**
   * The broker's {@code log.retention.check.interval.ms}: how often it looks for old segments. A
   * broker that looks less often is a drift.
   */
  @WithDefault("PT5M")
  Duration brokerCheckInterval();

  /**
   * The broker's {@code log.segment.delete.delay.ms}: how long a deleted file stays on disk. Topics
   * that keep theirs for longer are altered.
   */
  @WithDefault("PT1M")
  Duration brokerDeleteDelay();

  /**
   * How long a broker may take from when compaction is due until it is done: its {@code
   * log.cleaner.backoff.ms}, which must not be longer, and the time that its cleaner needs.
   */
  @WithDefault("PT1M")
  Duration brokerCleanDelay();

  /**
   * How far ahead of the broker's clock a record may be dated, so that it cannot block deletion.
   */
  @WithDefault("PT1M")
  Duration maxAhead();

  /**
   * How far back kept reads may be looked at when an entry is added to the hotlist, where the usage
   * policy allows that at all; a quarter of the time that reads are kept at most. The alerts of a
   * look-back are as old as their reads and lie among those of today, so this is taken off the time
   * that alerts stay in their topic: all processes must have the same.
   */
  @WithDefault("P7D")
  Duration longestLookBack();

  /**
   * How long reads and their images may stay in their topics, from capture; the policy's own limit
   * wins where it is shorter. The topics only hand them over to the retention service, which keeps
   * them for as long as the policy allows and takes them out when a plate is opted out; from a
   * topic no single record can be taken. So this bounds how long the bytes of a purged read remain
   * there, and a retention service that is down for longer than this loses reads: the default
   * outlasts a weekend.
   */
  @WithDefault("P3D")
  Duration handOver();

  /**
   * How long a compacted topic shows that an entry was removed, by its key alone. An instance that
   * was away for less sees every removal; one that was away for longer builds its tables anew. Keys
   * of reads hold the plate key, so this also bounds how long the key of a purged read remains.
   */
  @WithDefault("P7D")
  Duration tombstones();

  /**
   * How long what a list no longer says may wait to be compacted away, twice: once until its
   * segment closes, once until the broker looks. Heartbeats come six times as often.
   */
  @WithDefault("PT6H")
  Duration compactionLag();

  /** How long to wait for the broker at start. */
  @WithDefault("PT30S")
  Duration timeout();
}
