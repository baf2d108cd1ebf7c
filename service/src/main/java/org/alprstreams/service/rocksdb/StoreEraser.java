package org.alprstreams.service.rocksdb;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sees to it that what was deleted from a key-value store leaves its files too. RocksDB only marks
 * a deleted entry, and one that was replaced stays beside the new one; their bytes go when the file
 * they are in is rewritten, which may be never. So the whole store is rewritten, a while after the
 * first deletion, beside its own work. Used by the thread that owns the store, and closed before
 * it.
 */
public final class StoreEraser implements AutoCloseable {

  private final KeyValueStore<?, ?> store;
  private final boolean keysNamePlates;
  private final Duration delay;
  private final Executor executor;
  private Instant due = Instant.MAX;
  private Rewriting rewriting;

  /**
   * Takes charge of a store; deletions that an earlier run did not come to erase are found now.
   *
   * @param keysNamePlates whether not only values but keys too have to go from every file
   * @param delay how long after a deletion the rewriting begins
   * @param executor rewrites
   */
  public StoreEraser(
      KeyValueStore<?, ?> store,
      boolean keysNamePlates,
      Duration delay,
      Executor executor,
      Instant now) {
    this.store = store;
    this.keysNamePlates = keysNamePlates;
    this.delay = delay;
    this.executor = executor;
    if (StoreFiles.of(store).holdDeletions()) {
      removed(now);
    }
  }

  /** Takes note that something was deleted or replaced. */
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
      rewriting = new Rewriting(StoreFiles.of(store), keysNamePlates);
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
