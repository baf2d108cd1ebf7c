package org.alprstreams.recognition.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A bounded set of workers, each lent to one thread at a time. What a worker holds natively is
 * thereby bounded too.
 *
 * @param <W> frees what it holds when closed, without a checked exception
 */
public final class Workers<W extends Workers.Worker> implements AutoCloseable {

  private final BlockingQueue<W> idle;
  private final List<W> all = new ArrayList<>();

  /**
   * Makes the workers; those made before one fails are closed.
   *
   * @param count 1 or more
   */
  public Workers(int count, Supplier<W> make) {
    idle = new ArrayBlockingQueue<>(count);
    try {
      for (int i = 0; i < count; i++) {
        all.add(make.get());
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    idle.addAll(all);
  }

  /**
   * Lends a worker, waiting for one if all are in use.
   *
   * @throws IllegalStateException when interrupted while waiting; the thread stays interrupted
   */
  public <T> T with(Function<W, T> use) {
    W worker;
    try {
      worker = idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a free reader", e);
    }
    try {
      return use.apply(worker);
    } finally {
      idle.add(worker);
    }
  }

  @Override
  public void close() {
    idle.clear();
    all.forEach(Worker::close);
    all.clear();
  }

  /** Does one thing at a time. */
  @FunctionalInterface
  public interface Worker extends AutoCloseable {

    @Override
    void close();
  }
}
