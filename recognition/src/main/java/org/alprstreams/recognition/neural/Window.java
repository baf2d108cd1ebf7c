package org.alprstreams.recognition.neural;

import java.util.Optional;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;

/**
 * The part of a frame, twice as wide as high, in which a proposed plate lies with room around. In
 * whole frame pixels; it may reach beyond the frame's edges.
 */
record Window(int left, int top, int width, int height) {

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
  static Optional<Window> around(Bounds plate, int frameWidth, int frameHeight) {
    boolean within =
        plate.centreX() >= 0
            && plate.centreX() < frameWidth
            && plate.centreY() >= 0
            && plate.centreY() < frameHeight;
    double plateWidth = Math.max(plate.width(), PROPORTION * plate.height());
    boolean legible =
        plateWidth >= NARROWEST_PLATE
            && plate.width() <= PROPORTION * frameWidth
            && plate.height() <= PROPORTION * frameHeight;
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
            height));
  }

  /** The window's pixels; beyond the frame its edge is repeated. */
  Mat cut(Mat frame, Mats mats) {
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
    return new Corners(points[0], points[1], points[2], points[3]);
  }
}
