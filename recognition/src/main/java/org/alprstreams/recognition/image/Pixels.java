package org.alprstreams.recognition.image;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/** Pixels on the heap: cuts parts out, turns colour to grey and back. */
final class Pixels {

  private Pixels() {}

  /**
   * Brightness of pixels in colour.
   *
   * @param bgr blue, green, red for each of width × height pixels
   * @return a byte for each pixel
   */
  static byte[] grey(int width, int height, byte[] bgr) {
    return converted(width, height, bgr, CvType.CV_8UC3, Imgproc.COLOR_BGR2GRAY);
  }

  /** The other way round: pixels without any colour, as blue, green, red. */
  static byte[] bgr(int width, int height, byte[] grey) {
    return converted(width, height, grey, CvType.CV_8UC1, Imgproc.COLOR_GRAY2BGR);
  }

  /** An image's pixels, row by row, all channels of a pixel side by side. */
  static byte[] of(Mat image) {
    byte[] pixels = new byte[Math.toIntExact(image.total() * image.channels())];
    image.get(0, 0, pixels);
    return pixels;
  }

  /**
   * Copies a part of an image.
   *
   * @param pixels the whole image, row by row, {@code channels} bytes for each pixel
   * @param width of the whole image, in pixels
   * @param part lies within the image
   */
  static byte[] part(byte[] pixels, int width, Rect part, int channels) {
    int row = part.width * channels;
    byte[] copy = new byte[row * part.height];
    for (int y = 0; y < part.height; y++) {
      long start = ((long) (part.y + y) * width + part.x) * channels;
      System.arraycopy(pixels, Math.toIntExact(start), copy, y * row, row);
    }
    return copy;
  }

  private static byte[] converted(int width, int height, byte[] pixels, int type, int conversion) {
    Mat from = new Mat(height, width, type);
    Mat to = new Mat();
    try {
      from.put(0, 0, pixels);
      Imgproc.cvtColor(from, to, conversion);
      return of(to);
    } finally {
      from.release();
      to.release();
    }
  }
}
