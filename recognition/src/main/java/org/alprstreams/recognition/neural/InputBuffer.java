package org.alprstreams.recognition.neural;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Memory that OpenCV writes and a network reads, without a copy between them. Reused from frame to
 * frame, so that reading allocates little; wiped after each, so that nothing of a frame stays.
 */
final class InputBuffer {

  private static final int FLOAT = Float.BYTES;

  private ByteBuffer memory = ByteBuffer.allocateDirect(0);
  private int used;

  /**
   * Makes room.
   *
   * @param floats how many numbers the next input has; what lay here before is void
   */
  void reserve(int floats) {
    if (memory.capacity() < floats * FLOAT) {
      memory = ByteBuffer.allocateDirect(floats * FLOAT);
    }
    used = floats;
  }

  /**
   * A part of the input as a one-channel float image, for OpenCV to draw into. The caller releases
   * it before this buffer is reserved again.
   *
   * @param first index of the upper left pixel
   */
  Mat image(int first, int rows, int columns) {
    ByteBuffer part = memory.slice(first * FLOAT, rows * columns * FLOAT);
    return new Mat(rows, columns, CvType.CV_32FC1, part);
  }

  /** The input for a network. */
  FloatBuffer floats() {
    return memory.slice(0, used * FLOAT).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Overwrites what was put in. */
  void wipe() {
    ByteBuffer bytes = memory.slice(0, used * FLOAT);
    while (bytes.remaining() >= Long.BYTES) {
      bytes.putLong(0);
    }
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    used = 0;
  }
}
