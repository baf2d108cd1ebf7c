package org.alprstreams.matching.passage;

import org.alprstreams.avro.BoundingBox;

/** How far apart two plates are in the image. */
enum Place {
  /** One vehicle's plate, give or take the shaking of boxes. */
  SAME,
  /** Within the tolerance. */
  NEAR,
  /** Further apart. */
  FAR;

  /** Most plate widths between plates at the same place: a bumper holds no two that close. */
  private static final double SAME_WITHIN = 0.75;

  /**
   * @param tolerance how far apart plates may be to count as near, in mean plate widths
   */
  static Place between(BoundingBox a, BoundingBox b, double tolerance) {
    double distance = distance(a, b);
    if (distance <= SAME_WITHIN) {
      return SAME;
    }
    return distance <= tolerance ? NEAR : FAR;
  }

  /** Whether two plates are at the same place. */
  static boolean isSame(BoundingBox a, BoundingBox b) {
    return distance(a, b) <= SAME_WITHIN;
  }

  /** Distance of two plates' centres, in mean plate widths. */
  private static double distance(BoundingBox a, BoundingBox b) {
    double width = (a.getWidth() + b.getWidth()) / 2.0;
    double across = a.getX() + a.getWidth() / 2.0 - b.getX() - b.getWidth() / 2.0;
    double down = a.getY() + a.getHeight() / 2.0 - b.getY() - b.getHeight() / 2.0;
    return Math.hypot(across, down) / width;
  }
}
