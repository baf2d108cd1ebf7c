package org.alprstreams.recognition.state;

import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Cuts a plate from a frame and turns it upright, in colour and at the frame's resolution. */
final class Upright {

  /** Pixels above which more resolution tells nothing. */
  private static final double MOST_WIDTH = 400;

  /** US plates are 12 by 6 inches. */
  private static final double ASPECT = 2;

  private Upright() {}

  /**
   * Rectifies.
   *
   * @param frame where the plate is
   * @param corners of the plate
   * @param mats owner of the result
   * @return 8-bit colour, twice as wide as high, the plate from edge to edge
   */
  static Mat plate(FrameImage frame, Corners corners, Mats mats) {
    Box box = corners.within(frame.width(), frame.height());
    Mat part = part(frame, box, mats);
    double width = Math.min(MOST_WIDTH, Math.max(corners.width(), ASPECT * corners.height()));
    Size size = new Size(Math.round(width), Math.round(width / ASPECT));
    MatOfPoint2f from =
        mats.own(
            new MatOfPoint2f(
                within(box, corners.topLeft()),
                within(box, corners.topRight()),
                within(box, corners.bottomRight()),
                within(box, corners.bottomLeft())));
    MatOfPoint2f to =
        mats.own(
            new MatOfPoint2f(
                new org.opencv.core.Point(0, 0),
                new org.opencv.core.Point(size.width, 0),
                new org.opencv.core.Point(size.width, size.height),
                new org.opencv.core.Point(0, size.height)));
    Mat turn = mats.own(Imgproc.getPerspectiveTransform(from, to));
    Mat plate = mats.empty();
    Imgproc.warpPerspective(
        part, plate, turn, size, Imgproc.INTER_LINEAR, Core.BORDER_REPLICATE, new Scalar(0));
    return plate;
  }

  /** Only the plate's part is coloured and copied: a frame has megabytes. */
  private static Mat part(FrameImage frame, Box box, Mats mats) {
    Mat part = mats.own(new Mat(box.height(), box.width(), CvType.CV_8UC3));
    part.put(0, 0, frame.bgr(box));
    return part;
  }

  private static org.opencv.core.Point within(Box box, Point point) {
    return new org.opencv.core.Point(point.x() - box.x(), point.y() - box.y());
  }
}
