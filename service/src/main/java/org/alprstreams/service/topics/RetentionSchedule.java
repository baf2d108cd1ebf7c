package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Cleanup;
import org.alprstreams.schemas.topic.DataClass;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;

/**
 * How long everything is kept, from the usage policy: the one place that topic settings, store
 * retention and query limits derive from.
 *
 * <p>A broker drops a whole segment when its newest record is older than {@code retention.ms}. So a
 * record's age when its bytes are gone is at most
 *
 * <pre>retention.ms + segment.ms + maxAhead + check interval + file delete delay</pre>
 *
 * and this schedule chooses the first two so that the sum stays within the policy's limit.
 */
public final class RetentionSchedule {

  private static final Duration LONGEST_SEGMENT = Duration.ofHours(6);
  private static final Duration LONGEST_MARGIN = Duration.ofDays(1);

  /** From here on a whole day's margin is a small part of the limit. */
  private static final Duration WORTH_A_DAY = Duration.ofDays(10);

  private static final Duration SHORTEST_SEGMENT = Duration.ofSeconds(1);

  /** What compaction may wait at most, as a share of the limit. */
  private static final int COMPACTION_SHARE = 12;

  /** For a burial to come, its segment to close and the broker to compact. */
  private static final int COMPACTION_LAGS = 4;

  /** Heartbeats in the time that compaction may wait. */
  private static final int HEARTBEATS = 6;

  private static final int SEGMENT_SHARE = 4;

  /**
   * What is kept at least, as a share of the limit: a limit shorter than the broker takes to look
   * for old segments cannot be held, and keeping nothing would leave no time to process.
   */
  private static final int LEAST_SHARE = 8;

  /** A frame has at most 9 MiB; the rest is for the record around it. */
  private static final int IMAGE_BYTES = 10 << 20;

  private static final Set<Topic<?>> WITH_IMAGES =
      Set.of(
          Topics.FRAMES,
          Topics.CANDIDATES,
          Topics.READ_IMAGES,
          Topics.ALERTS,
          Topics.EVIDENCE,
          Topics.LOOK_BACK_READS);

  private static final Set<Topic<?>> UNCOMPRESSED =
      Set.of(Topics.FRAMES, Topics.READ_IMAGES, Topics.LOOK_BACK_READS);

  /** A look-back reaches no further than this part of the time that reads are kept. */
  private static final int LOOK_BACK_SHARE = 4;

  /** What the retention service takes over and keeps itself. */
  private static final Set<Topic<?>> HANDED_OVER = Set.of(Topics.READS, Topics.READ_IMAGES);

  private final Map<DataClass, Duration> limits = new EnumMap<>(DataClass.class);
  private final Duration longestLookBack;
  private final Duration handOver;
  private final Duration tombstones;
  private final Duration compactionLag;
  private final Duration overhead;
  private final Duration maxAhead;

  private RetentionSchedule(
      Map<DataClass, Duration> limits, boolean lookBackAllowed, TopicSettings settings) {
    this.limits.putAll(limits);
    this.longestLookBack =
        lookBackAllowed
            ? least(
                most(Duration.ZERO, settings.longestLookBack()),
                limits.get(DataClass.READ).dividedBy(LOOK_BACK_SHARE))
            : Duration.ZERO;
    this.handOver = settings.handOver();
    this.tombstones = settings.tombstones();
    this.compactionLag = settings.compactionLag();
    this.maxAhead = settings.maxAhead();
    this.overhead =
        settings.maxAhead().plus(settings.brokerCheckInterval()).plus(settings.brokerDeleteDelay());
  }

  /** The schedule of a policy. */
  public static RetentionSchedule of(UsagePolicy policy, TopicSettings settings) {
    return new RetentionSchedule(
        Map.of(
            DataClass.TRANSIENT, policy.transientRetention(),
            DataClass.READ, policy.readRetention(),
            DataClass.IMAGE, policy.imageRetention(),
            DataClass.AUDIT, policy.auditRetention()),
        policy.hotlists().lookBackAllowed(),
        settings);
  }

  /** A schedule of these limits, shorter ones than a policy allows included, as tests want them. */
  static RetentionSchedule of(Map<DataClass, Duration> limits, TopicSettings settings) {
    return new RetentionSchedule(limits, false, settings);
  }

