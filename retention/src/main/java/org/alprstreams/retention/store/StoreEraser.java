package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sees to it that what was deleted from a key-value store leaves its files too, as {@link Eraser}
 * does for window stores: the whole store is rewritten, a while after the first deletion, beside
 * its own work. Used by the thread that owns the store.
 */
public final class StoreEraser implements AutoCloseable {

  private final KeyValueStore<?, ?> store;
  private final Duration delay;
  private final Executor executor;
  private Instant due = Instant.MAX;
  private Rewriting rewriting;

  /**
   * Takes charge of a store; deletions that an earlier run did not come to erase are found now.
   *
   * @param delay how long after a deletion the rewriting begins
   * @param executor rewrites
   */
  public StoreEraser(KeyValueStore<?, ?> store, Duration delay, Executor executor, Instant now) {
    this.store = store;
    this.delay = delay;
    this.executor = executor;
    if (SegmentFiles.holdsDeletions(SegmentFiles.of(store))) {
      removed(now);
    }
  }

  /** Takes note that something was deleted. */
  public void removed(Instant now) {
    Instant next = now.plus(delay);
    due = next.isBefore(due) ? next : due;
  }

  /** Begins a rewriting if one is due and none is under way. */
  public void step(Instant now) {
    if (rewriting != null && rewriting.isOver()) {
      rewriting.end();
      if (!rewriting.isComplete()) {
        removed(now);
      }
      rewriting = null;
    }
    if (rewriting == null && !now.isBefore(due)) {
      due = Instant.MAX;
      rewriting = new Rewriting(SegmentFiles.of(store), false);
      executor.execute(rewriting);
    }
  }

  /** Ends a rewriting that is under way, before the store is closed. */
  @Override
  public void close() {
    if (rewriting != null) {
      rewriting.end();
      rewriting = null;
    }
  }
}
