package org.alprstreams.simulation.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;
import java.util.SplittableRandom;

/** Low houses with gable roofs, side on to the road. */
final class HousePainter {
  private static final int[] WALLS = {0xE6DCC6, 0xD9CDB4, 0xEDEAE2, 0xB9BFA6, 0xC9B79A, 0xAEB4B8};
  private static final int[] ROOFS = {0x8C5A43, 0x6B5A50, 0x5A5C61, 0x9A6A4A, 0x4F4A48};
  private static final double OVERHANG = 55;

  private final Daylight light;
  private final Projector projector;

  HousePainter(Daylight light, Projector projector) {
    this.light = light;
    this.projector = projector;
  }

  /**
   * Draws one.
   *
   * @param roadX X of the wall that faces the road
   * @param away -1 when the house stands left of the road, 1 when right
   * @param z of the near wall
   */
  void draw(Graphics2D g, double roadX, double away, double z, SplittableRandom random) {
    double wall = 280 + random.nextInt(60) + (random.nextInt(3) == 0 ? 250 : 0);
    double ridge = wall + 170 + random.nextInt(90);
    double deep = 700 + random.nextInt(400);
    double length = 1100 + random.nextInt(700);
    int paint = WALLS[random.nextInt(WALLS.length)];
    int tiles = ROOFS[random.nextInt(ROOFS.length)];
    double backX = roadX + away * deep;
    double ridgeX = roadX + away * deep / 2;
    Shader shade = new Shader(g, z);
    shade.fill(
        paint,
        -away,
        0,
        0,
        at(roadX, 0, z),
        at(roadX, wall, z),
        at(roadX, wall, z + length),
        at(roadX, 0, z + length));
    shade.fill(
        paint,
        0,
        0,
        -1,
        at(roadX, 0, z),
        at(roadX, wall, z),
        at(ridgeX, ridge, z),
        at(backX, wall, z),
        at(backX, 0, z));
    boolean lamps = random.nextInt(3) > 0;
    openings(shade, roadX, backX, wall, z, length, lamps, random);
    double drop = OVERHANG * (ridge - wall) / (deep / 2);
    double eaveX = roadX - away * OVERHANG;
    shade.fill(
        tiles,
        -away * 0.5,
        0.85,
        0,
        at(eaveX, wall - drop, z - OVERHANG),
        at(ridgeX, ridge, z - OVERHANG),
        at(ridgeX, ridge, z + length + OVERHANG),
        at(eaveX, wall - drop, z + length + OVERHANG));
    double backEave = backX + away * OVERHANG;
    shade.fill(
        Rgb.mix(paint, 0xFFFFFF, 0.5),
        0,
        0,
        -1,
        at(eaveX, wall - drop, z - OVERHANG),
        at(ridgeX, ridge, z - OVERHANG),
        at(backEave, wall - drop, z - OVERHANG),
        at(backEave, wall - drop - 22, z - OVERHANG),
        at(ridgeX, ridge - 24, z - OVERHANG),
        at(eaveX, wall - drop - 22, z - OVERHANG));
  }

  private void openings(
      Shader shade,
      double roadX,
      double backX,
      double wall,
      double z,
      double length,
      boolean lamps,
      SplittableRandom random) {
    double storeys = wall > 450 ? 2 : 1;
    for (int storey = 0; storey < storeys; storey++) {
      double sill = 95 + storey * 265;
      for (double share : new double[] {0.24, 0.68}) {
        double x = roadX + (backX - roadX) * share;
        boolean lit = lamps && random.nextBoolean();
        window(shade, lit, x - 75, sill, z - 1, x + 75, sill + 125, z - 1, 0, -1);
      }
      for (double share : new double[] {0.14, 0.42, 0.8}) {
        double from = z + length * share;
        boolean lit = lamps && random.nextBoolean();
        window(shade, lit, roadX, sill, from, roadX, sill + 125, from + 170, 1, 0);
      }
    }
    double door = z + length * 0.58;
    shade.fill(
        0x5A3B2B,
        1,
        0,
        0,
        at(roadX, 0, door),
        at(roadX, 210, door),
        at(roadX, 210, door + 110),
        at(roadX, 0, door + 110));
  }

  private void window(
      Shader shade,
      boolean lit,
      double x0,
      double y0,
      double z0,
      double x1,
      double y1,
      double z1,
      double nx,
      double nz) {
    double ex = x0 == x1 ? 0 : 12;
    double ez = z0 == z1 ? 0 : 12;
    shade.fill(
        0xF1EEE6,
        nx,
        0,
        nz,
        at(x0 - ex, y0 - 12, z0 - ez),
        at(x0 - ex, y1 + 12, z0 - ez),
        at(x1 + ex, y1 + 12, z1 + ez),
        at(x1 + ex, y0 - 12, z1 + ez));
    List<Point2D.Double> pane =
        List.of(at(x0, y0, z0), at(x0, y1, z0), at(x1, y1, z1), at(x1, y0, z1));
    if (light.night() && lit) {
      shade.glow(0xF2C878, pane);
    } else {
      shade.fill(0x46545E, nx, 0.4, nz, pane.toArray(new Point2D.Double[0]));
    }
  }

  private Point2D.Double at(double x, double y, double z) {
    return projector.project(x, y, z);
  }

  /** Fills faces of one house in its light and haze. */
  private final class Shader {
    private final Graphics2D g;
    private final double distance;

    Shader(Graphics2D g, double distance) {
      this.g = g;
      this.distance = distance;
    }

    void fill(int rgb, double nx, double ny, double nz, Point2D.Double... points) {
      g.setColor(new Color(light.hazed(light.lit(rgb, nx, ny, nz), distance)));
      g.fill(path(List.of(points)));
    }

    void glow(int rgb, List<Point2D.Double> points) {
      g.setColor(new Color(rgb));
      g.fill(path(points));
    }

    private Path2D path(List<Point2D.Double> points) {
      Path2D path = new Path2D.Double();
      path.moveTo(points.get(0).x, points.get(0).y);
      points.forEach(p -> path.lineTo(p.x, p.y));
      path.closePath();
      return path;
    }
  }
}