  /**
   * How old a record of this class may become, from capture; queries show nothing older.
   *
   * @throws IllegalArgumentException for classes whose records live until they are removed
   */
  public Duration limit(DataClass dataClass) {
    Duration limit = limits.get(dataClass);
    if (limit == null) {
      throw new IllegalArgumentException(
          dataClass + " has no limit of age: its records live until they are removed");
    }
    return limit;
  }

  /**
   * How far back kept reads may be looked at when an entry is added to the hotlist; zero where the
   * policy does not allow it.
   */
  public Duration longestLookBack() {
    return longestLookBack;
  }

  /**
   * How long after it was written a record of this topic may last. Shorter than its class allows
   * where the topic only hands its records over to a store that keeps them, and where much may have
   * passed since capture when it is written.
   *
   * @throws IllegalArgumentException for topics whose records live until they are removed
   */
  Duration limit(Topic<?> topic) {
    Duration limit = limit(topic.dataClass());
    if (topic.equals(Topics.ALERTS)) {
      return limit.minus(longestLookBack);
    }
    return HANDED_OVER.contains(topic) ? least(handOver, limit) : limit;
  }

  /** The settings of a topic, without partitions and replicas. */
  public Map<String, String> topic(Topic<?> topic) {
    Map<String, String> settings = new TreeMap<>();
    if (topic.cleanup() != Cleanup.DELETE) {
      settings.putAll(compacted(compactionLag(topic)));
    }
    if (topic.cleanup() != Cleanup.COMPACT) {
      settings.putAll(
          topic.dataClass() == DataClass.AUDIT ? atLeast(limit(topic)) : within(limit(topic)));
    }
    settings.put("cleanup.policy", policy(topic.cleanup()));
    settings.put("message.timestamp.type", "CreateTime");
    settings.put("message.timestamp.after.max.ms", millis(maxAhead));
    if (WITH_IMAGES.contains(topic)) {
      settings.put("max.message.bytes", String.valueOf(IMAGE_BYTES));
    }
    if (UNCOMPRESSED.contains(topic)) {
      settings.put("compression.type", "uncompressed"); // JPEG does not shrink.
    }
    return settings;
  }

  /**
   * The settings of a windowed store's changelog, for {@code withLoggingEnabled}: by itself Kafka
   * would keep it a day longer than the store, in segments of a week.
   */
  public Map<String, String> windowChangelog(DataClass dataClass) {
    return within(limit(dataClass));
  }

  /**
   * The settings of the changelog of a key-value store whose entries are removed before long, so
   * that whatever is not removed expires.
   */
  public Map<String, String> expiringChangelog(DataClass dataClass) {
    Map<String, String> settings = new TreeMap<>(within(limit(dataClass)));
    settings.put("cleanup.policy", "compact,delete");
    return settings;
  }

  /** The settings of internal topics whose stores give none of their own. */
  public Map<String, String> internalDefaults() {
    Duration ofReads =
        Duration.ofMillis(Long.parseLong(within(limit(DataClass.READ)).get("segment.ms")));
    return Map.of(
        "segment.ms", millis(least(ofReads, compactionLag)),
        "max.compaction.lag.ms", millis(compactionLag),
        "delete.retention.ms", millis(tombstones),
        "max.message.bytes", String.valueOf(IMAGE_BYTES));
  }

  /**
   * How often a record has to come to each partition of a compacted topic: without one a broker
   * never closes its last segment, and never compacts what is in it.
   */
  public Duration heartbeat() {
    return compactionLag.dividedBy(HEARTBEATS);
  }

  /**
   * How much longer than {@code retention.ms + segment.ms} a broker may keep a record: how far
   * ahead its neighbour may be dated, and how late the broker looks and deletes.
   */
  public Duration overhead() {
    return overhead;
  }

  /**
   * How long a topic of the catalogue keeps what it holds.
   *
   * @param settings the topic's, the broker's defaults included
   */
  public TopicLifetime lifetime(Topic<?> topic, Map<String, String> settings) {
    return lifetime(
        topic.name(),
        topic.dataClass(),
        settings,
        hasLimit(topic.dataClass()) ? Optional.of(limit(topic)) : Optional.empty());
  }

