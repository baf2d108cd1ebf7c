package org.alprstreams.retention.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.alprstreams.service.log.Redacted;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the copies on this instance are behind what owners have stored, measured again and again:
 * a query must not wait for the broker to tell, and how many seconds a copy is behind shows only
 * over time. While the broker is silent nothing is measured, and copies age.
 */
public final class StandbyLags implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StandbyLags.class);

  /**
   * Where a copy is.
   *
   * @param position offset of the next change that it takes in
   * @param end offset at which its changelog ends
   */
  record Measured(String store, int partition, long position, long end) {}

  private record Copied(String store, int partition) {}

  private final Supplier<List<Measured>> lags;
  private final Duration longest;
  private final LongSupplier nanos;
  private final Map<Copied, CatchingUp> copies = new HashMap<>();
  private ScheduledExecutorService timer;

  /**
   * @param lags of all local stores and partitions
   * @param longest a copy that is further behind does not answer
   * @param nanos a time that only goes forward, such as {@link System#nanoTime()}
   */
  StandbyLags(Supplier<List<Measured>> lags, Duration longest, LongSupplier nanos) {
    this.lags = lags;
    this.longest = longest;
    this.nanos = nanos;
  }

  /** Measures a topology's copies from now on, until closed. */
  static StandbyLags measuring(KafkaStreams streams, Duration interval, Duration longest) {
    StandbyLags measured = new StandbyLags(() -> lags(streams), longest, System::nanoTime);
    measured.timer =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "standby-lags");
              thread.setDaemon(true);
              return thread;
            });
    measured.timer.scheduleWithFixedDelay(
        () -> {
          if (streams.state().isRunningOrRebalancing()) {
            measured.measure();
          }
        },
        0,
        interval.toMillis(),
        TimeUnit.MILLISECONDS);
    return measured;
  }

  /** No copy of this instance ever answers. */
  static StandbyLags none() {
    return new StandbyLags(List::of, Duration.ZERO, System::nanoTime);
  }

  private static List<Measured> lags(KafkaStreams streams) {
    List<Measured> all = new ArrayList<>();
    streams
        .allLocalStorePartitionLags()
        .forEach(
            (store, partitions) ->
                partitions.forEach(
                    (partition, lag) ->
                        all.add(
                            new Measured(
                                store,
                                partition,
                                lag.currentOffsetPosition(),
                                lag.endOffsetPosition()))));
    return all;
  }

  void measure() {
    long before = nanos.getAsLong();
    try {
      update(lags.get(), before);
    } catch (RuntimeException e) { // Whatever it is, the next measurement must come.
      LOG.atWarn()
          .setCause(Redacted.of(e))
          .log("lags of standbys not measured; they are taken for older until they are");
    }
  }

  private synchronized void update(List<Measured> measured, long at) {
    Set<Copied> present = new HashSet<>();
    for (Measured each : measured) {
      Copied copied = new Copied(each.store(), each.partition());
      present.add(copied);
      copies
          .computeIfAbsent(copied, none -> new CatchingUp())
          .measured(each.position(), each.end(), at);
    }
    copies.keySet().retainAll(present);
  }

  /**
   * How stale an answer from the copies of these stores is at most.
   *
   * @throws ReadsUnavailable if that is not known, or longer than a copy may be behind
   */
  synchronized Staleness of(List<String> stores, int partition) {
    long now = nanos.getAsLong();
    long records = 0;
    long behind = 0;
    for (String store : stores) {
      CatchingUp copy = copies.get(new Copied(store, partition));
      if (copy == null || !copy.hasBeenComplete()) {
        throw new ReadsUnavailable("A standby has not caught up yet.");
      }
      records += copy.records();
      behind = Math.max(behind, now - copy.completeUntil());
    }
    if (behind > longest.toNanos()) {
      throw new ReadsUnavailable("A standby is further behind than " + longest + ".");
    }
    return new Staleness(
        partition, records, Duration.ofNanos(behind).plusSeconds(1).minusNanos(1).toSeconds());
  }

  /** How far the copy that is furthest behind is so, in seconds; NaN where that is not known. */
  public synchronized double behindSeconds() {
    long now = nanos.getAsLong();
    return copies.values().stream()
        .mapToDouble(
            copy -> copy.hasBeenComplete() ? (now - copy.completeUntil()) / 1e9 : Double.NaN)
        .max()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
