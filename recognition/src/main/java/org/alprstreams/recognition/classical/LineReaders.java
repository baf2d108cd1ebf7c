package org.alprstreams.recognition.classical;

import java.nio.file.Path;
import java.util.function.Function;
import org.alprstreams.recognition.worker.Workers;

/** A bounded set of Tesseract instances, each lent to one thread at a time. */
final class LineReaders implements AutoCloseable {

  private final Workers<LineReader> readers;

  LineReaders(Path natives, int count) {
    readers = new Workers<>(count, () -> new LineReader(natives));
  }

  /** Lends a reader, waiting for one if all are in use; see {@link Workers#with}. */
  <T> T with(Function<LineReader, T> use) {
    return readers.with(use);
  }

  @Override
  public void close() {
    readers.close();
  }
}
