package org.alprstreams.recognition.classical;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/** A bounded set of Tesseract instances, each lent to one thread at a time. */
final class LineReaders implements AutoCloseable {

  private final BlockingQueue<LineReader> idle;
  private final List<LineReader> all = new ArrayList<>();

  LineReaders(Path natives, int count) {
    idle = new ArrayBlockingQueue<>(count);
    try {
      for (int i = 0; i < count; i++) {
        all.add(new LineReader(natives));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    idle.addAll(all);
  }

  /**
   * Lends a reader, waiting for one if all are in use.
   *
   * @throws IllegalStateException when interrupted while waiting; the thread stays interrupted
   */
  <T> T with(Function<LineReader, T> use) {
    LineReader reader;
    try {
      reader = idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a free reader", e);
    }
    try {
      return use.apply(reader);
    } finally {
      idle.add(reader);
    }
  }

  @Override
  public void close() {
    idle.clear();
    all.forEach(LineReader::close);
    all.clear();
  }
}
