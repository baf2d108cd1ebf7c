package org.alprstreams.matching;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.optout.OptOutCommands;
import org.alprstreams.matching.table.ExpiredRecords;
import org.alprstreams.matching.table.TableException;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes expired entries off the hotlist and the list of opt-outs, again and again on a thread of
 * its own. They have no effect any more by then; this is about not keeping them. Every instance
 * does it, at times of its own, and finds nothing left to do where another was there before.
 */
final class ListUpkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ListUpkeep.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final ExpiredRecords<HotlistEntry> entries;
  private final ExpiredRecords<OptOut> optOuts;
  private final Duration interval;
  private final MeterRegistry meters;
  private final Clock clock;
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          work -> {
            Thread thread = new Thread(work, "matching-lists");
            thread.setDaemon(true);
            return thread;
          });
  private int failures;
  private volatile HealthState state = HealthState.up();

  private ListUpkeep(KafkaClients kafka, Duration interval, MeterRegistry meters, Clock clock) {
    this.entries =
        new ExpiredRecords<>(
            kafka, Topics.HOTLIST, HotlistEntry::getExpiresAt, HotlistCommands::writer);
    this.optOuts =
        new ExpiredRecords<>(
            kafka, Topics.OPT_OUTS, OptOut::getExpiresAt, optOut -> OptOutCommands.WRITER);
    this.interval = interval;
    this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Begins.
   *
   * @param interval from one time to the next
   */
  static ListUpkeep start(
      KafkaClients kafka, Duration interval, MeterRegistry meters, Clock clock) {
    ListUpkeep upkeep = new ListUpkeep(kafka, interval, meters, clock);
    upkeep.next(least(interval, AGAIN)); // Not while everything else begins.
    return upkeep;
  }

  /** How it went the last time, for health. */
  HealthState state() {
    return state;
  }

  /** Up to half as much later, so that instances that began together do not meet each time. */
  private void next(Duration wait) {
    long millis = wait.toMillis();
    executor.schedule(
        this::turn,
        millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1),
        TimeUnit.MILLISECONDS);
  }

  private void turn() {
    Duration wait = interval;
    try {
      removed("hotlist", entries.remove(clock.instant()));
      removed("opt-outs", optOuts.remove(clock.instant()));
      state = HealthState.up();
      failures = 0;
    } catch (TableException e) {
      wait = least(interval, AGAIN);
      report("expired entries are not removed, and it is tried again: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      report("expired entries are not removed: " + e.getClass().getSimpleName(), e);
    }
    if (!executor.isShutdown()) {
      next(wait);
    }
  }

  private void removed(String list, int entries) {
    meters.counter("alpr.matching.lists.expired", "list", list).increment(entries);
    if (entries > 0) {
      LOG.atInfo()
          .addKeyValue("list", list)
          .addKeyValue("entries", entries)
          .log("expired, removed");
    }
  }

  /** Health warns from the second time on: the first may be another instance that was faster. */
  private void report(String words, RuntimeException cause) {
    if (!executor.isShutdown()) { // A turn that is cut off by the end says nothing.
      failures++;
      state = failures > 1 ? HealthState.warning(words) : state;
      LOG.atWarn().addKeyValue("exception", cause.getClass().getName()).log(words);
    }
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /** Lets a turn end that is at work, unless its broker is away. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
