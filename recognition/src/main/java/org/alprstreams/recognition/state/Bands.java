package org.alprstreams.recognition.state;

import org.alprstreams.recognition.classical.Mats;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Where on one plate the print above and below the serial ends: at the rows with the fewest edges
 * between it and the serial, since a plate's characters have neither one height nor one place.
 */
final class Bands {

  /** Size in pixels at which rows are compared. */
  private static final Size SIZE = new Size(160, 80);

  /** Surroundings in pixels for local contrast: a third of the height. */
  private static final double REACH = 27;

  /** Columns left out at either side, where the frame, stickers and bolts are; share of width. */
  private static final double MARGIN = 0.16;

  /** Between these shares of the height, from the top, lies the gap above the serial. */
  private static final double TOP_FROM = 0.18;

  private static final double TOP_TO = 0.42;

  /** And from the bottom, the gap below it. */
  private static final double BOTTOM_FROM = 0.14;

  private static final double BOTTOM_TO = 0.36;

  private final double top;
  private final double bottom;

  private Bands(double top, double bottom) {
    this.top = top;
    this.bottom = bottom;
  }

  /**
   * Measures a plate.
   *
   * @param plate 8-bit, 1 or 3 channels, upright, the plate and little else
   */
  static Bands of(Mat plate) {
    try (Mats mats = new Mats()) {
      Mat small = mats.empty();
      Imgproc.resize(
          plate,
          small,
          SIZE,
          0,
          0,
          plate.cols() > SIZE.width ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
      Mat contrast = Lettering.contrast(small, REACH, mats);
      int left = (int) (SIZE.width * MARGIN);
      int right = (int) SIZE.width - left;
      Mat edges = mats.empty();
      Core.absdiff(
          mats.own(contrast.colRange(left, right)),
          mats.own(contrast.colRange(left + 1, right + 1)),
          edges);
      Mat rows = mats.empty();
      Core.reduce(edges, rows, 1, Core.REDUCE_AVG);
      Imgproc.GaussianBlur(rows, rows, new Size(1, 3), 0.75);
      float[] profile = new float[rows.rows()];
      rows.get(0, 0, profile);
      return new Bands(gap(profile, TOP_FROM, TOP_TO, 1), gap(profile, BOTTOM_FROM, BOTTOM_TO, -1));
    }
  }

  /**
   * Cuts a strip.
   *
   * @param plate as in {@link #of}
   * @param mats owner of the result
   * @return a part of the plate, not a copy
   */
  Mat cut(Mat plate, Window window, Mats mats) {
    int height = plate.rows();
    double gap = window.band() == Band.TOP ? top : bottom;
    int from = (int) (height * window.edge());
    int to = Math.max(from + 1, (int) Math.round(height * gap));
    int x = (int) (plate.cols() * window.side());
    Rect strip =
        window.band() == Band.TOP
            ? new Rect(new Point(x, from), new Point(plate.cols() - x, to))
            : new Rect(new Point(x, height - to), new Point(plate.cols() - x, height - from));
    return mats.own(plate.submat(strip));
  }

  /**
   * Share of the height at which there is least; counted from the end that step leads away from.
   */
  private static double gap(float[] profile, double from, double to, int step) {
    int n = profile.length;
    int start = step > 0 ? 0 : n - 1;
    int best = (int) (from * n);
    for (int i = best; i < to * n; i++) {
      if (profile[start + step * i] < profile[start + step * best]) {
        best = i;
      }
    }
    return (best + 0.5) / n;
  }
}
