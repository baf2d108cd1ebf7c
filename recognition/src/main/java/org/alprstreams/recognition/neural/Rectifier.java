package org.alprstreams.recognition.neural;

import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Straightens a plate, as if it had been photographed from the front. */
final class Rectifier {

  static final int WIDTH = 160;
  static final int HEIGHT = 48;

  /** Ground left and right of the plate, as a share of the width: corners are never exact. */
  static final double MARGIN_X = 0.04;

  /** Ground above and below the plate, as a share of the height. */
  static final double MARGIN_Y = 0.06;

  /** A plate of 900 pixels' width still loses nothing; wider ones are not worth more. */
  private static final int FINEST = 6;

  private Rectifier() {}

  /**
   * Straightens a plate and leaves a margin around it.
   *
   * @param grey 8-bit frame
   * @param plate its corners in the frame; the frame's edge is repeated beyond it
   * @param target float image of {@link #WIDTH} × {@link #HEIGHT}, written 0 to 255
   */
  static void rectify(Mat grey, Corners plate, Mat target) {
    warp(grey, plate, MARGIN_X, MARGIN_Y, target);
  }

  /** As {@link #rectify}, but the corners come to lie in the corners of the target. */
  static void fill(Mat grey, Corners plate, Mat target) {
    warp(grey, plate, 0, 0, target);
  }

  private static void warp(Mat grey, Corners plate, double marginX, double marginY, Mat target) {
    // Sampling alone would skip thin strokes of large plates: they are drawn larger by a whole
    // factor first, about as large as they are, and then averaged.
    int across = fineness(plate.width(), WIDTH * (1 - 2 * marginX));
    int down = fineness(plate.height(), HEIGHT * (1 - 2 * marginY));
    Size size = new Size(WIDTH * across, HEIGHT * down);
    try (Mats mats = new Mats()) {
      double left = marginX * size.width;
      double top = marginY * size.height;
      Mat transform =
          mats.own(
              Imgproc.getPerspectiveTransform(
                  points(plate, mats),
                  points(
                      new Corners(
                          new Point(left, top),
                          new Point(size.width - left, top),
                          new Point(size.width - left, size.height - top),
                          new Point(left, size.height - top)),
                      mats)));
      Mat drawn = mats.empty();
      // Small plates are enlarged; between their few pixels a smooth curve is nearer to the truth.
      int method = across > 1 || down > 1 ? Imgproc.INTER_LINEAR : Imgproc.INTER_CUBIC;
      Imgproc.warpPerspective(grey, drawn, transform, size, method, Core.BORDER_REPLICATE);
      Mat averaged = drawn;
      if (across > 1 || down > 1) {
        averaged = mats.empty();
        Imgproc.resize(drawn, averaged, new Size(WIDTH, HEIGHT), 0, 0, Imgproc.INTER_AREA);
      }
      averaged.convertTo(target, CvType.CV_32F);
    }
  }

  private static int fineness(double pixels, double target) {
    return (int) Math.max(1, Math.min(FINEST, Math.ceil(pixels / target - 0.1)));
  }

  /** OpenCV's pixels have their centres at whole numbers, ours at halves. */
  private static MatOfPoint2f points(Corners corners, Mats mats) {
    return mats.own(
        new MatOfPoint2f(
            point(corners.topLeft()),
            point(corners.topRight()),
            point(corners.bottomRight()),
            point(corners.bottomLeft())));
  }

  private static org.opencv.core.Point point(Point point) {
    return new org.opencv.core.Point(point.x() - 0.5, point.y() - 0.5);
  }
}
