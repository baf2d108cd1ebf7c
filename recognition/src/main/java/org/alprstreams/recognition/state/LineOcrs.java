package org.alprstreams.recognition.state;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.opencv.core.Mat;

/** A bounded set of Tesseract instances, each lent to one thread at a time. */
final class LineOcrs implements AutoCloseable {

  private final BlockingQueue<LineOcr> idle;
  private final List<LineOcr> all = new ArrayList<>();

  LineOcrs(Path natives, int count) {
    idle = new ArrayBlockingQueue<>(count);
    try {
      for (int i = 0; i < count; i++) {
        all.add(new LineOcr(natives));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    idle.addAll(all);
  }

  /**
   * Reads with an instance that is free, waiting for one if all are in use.
   *
   * @throws IllegalStateException when interrupted while waiting; the thread stays interrupted
   */
  String read(Mat line) {
    LineOcr ocr;
    try {
      ocr = idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a free reader", e);
    }
    try {
      return ocr.read(line);
    } finally {
      idle.add(ocr);
    }
  }

  @Override
  public void close() {
    idle.clear();
    all.forEach(LineOcr::close);
    all.clear();
  }
}
