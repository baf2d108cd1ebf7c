package org.alprstreams.service.rocksdb;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs {@link Rewriting}s. */
public final class Erasing {

  private static final Duration IDLE = Duration.ofSeconds(10);

  private Erasing() {}

  /**
   * Files are rewritten one after the other, whatever task they are of: it is the disk's work. The
   * thread does not keep the process alive, and goes when there is nothing to do.
   *
   * @param thread name of the thread
   */
  public static Executor oneAtATime(String thread) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread eraser = new Thread(work, thread);
              eraser.setDaemon(true);
              return eraser;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
