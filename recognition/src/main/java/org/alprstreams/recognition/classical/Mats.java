package org.alprstreams.recognition.classical;

import java.util.ArrayDeque;
import java.util.Deque;
import org.opencv.core.Mat;

/**
 * Owner of native images: all of them are freed when it is closed. The garbage collector does not
 * see their size, so leaving them to it would let native memory grow without bound.
 */
public final class Mats implements AutoCloseable {

  private final Deque<Mat> owned = new ArrayDeque<>();

  /** A new, empty image. */
  public Mat empty() {
    return own(new Mat());
  }

  /** Takes over an image that another call made. */
  public <M extends Mat> M own(M mat) {
    owned.push(mat);
    return mat;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().release();
    }
  }
}
