package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.alprstreams.service.rocksdb.Rewriting;
import org.alprstreams.service.rocksdb.StoreFiles;
import org.apache.kafka.streams.state.WindowStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that what was taken out of a window store leaves its files too. RocksDB only marks a
 * deleted entry; its bytes stay until the file they are in is rewritten, which in a segment that
 * takes nothing in any more is never. So segments from which something was taken are rewritten:
 * each a while after the first removal, so that several share one rewriting, one at a time and
 * beside the store's own work. Deletions that an earlier run did not come to erase are found at the
 * start.
 *
 * <p>Where nothing is to be erased, segments that are searched are settled: once they take nothing
 * in any more, they are rewritten as one sorted run each. RocksDB leaves up to four, and a search
 * has to look into each run of each segment.
 *
 * <p>Used by the thread that owns the stores. A segment's database must not be closed while it is
 * being rewritten: {@link #close} comes before the stores', and no segment that is about to expire
 * is touched, since its files go anyway.
 */
final class Eraser implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

  /** A segment that will be dropped within this share of its own length is left to that. */
  private static final int SHARE_LEFT_TO_EXPIRY = 4;

  private final Duration delay;
  private final Executor executor;
  private final LongSupplier clock;
  private final Map<WindowStore<?, ?>, StoreExpiry> expiries = new HashMap<>();
  private final Set<WindowStore<?, ?>> searched = new LinkedHashSet<>();
  private final Map<Segment, Instant> due = new LinkedHashMap<>();
  private Segment current;
  private Rewriting rewriting;

  /**
   * @param delay how long after a removal its segment's rewriting begins, and how long after a
   *     segment's end nothing is expected to come into it
   * @param executor rewrites, one segment at a time
   * @param clock milliseconds since the epoch
   */
  Eraser(Duration delay, Executor executor, LongSupplier clock) {
    this.delay = delay;
    this.executor = executor;
    this.clock = clock;
  }

  /** Takes charge of a store. Once for each, before anything is removed from it. */
  <V> WindowStore<String, V> opened(WindowStore<String, V> store, StoreExpiry expiry) {
    expiries.put(store, expiry);
    StoreFiles.of(store)
        .forEach(
            (number, files) -> {
              if (files.holdDeletions()) {
                removed(Segment.of(store, expiry, number));
              }
            });
    return store;
  }

  /** Takes charge of a store that is searched over all its time: it is settled too. */
  <V> WindowStore<String, V> openedForSearch(WindowStore<String, V> store, StoreExpiry expiry) {
    searched.add(store);
    return opened(store, expiry);
  }

  /** Takes note that something captured then was taken out of a store. */
  void removed(WindowStore<?, ?> store, Instant capturedAt) {
    StoreExpiry expiry = expiries.get(store);
    removed(new Segment(store, expiry, expiry.segmentStart(capturedAt)));
  }

  private void removed(Segment segment) {
    due.putIfAbsent(segment, Instant.ofEpochMilli(clock.getAsLong()).plus(delay));
  }

  /** Begins the next rewriting that is due, unless one is under way. */
  void step(Instant now) {
    if (rewriting != null && (rewriting.isOver() || current.expiresSoon(now))) {
      end(now);
    }
    if (rewriting == null) {
      erase(now);
    }
    if (rewriting == null) {
      settle(now);
    }
  }

  private void end(Instant now) {
    rewriting.end();
    if (!rewriting.isComplete()) {
      due.putIfAbsent(current, now.plus(delay));
    }
    rewriting = null;
  }

  private void erase(Instant now) {
    Iterator<Map.Entry<Segment, Instant>> waiting = due.entrySet().iterator();
    while (waiting.hasNext() && rewriting == null) {
      Map.Entry<Segment, Instant> next = waiting.next();
      if (!now.isBefore(next.getValue())) {
        waiting.remove();
        Segment segment = next.getKey();
        if (!segment.expiresSoon(now)) {
          Optional.ofNullable(StoreFiles.of(segment.store).get(segment.number()))
              .ifPresent(files -> begin(segment, files));
        }
      }
    }
  }

  private void settle(Instant now) {
    for (WindowStore<?, ?> store : searched) {
      for (Map.Entry<Long, StoreFiles> each : StoreFiles.of(store).entrySet()) {
        Segment segment = Segment.of(store, expiries.get(store), each.getKey());
        if (isToSettle(segment, now) && each.getValue().sortedRuns() > 1) {
          begin(segment, each.getValue());
          return;
        }
      }
    }
  }

  /** One whose rewriting failed waits for its turn among those to be erased. */
  private boolean isToSettle(Segment segment, Instant now) {
    return segment.isOver(now.minus(delay))
        && !segment.expiresSoon(now)
        && !due.containsKey(segment);
  }

  private void begin(Segment segment, StoreFiles files) {
    current = segment;
    rewriting = new Rewriting(files, segment.store.name().equals(ReadStores.READS_BY_PLATE));
    executor.execute(rewriting);
    LOG.atDebug()
        .addKeyValue("store", segment.store.name())
        .addKeyValue("segment", segment.start)
        .log("rewriting a segment");
  }

  /** Ends a rewriting that is under way; the next run finds what is left to erase. */
  @Override
  public void close() {
    if (rewriting != null) {
      rewriting.end();
      rewriting = null;
    }
    due.clear();
  }

  private record Segment(WindowStore<?, ?> store, StoreExpiry expiry, Instant start) {

    static Segment of(WindowStore<?, ?> store, StoreExpiry expiry, long number) {
      return new Segment(store, expiry, Instant.ofEpochMilli(number * expiry.segment().toMillis()));
    }

    long number() {
      return start.toEpochMilli() / expiry.segment().toMillis();
    }

    boolean isOver(Instant now) {
      return !now.isBefore(start.plus(expiry.segment()));
    }

    /** No store's time is further on than the clock by more than a fraction of the margin. */
    boolean expiresSoon(Instant now) {
      Instant dropped = start.plus(expiry.segment()).plus(expiry.retention());
      return !now.isBefore(dropped.minus(expiry.segment().dividedBy(SHARE_LEFT_TO_EXPIRY)));
    }
  }
}
