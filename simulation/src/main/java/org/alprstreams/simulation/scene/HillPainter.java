package org.alprstreams.simulation.scene;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** Ridges behind the town: blue and far, golden with oaks, and a belt of trees at their foot. */
final class HillPainter {
  private static final int FAR = 0x6E8378;
  private static final int GOLDEN = 0xA9955A;
  private static final int GREEN = 0x74834A;
  private static final int OAK = 0x46563A;

  private final Daylight light;
  private final double horizon;
  private final int width;
  private final Noise noise;
  private final SplittableRandom random;
  private final int slope;

  HillPainter(Daylight light, double horizon, int width, long seed) {
    this.light = light;
    this.horizon = horizon;
    this.width = width;
    noise = new Noise(seed + 71);
    random = new SplittableRandom(seed + 72);
    slope = Rgb.mix(GOLDEN, GREEN, random.nextDouble());
  }

  void paint(Graphics2D g) {
    ridge(g, FAR, 60_000, 0.030, 0.045, 1.6, 0);
    ridge(g, slope, 26_000, 0.012, 0.046, 2.6, 40);
    oaks(g);
    belt(g);
  }

  private double crest(double x, double low, double swing, double bends, double offset) {
    double wave = noise.fractal(x / width * bends + offset, offset, 4);
    return horizon - width * (low + swing * (wave - 0.3));
  }

  private void ridge(
      Graphics2D g, int rgb, double distance, double low, double swing, double bends, double at) {
    Path2D ridge = new Path2D.Double();
    ridge.moveTo(0, horizon + 3);
    for (int x = 0; x <= width; x += 2) {
      ridge.lineTo(x, crest(x, low, swing, bends, at));
    }
    ridge.lineTo(width, horizon + 3);
    ridge.closePath();
    g.setColor(new Color(light.hazed(light.lit(rgb, 0, 0.75, -0.5), distance)));
    g.fill(ridge);
  }

  private void oaks(Graphics2D g) {
    for (int i = 0; i < 260; i++) {
      double x = random.nextDouble() * width;
      double top = crest(x, 0.012, 0.046, 2.6, 40);
      double y = top + (horizon - top) * Math.sqrt(random.nextDouble());
      if (noise.at(x / width * 14, y / width * 50) < 0.45) {
        continue;
      }
      double r = width * (0.0016 + 0.0036 * random.nextDouble());
      blob(g, x, y, r * 1.3, r, Rgb.times(OAK, 0.85 + 0.3 * random.nextDouble()), 24_000);
    }
  }

  private void belt(Graphics2D g) {
    for (int i = 0; i < 420; i++) {
      double x = random.nextDouble() * width;
      double tall = width * (0.006 + 0.020 * noise.at(x / width * 9, 3));
      double up = random.nextDouble();
      double r = width * (0.004 + 0.004 * random.nextDouble());
      double shade = 0.7 + 0.5 * up + 0.15 * random.nextDouble();
      blob(g, x, horizon + 3 - tall * up, r * 1.4, r, Rgb.times(OAK, shade), 15_000);
    }
  }

  private void blob(
      Graphics2D g, double x, double y, double rx, double ry, int rgb, double distance) {
    g.setColor(new Color(light.hazed(light.lit(rgb, 0.2, 0.7, -0.6), distance)));
    g.fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry));
  }
}
