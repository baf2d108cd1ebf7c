package org.alprstreams.recognition.image;

import org.alprstreams.recognition.reader.Box;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Pictures that go with a candidate, as JPEG files. OpenCV's libraries must have been loaded. */
public final class Jpegs {

  private Jpegs() {}

  /** A part of a frame at its own resolution. */
  public static byte[] crop(FrameImage frame, Box box) {
    return crop(frame, box, box.width());
  }

  /**
   * A part of a frame, made smaller where it is wider than asked.
   *
   * @param maxWidth in pixels, 1 or more
   */
  public static byte[] crop(FrameImage frame, Box box, int maxWidth) {
    int width = Math.min(box.width(), maxWidth);
    double shrink = width / (double) box.width();
    int height = (int) Math.max(1, Math.rint(box.height() * shrink));
    Mat part = new Mat(height, width, CvType.CV_8UC3);
    try {
      part.put(0, 0, frame.bgr(box, width, height));
      return JpegFiles.of(part);
    } finally {
      part.release();
    }
  }

  /**
   * The whole frame, made smaller where it is wider than asked.
   *
   * @param maxWidth in pixels, 1 or more
   */
  public static byte[] scene(FrameImage frame, int maxWidth) {
    return crop(frame, new Box(0, 0, frame.width(), frame.height()), maxWidth);
  }
}
