package org.alprstreams.recognition.classical;

import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The surroundings of a row of characters, cut from the frame at its own resolution, turned upright
 * and scaled so that characters are {@link #CHARACTER_HEIGHT} pixels tall.
 */
final class Patch {

  /** Large enough for thin strokes to survive thresholding, small enough to be quick. */
  static final int CHARACTER_HEIGHT = 64;

  /** Ground above and below the characters, as a share of their height. */
  private static final double ABOVE = 0.6;

  /** Ground left and right, where characters may have been missed. */
  private static final double BESIDE = 2.0;

  private final Mat grey;
  private final double originX;
  private final double originY;
  private final double cos;
  private final double sin;

  private Patch(Mat grey, double originX, double originY, double cos, double sin) {
    this.grey = grey;
    this.originX = originX;
    this.originY = originY;
    this.cos = cos;
    this.sin = sin;
  }

  /**
   * Cuts a patch.
   *
   * @param frame 8-bit grey
   * @param row where the characters are, in the pixels of a scaled copy of the frame
   * @param scale frame pixels for each pixel of that copy
   * @param mats owner of the patch's pixels
   */
  static Patch cut(Mat frame, CharacterRow row, double scale, Mats mats) {
    double angle = Math.atan(row.slope());
    double pixel = row.height() * scale / CHARACTER_HEIGHT;
    double cos = Math.cos(angle) * pixel;
    double sin = Math.sin(angle) * pixel;
    double rowWidth = (row.right() - row.left()) / row.height();
    int width = (int) Math.round((rowWidth + 2 * BESIDE) * CHARACTER_HEIGHT);
    int height = (int) Math.round((1 + 2 * ABOVE) * CHARACTER_HEIGHT);
    double originX = row.centreX() * scale - cos * width / 2 + sin * height / 2;
    double originY = row.centreY() * scale - sin * width / 2 - cos * height / 2;
    Mat toFrame = mats.own(new Mat(2, 3, CvType.CV_64F));
    toFrame.put(0, 0, cos, -sin, originX, sin, cos, originY);
    Mat grey = mats.empty();
    boolean shrinks = pixel > 1.5;
    if (shrinks) {
      // Averages first: sampling alone would skip thin strokes.
      Mat smooth = mats.empty();
      Imgproc.GaussianBlur(frame, smooth, new Size(0, 0), pixel / 2.5);
      frame = smooth;
    }
    Imgproc.warpAffine(
        frame,
        grey,
        toFrame,
        new Size(width, height),
        (pixel < 1 ? Imgproc.INTER_CUBIC : Imgproc.INTER_LINEAR) | Imgproc.WARP_INVERSE_MAP,
        Core.BORDER_REPLICATE);
    return new Patch(grey, originX, originY, cos, sin);
  }

  /** The pixels, 8-bit grey. */
  Mat grey() {
    return grey;
  }

  /** Corners in frame pixels of a rectangle given in the patch's pixels. */
  Corners toFrame(double left, double top, double right, double bottom) {
    return new Corners(
        toFrame(left, top), toFrame(right, top), toFrame(right, bottom), toFrame(left, bottom));
  }

  private Point toFrame(double x, double y) {
    return new Point(originX + cos * x - sin * y, originY + sin * x + cos * y);
  }
}
