package org.alprstreams.simulation.scene;

import java.awt.geom.Point2D;
import java.util.List;

/** The soft shadow under a vehicle. */
final class GroundShadow {
  private static final double REACH = 70;

  private GroundShadow() {}

  /**
   * Darkens the road.
   *
   * @param x middle of the vehicle
   * @param z its near end
   * @param depth share of the light taken away right under it
   */
  static void draw(
      Canvas canvas,
      Projector projector,
      double x,
      double z,
      double half,
      double length,
      double depth) {
    List<Point2D.Double> corners =
        List.of(
            projector.project(x - half - REACH, 0, z - REACH),
            projector.project(x + half + REACH, 0, z - REACH),
            projector.project(x - half - REACH, 0, z + length + REACH),
            projector.project(x + half + REACH, 0, z + length + REACH));
    int left = (int) corners.stream().mapToDouble(p -> p.x).min().orElseThrow();
    int right = (int) corners.stream().mapToDouble(p -> p.x).max().orElseThrow() + 1;
    int top = (int) corners.stream().mapToDouble(p -> p.y).min().orElseThrow();
    int bottom = (int) corners.stream().mapToDouble(p -> p.y).max().orElseThrow() + 1;
    double[] spot = new double[2];
    for (int py = Math.max(0, top); py < Math.min(canvas.height(), bottom); py++) {
      for (int px = Math.max(0, left); px < Math.min(canvas.width(), right); px++) {
        if (!projector.ground(px + 0.5, py + 0.5, spot)) {
          continue;
        }
        double dx = Math.max(0, Math.abs(spot[0] - x) - half + 12) / REACH;
        double dz = Math.max(0, Math.max(z + 12 - spot[1], spot[1] - z - length + 12)) / REACH;
        double away = 1 - (dx * dx + dz * dz);
        if (away > 0) {
          int i = py * canvas.width() + px;
          canvas.pixels()[i] = Rgb.times(canvas.pixels()[i], 1 - depth * away * away);
        }
      }
    }
  }
}
