package org.alprstreams.recognition.neural;

import java.util.List;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;

/** Whether four corners can be those of a plate. */
final class Quads {

  /** Nothing can be read on narrower plates. */
  private static final double NARROWEST = 12;

  /** A plate seen from the side at 75° is as wide as half its height. */
  private static final double SLIMMEST = 0.5;

  /** A plate's own proportions are 2:1; motorcycles' are closer to square. */
  private static final double LONGEST = 6;

  private Quads() {}

  /** Whether they are convex, run clockwise, lie in the frame and have a plate's proportions. */
  static boolean isPlate(Corners corners, int frameWidth, int frameHeight) {
    double proportion = corners.width() / Math.max(1, corners.height());
    return corners.width() >= NARROWEST
        && proportion >= SLIMMEST
        && proportion <= LONGEST
        && isConvex(corners)
        && touches(Bounds.of(corners), frameWidth, frameHeight);
  }

  private static boolean isConvex(Corners corners) {
    List<Point> points =
        List.of(corners.topLeft(), corners.topRight(), corners.bottomRight(), corners.bottomLeft());
    for (int i = 0; i < points.size(); i++) {
      Point before = points.get(i);
      Point at = points.get((i + 1) % points.size());
      Point after = points.get((i + 2) % points.size());
      double turn =
          (at.x() - before.x()) * (after.y() - at.y())
              - (at.y() - before.y()) * (after.x() - at.x());
      if (!(turn > 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean touches(Bounds bounds, int width, int height) {
    return bounds.left() < width - 1
        && bounds.top() < height - 1
        && bounds.right() > 1
        && bounds.bottom() > 1;
  }
}
