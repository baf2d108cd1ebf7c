package org.alprstreams.retention.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.AccessLogUnavailable;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.UndecodableRecords;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the access log and writes {@link RepeatedSearches}' flags to it. Of all instances one
 * does so, since a user's searches lie in several partitions; another takes over when it goes. It
 * begins by reading the searches and flags of the whole window, so nothing has to be kept, and it
 * writes only once it has seen all flags that there are.
 */
public final class RepeatedSearchWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RepeatedSearchWatch.class);
  private static final String GROUP = "alpr-repeated-searches";
  private static final String WATCHER = "alpr-retention";
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int ENOUGH_BYTES = 1 << 20;

  /** How long a flag may wait for further records. */
  private static final Duration LATEST = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  /** How far the clocks of those who write to the log may lie apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final Consumer<String, AccessRecord> consumer;
  private final AccessLog log;
  private final UndecodableRecords undecodable;
  private final RepeatedSearches searches;
  private final Duration window;
  private final String agency;
  private final Clock clock;
  private final Thread thread;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private boolean caughtUp;
  private Instant nextWrite = Instant.MIN;
  private volatile boolean closing;
  private volatile HealthState state = HealthState.up();

  private RepeatedSearchWatch(
      Consumer<String, AccessRecord> consumer,
      AccessLog log,
      int threshold,
      Duration window,
      String agency,
      Clock clock) {
    this.consumer = consumer;
    this.undecodable = new UndecodableRecords(consumer);
    this.log = log;
    this.searches = new RepeatedSearches(threshold, window);
    this.window = window;
    this.agency = agency;
    this.clock = clock;
    this.thread = new Thread(this::run, "repeated-searches");
    this.thread.setDaemon(true);
  }

  /**
   * Starts watching.
   *
   * @param log where flags are written
   * @param threshold how many searches are flagged
   * @param window within how long
   */
  public static RepeatedSearchWatch start(
      KafkaClients kafka,
      AccessLog log,
      int threshold,
      Duration window,
      UsagePolicy policy,
      Clock clock) {
    Consumer<String, AccessRecord> consumer =
        kafka.consumer(
            Topics.ACCESS_LOG,
            GROUP,
            Map.of(
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                "classic", // The other has no assignors.
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                OneOwner.class.getName(),
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                ENOUGH_BYTES, // Else every search on its own, beside the next one's answer.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) LATEST.toMillis(),
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                3_000));
    RepeatedSearchWatch watch =
        new RepeatedSearchWatch(consumer, log, threshold, window, policy.agency(), clock);
    watch.thread.start();
    return watch;
  }

  /** For {@code Health}. */
  public HealthState state() {
    return state;
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topics.ACCESS_LOG.name()), new Ownership());
      while (!closing) {
        poll();
        if (seesAllFlags() && !clock.instant().isBefore(nextWrite)) {
          write();
        }
      }
    } catch (WakeupException | InterruptException e) {
      if (!closing) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void poll() {
    try {
      undecodable.retry();
      consumer.poll(POLL).forEach(record -> searches.add(record.value()));
      undecodable.settle();
    } catch (RecordDeserializationException e) {
      undecodable.at(e);
    } catch (TimeoutException e) {
      LOG.atDebug().log("the broker is away; what waits is asked for when it is back");
    }
    state = undecodable.state().orElse(HealthState.up());
  }

  /** Whether this instance is the one, and has seen all that was there when it became it. */
  private boolean seesAllFlags() {
    if (caughtUp || consumer.assignment().isEmpty()) {
      return caughtUp;
    }
    try {
      if (ends.isEmpty()) {
        rewind();
      }
      caughtUp =
          ends.entrySet().stream()
              .allMatch(end -> consumer.position(end.getKey(), POLL) >= end.getValue());
    } catch (TimeoutException e) {
      LOG.atDebug().log("the broker is away; the access log is read when it is back");
    }
    return caughtUp;
  }

  /** Goes back to where the window begins. */
  private void rewind() {
    Set<TopicPartition> partitions = consumer.assignment();
    Map<TopicPartition, Long> times = new HashMap<>();
    long from = clock.instant().minus(window).minus(CLOCKS).toEpochMilli();
    partitions.forEach(partition -> times.put(partition, from));
    Map<TopicPartition, Long> last = consumer.endOffsets(partitions);
    Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
    searches.clear();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp found = first.get(partition);
      consumer.seek(partition, found == null ? last.get(partition) : found.offset());
    }
    ends.putAll(last);
  }

  private void write() {
    try {
      for (RepeatedSearches.Flag flag : searches.due()) {
        log.append(flag.recordId(), entry(flag));
        searches.written(flag);
        LOG.atWarn().addKeyValue("recordId", flag.recordId()).log("repeated searches flagged");
      }
      searches.settled(clock.instant());
    } catch (AccessLogUnavailable e) {
      nextWrite = clock.instant().plus(RETRY);
      LOG.atError()
          .addKeyValue("cause", e.getCause() == null ? "held up" : e.getCause().getClass())
          .log("a flag of repeated searches was not written; it is tried again");
    }
  }

  private AccessEntry entry(RepeatedSearches.Flag flag) {
    return new AccessEntry(
        RepeatedSearches.ACTION,
        flag.elements(),
        WATCHER,
        agency,
        List.of(),
        AccessEntry.NO_PURPOSE,
        Optional.empty(),
        AccessOutcome.GRANTED,
        Optional.empty(),
        Optional.empty());
  }

  private void fail(RuntimeException e) {
    state =
        HealthState.dead("watching for repeated searches ended: " + e.getClass().getSimpleName());
    LOG.atError()
        .addKeyValue("exception", e.getClass().getName())
        .log("repeated searches are no longer watched for; restart the process");
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever becomes the one that watches begins anew. Called from within poll. */
  private final class Ownership implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      caughtUp = false;
      ends.clear();
      undecodable.forget();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      caughtUp = false;
      ends.clear();
      undecodable.forget();
      searches.clear();
    }
  }
}
