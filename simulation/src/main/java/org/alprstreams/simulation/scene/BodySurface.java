package org.alprstreams.simulation.scene;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;

/**
 * The skin of the near end of a placed vehicle. Drawings are made on the flat elevation (x to the
 * right, y up, centimetres, the middle of the vehicle on the road as origin) and wrapped on the
 * skin.
 */
final class BodySurface {
  private static final double CORNER = 17;
  private static final double BOW = 6;
  private static final double STEP = 5;

  private final BodyEnd end;
  private final Projector projector;
  private final double x;
  private final double z;
  private final double cos;
  private final double sin;

  BodySurface(BodyEnd end, Projector projector, Placement placement, View view) {
    this.end = end;
    this.projector = projector;
    this.x = placement.laneX(view);
    this.z = placement.distance();
    this.cos = Math.cos(placement.heading());
    this.sin = Math.sin(placement.heading());
  }

  BodyEnd end() {
    return end;
  }

  /** Depth of the skin at a point of the elevation, from the nearest point of the vehicle. */
  double depth(double ex, double ey) {
    double share = Math.min(1, Math.abs(ex) / end.halfWidth().at(ey));
    double square = share * share;
    double fourth = square * square;
    return end.depth().at(ey) + BOW * square + CORNER * fourth * fourth;
  }

  /** Image of a point given in the vehicle's own space. */
  Point2D.Double point(double vx, double vy, double vz) {
    return projector.project(x + vx * cos - vz * sin, vy, z + vx * sin + vz * cos);
  }

  /** Image of a point of the elevation. */
  Point2D.Double onSkin(double ex, double ey) {
    return point(ex, ey, depth(ex, ey));
  }

  /** Pixels a centimetre takes at the near end. */
  double scale() {
    return projector.scale(x, 80, z);
  }

  /** Direction to the lens from the near end, in the vehicle's space and of length one. */
  double[] towardsLens(double lensHeight) {
    double dx = -x * cos - z * sin;
    double dy = lensHeight - 90;
    double dz = x * sin - z * cos;
    double length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    return new double[] {dx / length, dy / length, dz / length};
  }

  /** Wraps a drawing of the elevation on the skin. */
  Path2D wrap(Shape elevation) {
    Path2D image = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double[] c = new double[6];
    double lastX = 0;
    double lastY = 0;
    double startX = 0;
    double startY = 0;
    for (PathIterator it = elevation.getPathIterator(null, 0.3); !it.isDone(); it.next()) {
      switch (it.currentSegment(c)) {
        case PathIterator.SEG_MOVETO -> {
          Point2D.Double p = onSkin(c[0], c[1]);
          image.moveTo(p.x, p.y);
          startX = c[0];
          startY = c[1];
        }
        case PathIterator.SEG_LINETO -> line(image, lastX, lastY, c[0], c[1]);
        default -> {
          line(image, lastX, lastY, startX, startY);
          image.closePath();
          c[0] = startX;
          c[1] = startY;
        }
      }
      lastX = c[0];
      lastY = c[1];
    }
    return image;
  }

  private void line(Path2D image, double fromX, double fromY, double toX, double toY) {
    int steps = Math.max(1, (int) Math.ceil(Math.hypot(toX - fromX, toY - fromY) / STEP));
    for (int i = 1; i <= steps; i++) {
      double share = (double) i / steps;
      Point2D.Double p = onSkin(fromX + share * (toX - fromX), fromY + share * (toY - fromY));
      image.lineTo(p.x, p.y);
    }
  }
}
