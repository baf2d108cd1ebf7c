package org.alprstreams.recognition.neural;

import java.util.Optional;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * The part of a frame, twice as wide as high, in which a proposed plate lies with room around. It
 * leans as the plate does, so that plates lie level in it however the camera hangs; it may reach
 * beyond the frame's edges.
 *
 * @param left in whole pixels of the frame turned back by the tilt about its upper left corner, as
 *     are the following
 * @param tilt clockwise in radians; 0 for plates that are level or nearly so
 */
record Window(int left, int top, int width, int height, double tilt) {

  /** Plates that lean less are looked at as they are: the network knows such, and it is quicker. */
  private static final double LEVEL = Math.toRadians(8);

  /** Share of the window's width that the plate takes. */
  private static final double PLATE_SHARE = 0.6;

  /** A plate is about twice as wide as high. */
  private static final int PROPORTION = 2;

  /** Narrower proposals hold no legible plate. */
  private static final double NARROWEST_PLATE = 8;

  /**
   * The window around a proposal.
   *
   * @return nothing when the proposal is too small, larger than the frame or centred outside it
   */
  static Optional<Window> around(Corners corners, int frameWidth, int frameHeight) {
    Bounds upright = Bounds.of(corners);
    boolean within =
        upright.centreX() >= 0
            && upright.centreX() < frameWidth
            && upright.centreY() >= 0
            && upright.centreY() < frameHeight;
    double tilt = Math.abs(corners.tilt()) > LEVEL ? corners.tilt() : 0;
    Bounds plate = Bounds.of(corners.turned(-tilt));
    double plateWidth = Math.max(plate.width(), PROPORTION * plate.height());
    boolean legible =
        plateWidth >= NARROWEST_PLATE
            && upright.width() <= PROPORTION * frameWidth
            && upright.height() <= PROPORTION * frameHeight;
    if (!within || !legible) {
      return Optional.empty();
    }
    int width = (int) Math.rint(plateWidth / PLATE_SHARE);
    int height = (int) Math.rint(plateWidth / PLATE_SHARE / PROPORTION);
    return Optional.of(
        new Window(
            (int) Math.rint(plate.centreX() - width / 2.0),
            (int) Math.rint(plate.centreY() - height / 2.0),
            width,
            height,
            tilt));
  }

  /** The window's pixels; beyond the frame its edge is repeated. */
  Mat cut(Mat frame, Mats mats) {
    return tilt == 0 ? upright(frame, mats) : levelled(frame, mats);
  }

  private Mat levelled(Mat frame, Mats mats) {
    // OpenCV's pixels have their centres at whole numbers, ours at halves.
    Point first = new Point(left + 0.5, top + 0.5).turned(tilt);
    Mat toFrame = mats.own(new Mat(2, 3, CvType.CV_64FC1));
    toFrame.put(
        0,
        0,
        Math.cos(tilt),
        -Math.sin(tilt),
        first.x() - 0.5,
        Math.sin(tilt),
        Math.cos(tilt),
        first.y() - 0.5);
    Mat level = mats.empty();
    Imgproc.warpAffine(
        frame,
        level,
        toFrame,
        new Size(width, height),
        Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
        Core.BORDER_REPLICATE);
    return level;
  }

  private Mat upright(Mat frame, Mats mats) {
    int x0 = Math.max(0, left);
    int y0 = Math.max(0, top);
    int x1 = Math.min(frame.cols(), left + width);
    int y1 = Math.min(frame.rows(), top + height);
    Mat inside = mats.own(frame.submat(new Rect(x0, y0, x1 - x0, y1 - y0)));
    if (inside.cols() == width && inside.rows() == height) {
      return inside;
    }
    Mat whole = mats.empty();
    // Isolated: OpenCV would otherwise look at the frame around the part, which ends at the edge
    // on one side only.
    Core.copyMakeBorder(
        inside,
        whole,
        y0 - top,
        top + height - y1,
        x0 - left,
        left + width - x1,
        Core.BORDER_REPLICATE | Core.BORDER_ISOLATED);
    return whole;
  }

  /**
   * Brings corners from a patch back to the frame.
   *
   * @param corners x and y of four corners, from {@code first} on, in pixels of the patch
   * @param patchWidth width of the patch to which this window was brought
   * @param patchHeight its height
   */
  Corners toFrame(float[] corners, int first, int patchWidth, int patchHeight) {
    Point[] points = new Point[4];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          new Point(
              left + corners[first + 2 * i] * (double) width / patchWidth,
              top + corners[first + 2 * i + 1] * (double) height / patchHeight);
    }
    return new Corners(points[0], points[1], points[2], points[3]).turned(tilt);
  }
}
