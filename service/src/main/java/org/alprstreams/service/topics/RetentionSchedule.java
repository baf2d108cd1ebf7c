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

  /**
   * Parts of the margin of an internal topic: one for what has expired to be taken out; one each
   * for its segment to take records in, to be closed and to be compacted; one for which the
   * tombstone shows; and three for the tombstone's own segment, since it leaves with a compaction
   * of its own.
   */
  private static final int MARGIN_PARTS = 8;

  /** Compactions in that time. */
  private static final int COMPACTIONS = 2;

  /** What waits or is in work does so for this share of the time for transient data at most. */
  private static final int STAY_SHARE = 3;

  /** Segments of the topics of such state take records in for this share of it. */
  private static final int STAY_SEGMENT_SHARE = 15;

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
          Topics.READS_IN_VIEW,
          Topics.ALERTS,
          Topics.EVIDENCE,
          Topics.LOOK_BACK_READS);

  private static final Set<Topic<?>> UNCOMPRESSED =
      Set.of(Topics.FRAMES, Topics.READ_IMAGES, Topics.READS_IN_VIEW, Topics.LOOK_BACK_READS);

  private static final Duration LONGEST_ALERT_LIFE = Duration.ofDays(1);

  /** An alert is written again for no longer than this part of the time that reads are kept. */
  private static final int ALERT_LIFE_SHARE = 12;

  /** A look-back reaches no further than this part of the time that reads are kept. */
  private static final int LOOK_BACK_SHARE = 4;

  /** A policy under which looks may be kept for as long as reads leaves these half of it. */
  private static final int LARGEST_LATENESS_SHARE = 2;

  /** What the retention service takes over and keeps itself. */
  private static final Set<Topic<?>> HANDED_OVER = Set.of(Topics.READS, Topics.READ_IMAGES);

  private final Map<DataClass, Duration> limits = new EnumMap<>(DataClass.class);
  private final Duration longestLookBack;
  private final Duration handOver;
  private final Duration tombstones;
  private final Duration compactionLag;
  private final Duration overhead;
  private final Duration maxAhead;
  private final Duration fileDelay;
  private final Duration cleaning;
  private final Duration checkInterval;
  private final Duration heartbeat;

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
    this.fileDelay = settings.brokerDeleteDelay();
    this.cleaning = settings.brokerCleanDelay();
    this.checkInterval = settings.brokerCheckInterval();
    this.heartbeat =
        least(compactionLag, limits.get(DataClass.READ).dividedBy(COMPACTION_SHARE))
            .dividedBy(HEARTBEATS);
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
   * How long after it was raised an alert may be written again, revised or recalled, at most: it
   * has the time of its capture, and lies among those of that day.
   */
  public static Duration longestAlertLife(UsagePolicy policy) {
    return alertLife(policy.readRetention());
  }

  private static Duration alertLife(Duration reads) {
    return least(LONGEST_ALERT_LIFE, reads.dividedBy(ALERT_LIFE_SHARE));
  }

  /**
   * How long after its capture a read may be written to the topics of reads again, as a correction
   * is: there it lies among those of today, and leaves with them.
   */
  public Duration longestCorrection() {
    return least(
        limit(DataClass.READ).minus(limit(Topics.READS)),
        limit(DataClass.IMAGE).minus(limit(Topics.READ_IMAGES)));
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
    return HANDED_OVER.contains(topic) ? least(handOver, limit.minus(lateness())) : limit;
  }

  /** How long after capture a record of this topic may last. */
  private Duration fromCapture(Topic<?> topic) {
    return HANDED_OVER.contains(topic) ? least(handOver, limit(topic.dataClass())) : limit(topic);
  }

  /**
   * How long after capture a read may be written: looks wait for as long as transient data may, and
   * the mark of the transaction in which a read is written has the time of its end, not of capture.
   */
  private Duration lateness() {
    return least(
        limit(DataClass.TRANSIENT), limit(DataClass.READ).dividedBy(LARGEST_LATENESS_SHARE));
  }

  /** The settings of a topic, without partitions and replicas. */
  public Map<String, String> topic(Topic<?> topic) {
    Map<String, String> settings = new TreeMap<>();
    if (topic.cleanup() != Cleanup.DELETE) {
      settings.putAll(compacted(compactionLag(topic)));
    }
    if (topic.cleanup() != Cleanup.COMPACT) {
      settings.putAll(
          topic.dataClass() == DataClass.AUDIT
              ? atLeast(limit(topic))
              : within(fromCapture(topic), fromCapture(topic).minus(limit(topic))));
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
   * The most that the settings of an internal topic may be, by which those are brought down that a
   * longer policy has left behind.
   *
   * @throws IllegalArgumentException for topics whose records live until they are removed
   */
  Map<String, String> most(InternalTopic topic) {
    Duration limit = limit(topic.dataClass());
    if (expiresByAge(topic)) {
      return expiringChangelog(topic.dataClass());
    }
    // A window store shows what is younger than that; of the others the rest waits for heartbeats.
    Duration retention =
        topic.kind() == InternalTopic.Kind.WINDOWS
            ? Duration.ofMillis(Long.parseLong(within(limit).get("retention.ms")))
            : limit.minus(least(LONGEST_MARGIN, limit.dividedBy(2)));
    String part = millis(limit.minus(retention).minus(changelogOverhead()).dividedBy(MARGIN_PARTS));
    return Map.of(
        "cleanup.policy", "compact,delete",
        "retention.ms", millis(retention),
        "segment.ms", part,
        "max.compaction.lag.ms", part,
        "delete.retention.ms", part);
  }

  /**
   * The settings of the changelog of a key-value store whose entries are removed before long, so
   * that whatever is not removed expires. {@code retention.ms} is how long an entry may stay in the
   * store.
   */
  public Map<String, String> expiringChangelog(DataClass dataClass) {
    String segment = millis(limit(dataClass).dividedBy(STAY_SEGMENT_SHARE));
    return Map.of(
        "cleanup.policy", "compact,delete",
        "retention.ms", millis(longestStay(dataClass)),
        "segment.ms", segment,
        "max.compaction.lag.ms", segment,
        "delete.retention.ms", segment);
  }

  /** How long something of this class may wait, or be in work, in a store. */
  public Duration longestStay(DataClass dataClass) {
    return limit(dataClass).dividedBy(STAY_SHARE);
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
   * never closes its last segment, and never compacts what is in it. More often under a policy
   * whose reads are not kept for three days.
   */
  public Duration heartbeat() {
    return heartbeat;
  }

  /** How long it may take at most until what has expired is buried. */
  public Duration burialTurn() {
    Duration segment = limit(DataClass.TRANSIENT).dividedBy(STAY_SEGMENT_SHARE);
    return least(heartbeat, segment);
  }

  /**
   * How much longer than {@code retention.ms + segment.ms} a broker may keep a record: how far
   * ahead its neighbour may be dated, and how late the broker looks and deletes.
   */
  public Duration overhead() {
    return overhead;
  }

  /**
   * The same for a changelog of reads, where on top of that an entry and its tombstone each wait
   * for a compaction that is due to be done.
   */
  public Duration changelogOverhead() {
    return overhead.plus(cleaning.multipliedBy(COMPACTIONS));
  }

  /** The broker-wide settings that all this rests on, with the most that each may be. */
  Map<String, Duration> ofBroker() {
    return Map.of(
        "log.retention.check.interval.ms", checkInterval, "log.cleaner.backoff.ms", cleaning);
  }

  /** The most that a topic's {@code file.delete.delay.ms} may be. */
  Duration fileDelay() {
    return fileDelay;
  }

  /**
   * How long a topic of the catalogue keeps what it holds.
   *
   * @param settings the topic's, the broker's defaults included
   */
  public TopicLifetime lifetime(Topic<?> topic, Map<String, String> settings) {
    TopicTimes times = new TopicTimes(settings);
    DataClass dataClass = topic.dataClass();
    if (!hasLimit(dataClass)) {
      return lifetime(topic.name(), dataClass, times, removed(times), Optional.empty());
    }
    Optional<Duration> worst =
        times.isCompacted()
            ? buried(burialAge(topic).plus(writtenAgain(topic)), times).map(overhead::plus)
            : times.retention().map(kept -> kept.plus(times.segment()).plus(overhead));
    return lifetime(topic.name(), dataClass, times, worst, Optional.of(limit(topic)));
  }

  /** The same for a topic that Kafka Streams makes for itself. */
  public TopicLifetime lifetime(InternalTopic topic, Map<String, String> settings) {
    TopicTimes times = new TopicTimes(settings);
    DataClass dataClass = topic.dataClass();
    if (!hasLimit(dataClass)) {
      return lifetime(topic.name(), dataClass, times, removed(times), Optional.empty());
    }
    Optional<Duration> worst =
        times.retention().flatMap(kept -> worst(topic, kept, times)).map(overhead::plus);
    return lifetime(topic.name(), dataClass, times, worst, Optional.of(limit(dataClass)));
  }

  private static TopicLifetime lifetime(
      String name,
      DataClass dataClass,
      TopicTimes times,
      Optional<Duration> worstCase,
      Optional<Duration> limit) {
    return new TopicLifetime(
        name, dataClass, times.cleanup(), times.retention(), times.segment(), worstCase, limit);
  }

  /** Of what was removed from a list. Without compaction nothing but emptying removes it. */
  private Optional<Duration> removed(TopicTimes times) {
    return times.isCompacted()
        ? times.compaction(heartbeat).map(cleaning.plus(fileDelay)::plus)
        : Optional.empty();
  }

  /** A tombstone comes after a heartbeat's time at most, and is followed by others. */
  private Optional<Duration> buried(Duration age, TopicTimes times) {
    return times
        .compaction(heartbeat)
        .map(compaction -> age.plus(heartbeat).plus(compaction).plus(cleaning));
  }

  /**
   * Of an entry that its store shows for {@code stay}.
   *
   * <p>State of looks and look-backs: its tombstone, which names no plate, is appended to the
   * segment after the entry's, or to its own; if nothing else comes, that segment goes by its age,
   * and if something comes, it is compacted, provided that compaction does not wait for longer than
   * a segment takes records in.
   *
   * <p>Else keys name plates, so that the tombstone has to go too, with a later compaction.
   */
  private Optional<Duration> worst(InternalTopic topic, Duration stay, TopicTimes times) {
    if (expiresByAge(topic)) {
      return times
          .compaction(Duration.ZERO)
          .filter(due -> due.compareTo(times.segment().multipliedBy(2)) <= 0)
          .map(due -> stay.multipliedBy(2).plus(times.segment()));
    }
    Duration append = topic.kind() == InternalTopic.Kind.WINDOWS ? times.segment() : heartbeat;
    return times
        .compaction(append)
        .map(compaction -> compaction.plus(cleaning).multipliedBy(COMPACTIONS))
        .map(compactions -> stay.plus(append).plus(compactions).plus(times.tombstones()));
  }

  private static boolean expiresByAge(InternalTopic topic) {
    return topic.dataClass() == DataClass.TRANSIENT;
  }

  /**
   * After how long a record has to be taken out of a topic that is compacted as well as deleted
   * from: compaction puts old segments and new ones together, so that their age alone may never
   * delete them. What was written again later lies behind those of its day, and is reached when
   * these have gone: that is taken off.
   */
  public Duration burialAge(Topic<?> topic) {
    Duration retention = Duration.ofMillis(Long.parseLong(topic(topic).get("retention.ms")));
    return least(retention, limit(topic).minus(compactionLag(topic).multipliedBy(COMPACTION_LAGS)))
        .minus(writtenAgain(topic));
  }

  /** How much later than its time a record may lie in a topic. */
  private Duration writtenAgain(Topic<?> topic) {
    return topic.equals(Topics.ALERTS) ? alertLife(limit(DataClass.READ)) : Duration.ZERO;
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

  private Map<String, String> within(Duration limit) {
    return within(limit, Duration.ZERO);
  }

  /**
   * Everything else is gone at the limit. The margin of a long one is enough for what is late.
   *
   * @param late how long after capture a record may be written that has the time of its capture
   */
  private Map<String, String> within(Duration limit, Duration late) {
    Duration room = limit.minus(late).minus(overhead);
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
