package org.alprstreams.matching.passage;

import org.alprstreams.avro.BoundingBox;

/** How far apart two plates are in the image. */
enum Place {
  /** They overlap. */
  SAME,
  /** Within the tolerance. */
  NEAR,
  /** Further apart. */
  FAR;

  /** Intersection over union from which boxes are at the same place. */
  private static final double OVERLAP = 0.3;

  /**
   * @param tolerance how far apart plates may be to count as near, in mean plate widths
   */
  static Place between(BoundingBox a, BoundingBox b, double tolerance) {
    if (isSame(a, b)) {
      return SAME;
    }
    double width = (a.getWidth() + b.getWidth()) / 2.0;
    double distance =
        Math.hypot(
            a.getX() + a.getWidth() / 2.0 - b.getX() - b.getWidth() / 2.0,
            a.getY() + a.getHeight() / 2.0 - b.getY() - b.getHeight() / 2.0);
    return distance <= tolerance * width ? NEAR : FAR;
  }

  /** Whether two plates are at the same place. */
  static boolean isSame(BoundingBox a, BoundingBox b) {
    return overlap(a, b) >= OVERLAP;
  }

  private static double overlap(BoundingBox a, BoundingBox b) {
    double width =
        Math.min(a.getX() + a.getWidth(), b.getX() + b.getWidth()) - Math.max(a.getX(), b.getX());
    double height =
        Math.min(a.getY() + a.getHeight(), b.getY() + b.getHeight()) - Math.max(a.getY(), b.getY());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double common = width * height;
    double areas = (double) a.getWidth() * a.getHeight() + (double) b.getWidth() * b.getHeight();
    return common / (areas - common);
  }
}