  /** The same for a topic that Kafka Streams makes for itself. */
  public TopicLifetime lifetime(InternalTopic topic, Map<String, String> settings) {
    DataClass dataClass = topic.dataClass();
    return lifetime(
        topic.name(),
        dataClass,
        settings,
        hasLimit(dataClass) ? Optional.of(limit(dataClass)) : Optional.empty());
  }

  private TopicLifetime lifetime(
      String name, DataClass dataClass, Map<String, String> settings, Optional<Duration> limit) {
    String cleanup = settings.get("cleanup.policy");
    Duration segment = Duration.ofMillis(Long.parseLong(settings.get("segment.ms")));
    Optional<Duration> retention =
        Optional.ofNullable(settings.get("retention.ms"))
            .filter(millis -> cleanup.contains("delete") && Long.parseLong(millis) >= 0)
            .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    Optional<Duration> worstCase =
        cleanup.contains("delete")
            ? retention.map(kept -> kept.plus(segment).plus(overhead))
            : limit.isPresent()
                ? Optional.empty() // What nobody removes, compaction keeps.
                : compacted(segment, settings.get("max.compaction.lag.ms"));
    return new TopicLifetime(name, dataClass, cleanup, retention, segment, worstCase, limit);
  }

  /** A segment closes with the first heartbeat after its time; then compaction may wait. */
  private Optional<Duration> compacted(Duration segment, String compactionLagMillis) {
    return Optional.ofNullable(compactionLagMillis)
        .map(Long::parseLong)
        .filter(millis -> millis < Long.MAX_VALUE)
        .map(Duration::ofMillis)
        .map(lag -> least(segment, lag).plus(heartbeat()).plus(lag));
  }

  /**
   * After how long a record has to be taken out of a topic that is compacted as well as deleted
   * from: compaction puts old segments and new ones together, so that their age alone may never
   * delete them.
   */
  public Duration burialAge(Topic<?> topic) {
    Duration retention = Duration.ofMillis(Long.parseLong(topic(topic).get("retention.ms")));
    return least(retention, limit(topic).minus(compactionLag(topic).multipliedBy(COMPACTION_LAGS)));
  }

  private Duration compactionLag(Topic<?> topic) {
    return topic.cleanup() == Cleanup.COMPACT_DELETE
        ? least(compactionLag, limit(topic).dividedBy(COMPACTION_SHARE))
        : compactionLag;
  }

  private boolean hasLimit(DataClass dataClass) {
    return limits.containsKey(dataClass);
  }

  private static String policy(Cleanup cleanup) {
    return switch (cleanup) {
      case DELETE -> "delete";
      case COMPACT -> "compact";
      case COMPACT_DELETE -> "compact,delete";
    };
  }

  /**
   * A broker compacts closed segments only, and closes one when a record comes after {@code
   * segment.ms} or {@code max.compaction.lag.ms}, whichever is less. So what a later record of its
   * key has replaced is gone after at most twice that and one {@link #heartbeat()}, which sees to
   * it that records come.
   */
  private Map<String, String> compacted(Duration lag) {
    return Map.of(
        "max.compaction.lag.ms", millis(lag),
        "min.cleanable.dirty.ratio", "0.1",
        "segment.ms", millis(least(LONGEST_SEGMENT, lag)),
        "delete.retention.ms", millis(tombstones));
  }

  /** Audit records are a duty to keep: never gone before the limit. */
  private static Map<String, String> atLeast(Duration limit) {
    return Map.of("retention.ms", millis(limit), "segment.ms", millis(Duration.ofDays(7)));
  }

  /** Everything else is gone at the limit. */
  private Map<String, String> within(Duration limit) {
    Duration room = limit.minus(overhead);
    Duration segment =
        most(SHORTEST_SEGMENT, least(LONGEST_SEGMENT, room.dividedBy(SEGMENT_SHARE)));
    Duration retention =
        limit.compareTo(WORTH_A_DAY) >= 0
            ? limit.minus(LONGEST_MARGIN)
            : most(room.minus(segment), limit.dividedBy(LEAST_SHARE));
    return Map.of("retention.ms", millis(retention), "segment.ms", millis(segment));
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration most(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
