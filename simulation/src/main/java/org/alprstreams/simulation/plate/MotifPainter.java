package org.alprstreams.simulation.plate;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Paints the picture behind the characters, faint enough to leave them readable. */
final class MotifPainter {
  private MotifPainter() {}

  static void paint(Graphics2D g, PlateDesign design, double w, double h) {
    Color color = new Color(design.motifRgb());
    switch (design.motif()) {
      case NONE -> {}
      case RIDGES -> ridges(g, color, w, h);
      case SUNSET -> {
        sun(g, new Color(0xF3D9A4), w * 0.72, h * 0.72, h * 0.5);
        ridges(g, color, w, h);
      }
      case FIR -> fir(g, color, w / 2, h);
      case DISC -> sun(g, color, w / 2, h * 0.54, h * 0.34);
      case STAR -> star(g, color, 100, h * 0.1, 17);
      case BANDS -> {
        g.setColor(new Color(design.ink()));
        g.fill(new Rectangle2D.Double(0, h * 0.86, w, h * 0.14));
        g.setColor(color);
        g.fill(new Rectangle2D.Double(0, h * 0.83, w, h * 0.03));
        g.fill(new Rectangle2D.Double(0, h * 0.19, w, h * 0.02));
      }
    }
  }

  private static void ridges(Graphics2D g, Color color, double w, double h) {
    for (int layer = 0; layer < 2; layer++) {
      double base = h * (0.62 + 0.14 * layer);
      Path2D ridge = new Path2D.Double();
      ridge.moveTo(0, h);
      for (double x = 0; x <= w; x += 12) {
        double wave =
            Math.sin(x / 57 + layer * 2.1) * 0.09
                + Math.sin(x / 23 + layer) * 0.045
                + Math.sin(x / 111 + 1) * 0.07;
        ridge.lineTo(x, base - h * wave);
      }
      ridge.lineTo(w, h);
      ridge.closePath();
      g.setColor(
          new Color(color.getRed(), color.getGreen(), color.getBlue(), layer == 0 ? 110 : 150));
      g.fill(ridge);
    }
  }

  private static void sun(Graphics2D g, Color color, double x, double y, double radius) {
    Color edge = new Color(color.getRed(), color.getGreen(), color.getBlue(), 0);
    g.setPaint(
        new RadialGradientPaint(
            (float) x,
            (float) y,
            (float) radius,
            new float[] {0, 0.55f, 1},
            new Color[] {color, color, edge}));
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private static void fir(Graphics2D g, Color color, double x, double h) {
    g.setColor(color);
    for (int tier = 0; tier < 4; tier++) {
      double top = h * (0.24 + 0.13 * tier);
      double half = 12 + tier * 8;
      Path2D branch = new Path2D.Double();
      branch.moveTo(x, top);
      branch.lineTo(x + half, top + h * 0.24);
      branch.lineTo(x - half, top + h * 0.24);
      branch.closePath();
      g.fill(branch);
    }
    g.fill(new Rectangle2D.Double(x - 4, h * 0.85, 8, h * 0.09));
  }

  private static void star(Graphics2D g, Color color, double x, double y, double radius) {
    Path2D star = new Path2D.Double();
    for (int i = 0; i < 10; i++) {
      double r = i % 2 == 0 ? radius : radius * 0.4;
      double angle = -Math.PI / 2 + i * Math.PI / 5;
      double px = x + r * Math.cos(angle);
      double py = y + r * Math.sin(angle);
      if (i == 0) {
        star.moveTo(px, py);
      } else {
        star.lineTo(px, py);
      }
    }
    star.closePath();
    g.setColor(color);
    g.fill(star);
  }
}
