package org.alprstreams.recognition.image;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Pixels on the heap: cuts parts out, makes them smaller, turns colour to grey and back. */
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

  /**
   * Makes an image in colour smaller; one of that size already is returned as it is.
   *
   * @param bgr blue, green, red for each pixel
   */
  static byte[] shrunk(byte[] bgr, Size from, Size to) {
    if (from.equals(to)) {
      return bgr;
    }
    Mat image = new Mat(from, CvType.CV_8UC3);
    try {
      image.put(0, 0, bgr);
      resize(image, to);
      return of(image);
    } finally {
      image.release();
    }
  }

  /**
   * Gives an image another size. Down to a half two pixels beside each other make up a new one,
   * which takes a fifth of the time of adding up areas; with fewer of them, fine patterns would
   * show others that are not there.
   */
  static void resize(Mat image, Size to) {
    boolean few = 2 * to.width < image.cols();
    Imgproc.resize(image, image, to, 0, 0, few ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
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
