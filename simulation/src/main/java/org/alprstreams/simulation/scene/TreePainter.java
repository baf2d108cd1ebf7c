package org.alprstreams.simulation.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.SplittableRandom;

/** Trees and shrubs made of many leaves, each lit by where it sits on the crown. */
final class TreePainter {
  /** What grows here. */
  enum Kind {
    OAK(0x55683A, 0.46, 0.36, 0.62),
    CYPRESS(0x3E5539, 0.12, 0.48, 0.50),
    PEPPER(0x6C8048, 0.38, 0.40, 0.58),
    SHRUB(0x5F7442, 0.62, 0.46, 0.42),
    BLOOMING(0x6F7C45, 0.60, 0.45, 0.42);

    private final int leaf;
    private final double halfWidth;
    private final double halfHeight;
    private final double middle;

    Kind(int leaf, double halfWidth, double halfHeight, double middle) {
      this.leaf = leaf;
      this.halfWidth = halfWidth;
      this.halfHeight = halfHeight;
      this.middle = middle;
    }
  }

  private static final int[] BLOOMS = {0xB04A7A, 0xD8D3C8, 0x8A5AA8, 0xC9703C};

  private final Daylight light;
  private final Projector projector;
  private final int width;

  TreePainter(Daylight light, Projector projector, int width) {
    this.width = width;
    this.light = light;
    this.projector = projector;
  }

  /**
   * Draws one.
   *
   * @param height centimetres
   */
  void draw(Graphics2D g, Kind kind, double x, double z, double height, SplittableRandom random) {
    Point2D.Double foot = projector.project(x, 0, z);
    double s = projector.scale(x, height / 2, z);
    double rx = kind.halfWidth * height * s;
    if (foot.x + rx < 0 || foot.x - rx > width) {
      return;
    }
    shade(g, foot, rx);
    if (kind != Kind.SHRUB && kind != Kind.BLOOMING) {
      trunk(g, foot, height * s, z, random);
    }
    double ry = kind.halfHeight * height * s;
    double cx = foot.x;
    double cy = foot.y - kind.middle * height * s;
    int bloom = BLOOMS[random.nextInt(BLOOMS.length)];
    int clumps = 44;
    for (int i = 0; i < clumps; i++) {
      leaf(g, kind.leaf, cx, cy, rx * 0.88, ry * 0.88, Math.min(rx, ry) * 0.34, z, 0.80, random);
    }
    int leaves = (int) Math.max(120, Math.min(800, rx * ry / 16));
    double size = Math.max(1.1, Math.min(rx, ry) * 0.055);
    for (int i = 0; i < leaves; i++) {
      boolean flower = kind == Kind.BLOOMING && i % 3 == 0;
      leaf(g, flower ? bloom : kind.leaf, cx, cy, rx, ry, size, z, 1.08, random);
    }
  }

  private void leaf(
      Graphics2D g,
      int rgb,
      double cx,
      double cy,
      double rx,
      double ry,
      double size,
      double z,
      double gain,
      SplittableRandom random) {
    double angle = random.nextDouble() * 2 * Math.PI;
    double reach = Math.sqrt(random.nextDouble());
    double dx = Math.cos(angle) * reach;
    double dy = Math.sin(angle) * reach;
    double r = size * (0.6 + 0.8 * random.nextDouble());
    double tone = gain * (0.72 + 0.30 * random.nextDouble()) * (0.78 + 0.34 * dy);
    int lit = light.lit(Rgb.times(rgb, tone), dx * 0.8, 0.25 + 0.75 * dy, -0.55);
    g.setColor(new Color(light.hazed(lit, z)));
    double x = cx + dx * rx;
    double y = cy - dy * ry;
    g.fill(new Ellipse2D.Double(x - r, y - r * 0.8, 2 * r, 1.6 * r));
  }

  private void trunk(
      Graphics2D g, Point2D.Double foot, double tall, double z, SplittableRandom random) {
    double w = tall * 0.028;
    double lean = (random.nextDouble() - 0.5) * tall * 0.08;
    Path2D trunk = new Path2D.Double();
    trunk.moveTo(foot.x - w, foot.y);
    trunk.quadTo(
        foot.x - w * 0.5, foot.y - tall * 0.2, foot.x - w * 0.6 + lean, foot.y - tall * .5);
    trunk.lineTo(foot.x + w * 0.6 + lean, foot.y - tall * 0.5);
    trunk.quadTo(foot.x + w * 0.5, foot.y - tall * 0.2, foot.x + w, foot.y);
    trunk.closePath();
    g.setColor(new Color(light.hazed(light.lit(0x5B4C3D, 0.3, 0.1, -0.9), z)));
    g.fill(trunk);
  }

  private static void shade(Graphics2D g, Point2D.Double foot, double half) {
    for (int i = 0; i < 4; i++) {
      double w = half * (1.15 - 0.15 * i);
      g.setColor(new Color(20, 22, 18, 30));
      g.fill(new Ellipse2D.Double(foot.x - w, foot.y - w * 0.07, 2 * w, w * 0.14));
    }
  }
}
