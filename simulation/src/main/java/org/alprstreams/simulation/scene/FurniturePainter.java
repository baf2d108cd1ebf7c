package org.alprstreams.simulation.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.alprstreams.simulation.plate.GlyphFace;

/** What people put beside the road: fences, lamps, mailboxes, signs. */
final class FurniturePainter {
  private final Graphics2D g;
  private final Daylight light;
  private final Projector projector;

  FurniturePainter(Graphics2D g, Daylight light, Projector projector) {
    this.g = g;
    this.light = light;
    this.projector = projector;
  }

  /** One bay of a post-and-rail fence. */
  void fence(double x, double z, double bay, int rgb) {
    int lit = light.hazed(light.lit(rgb, 0.4, 0.3, -0.85), z);
    for (double y : new double[] {42, 78, 114}) {
      Path2D rail = new Path2D.Double();
      Point2D.Double a = projector.project(x, y - 5, z);
      Point2D.Double b = projector.project(x, y + 6, z);
      Point2D.Double c = projector.project(x, y + 6, z + bay);
      Point2D.Double d = projector.project(x, y - 5, z + bay);
      rail.moveTo(a.x, a.y);
      rail.lineTo(b.x, b.y);
      rail.lineTo(c.x, c.y);
      rail.lineTo(d.x, d.y);
      rail.closePath();
      g.setColor(new Color(Rgb.times(lit, y > 100 ? 1 : 0.9)));
      g.fill(rail);
    }
    upright(x, 0, 130, 7, z, Rgb.times(lit, 0.95));
  }

  /** A street lamp whose arm reaches over the road. */
  void lamp(double x, double z, double towardsRoad) {
    int lit = light.hazed(light.lit(0x5E6366, 0.2, 0.1, -0.9), z);
    double top = 640;
    upright(x, 0, top, 7, z, lit);
    Point2D.Double joint = projector.project(x, top, z);
    Point2D.Double head = projector.project(x + towardsRoad * 170, top + 25, z);
    double s = projector.scale(x, top, z);
    g.setStroke(new BasicStroke((float) Math.max(1, 9 * s)));
    g.setColor(new Color(lit));
    g.draw(new Line2D.Double(joint, head));
    g.fill(new Ellipse2D.Double(head.x - 32 * s, head.y - 8 * s, 64 * s, 18 * s));
    if (light.night()) {
      glow(head.x, head.y + 8 * s, 330 * s, 0xFFD9A0);
    }
  }

  /** A wooden pole with cross arm; the wires are {@link #wire}. */
  void pole(double x, double z) {
    int lit = light.hazed(light.lit(0x6A5A49, 0.2, 0.1, -0.9), z);
    upright(x, 0, 1000, 11, z, lit);
    double s = projector.scale(x, 900, z);
    Point2D.Double arm = projector.project(x, 900, z);
    g.fill(new Rectangle2D.Double(arm.x - 110 * s, arm.y - 7 * s, 220 * s, 14 * s));
  }

  /** A wire between two poles, sagging. */
  void wire(double x, double fromZ, double toZ, double off) {
    Path2D wire = new Path2D.Double();
    for (int i = 0; i <= 12; i++) {
      double share = i / 12.0;
      double sag = 60 * 4 * share * (1 - share);
      Point2D.Double p = projector.project(x + off, 905 - sag, fromZ + share * (toZ - fromZ));
      if (i == 0) {
        wire.moveTo(p.x, p.y);
      } else {
        wire.lineTo(p.x, p.y);
      }
    }
    g.setStroke(new BasicStroke(1));
    g.setColor(new Color(light.hazed(0x26282B, fromZ)));
    g.draw(wire);
  }

  /** A box on a post. */
  void mailbox(double x, double z) {
    int wood = light.hazed(light.lit(0x7A6248, 0.2, 0.1, -0.9), z);
    upright(x, 0, 105, 5, z, wood);
    double s = projector.scale(x, 120, z);
    Point2D.Double p = projector.project(x, 120, z);
    g.setColor(new Color(light.hazed(light.lit(0x2F3436, 0.2, 0.5, -0.8), z)));
    g.fill(new Rectangle2D.Double(p.x - 15 * s, p.y - 14 * s, 30 * s, 30 * s));
    g.fill(new Ellipse2D.Double(p.x - 15 * s, p.y - 28 * s, 30 * s, 30 * s));
    g.setColor(new Color(light.lit(0xB33A2E, 0, 0.3, -0.9)));
    g.fill(new Rectangle2D.Double(p.x + 13 * s, p.y - 26 * s, 5 * s, 20 * s));
  }

  /** A white sign of a few words, none of them a plate. */
  void sign(double x, double z, String upper, String lower) {
    upright(x, 0, 150, 4, z, light.hazed(light.lit(0x8B9094, 0.2, 0.1, -0.9), z));
    double s = projector.scale(x, 190, z);
    Point2D.Double p = projector.project(x, 195, z);
    g.setColor(new Color(light.hazed(light.lit(0xF1F1EC, 0, 0.2, -1), z)));
    g.fill(new Rectangle2D.Double(p.x - 34 * s, p.y - 44 * s, 68 * s, 88 * s));
    g.setColor(new Color(light.hazed(light.lit(0x23262A, 0, 0.2, -1), z)));
    g.setStroke(new BasicStroke((float) Math.max(0.7, 2 * s)));
    g.draw(new Rectangle2D.Double(p.x - 31 * s, p.y - 41 * s, 62 * s, 82 * s));
    words(upper, p.x, p.y - 32 * s, s, 17);
    words(lower, p.x, p.y - 4 * s, s, 32);
  }

  private void words(String text, double x, double y, double s, double cap) {
    Rectangle2D box = new Rectangle2D.Double(x - 27 * s, y, 54 * s, cap * s);
    g.fill(GlyphFace.BARLOW_SEMI_BOLD.fitted(text, box, 0.04));
  }

  private void upright(double x, double from, double to, double half, double z, int rgb) {
    Point2D.Double foot = projector.project(x, from, z);
    Point2D.Double top = projector.project(x, to, z);
    double w = Math.max(0.5, half * projector.scale(x, to / 2, z));
    g.setColor(new Color(rgb));
    g.fill(new Rectangle2D.Double(foot.x - w, top.y, 2 * w, foot.y - top.y));
  }

  private void glow(double x, double y, double radius, int rgb) {
    Color color = new Color(rgb);
    Color halo = new Color(color.getRed(), color.getGreen(), color.getBlue(), 60);
    Color none = new Color(color.getRed(), color.getGreen(), color.getBlue(), 0);
    float r = (float) Math.max(4, radius);
    g.setPaint(
        new RadialGradientPaint(
            (float) x,
            (float) y,
            r,
            new float[] {0, 0.12f, 1},
            new Color[] {new Color(255, 244, 220, 230), halo, none}));
    g.fill(new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r));
  }
}
