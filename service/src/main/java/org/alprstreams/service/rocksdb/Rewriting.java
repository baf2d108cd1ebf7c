package org.alprstreams.service.rocksdb;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites all files of a store's entries, without what is deleted in it; used once.
 *
 * <p>RocksDB's manifest names the first and the last key of every file, and when one manifest takes
 * the place of another it begins with the files as they were before the change that caused it. So
 * where keys name plates, a second change follows the first. An empty file makes it: rewriting
 * again what may be nothing would not.
 */
public final class Rewriting implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Rewriting.class);

  /** A key that no store of ours writes. */
  private static final byte[] NOBODY = {0};

  private final StoreFiles files;
  private final boolean keysNamePlates;
  private final CompactRangeOptions options =
      new CompactRangeOptions()
          // The store's own compactions go on, or its writes would have to wait.
          .setExclusiveManualCompaction(false)
          // Else files that are at the bottom already, with the deleted bytes, stay as they are.
          .setBottommostLevelCompaction(BottommostLevelCompaction.kForce);

  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean cancelled;
  private volatile boolean complete;

  /**
   * @param keysNamePlates whether not only values but keys too have to go from every file
   */
  public Rewriting(StoreFiles files, boolean keysNamePlates) {
    this.files = files;
    this.keysNamePlates = keysNamePlates;
  }

  @Override
  public void run() {
    if (!taken.compareAndSet(false, true)) {
      return; // Cancelled before it began: the database may be closed.
    }
    try {
      rewrite();
      if (keysNamePlates) {
        changeFiles();
        rewrite();
      }
      complete = !cancelled;
    } catch (RocksDBException e) {
      if (!cancelled) {
        LOG.atWarn()
            .addKeyValue("status", e.getStatus() == null ? "unknown" : e.getStatus().getCode())
            .log("files could not be rewritten; it will be tried again");
      }
    } finally {
      over.countDown();
    }
  }

  private void rewrite() throws RocksDBException {
    files.database().compactRange(files.entries(), null, null, options);
  }

  private void changeFiles() throws RocksDBException {
    // Without a write-ahead log, as Kafka Streams writes.
    try (WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
        FlushOptions flush = new FlushOptions()) {
      files.database().delete(files.entries(), unlogged, NOBODY);
      files.database().flush(flush, files.entries());
    }
  }

  /** Whether it has ended, completely or not. */
  public boolean isOver() {
    return over.getCount() == 0;
  }

  /** Whether everything was rewritten. */
  public boolean isComplete() {
    return complete;
  }

  /** Stops it if it is under way, and returns when the database is no longer in use. */
  public void end() {
    cancelled = true;
    if (taken.compareAndSet(false, true)) {
      over.countDown();
    }
    options.setCanceled(true);
    awaitOver();
    options.close();
  }

  private void awaitOver() {
    boolean interrupted = false;
    while (!isOver()) {
      try {
        over.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
