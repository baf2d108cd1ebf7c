package org.alprstreams.simulation.scene;

import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Lays a flat plate into a quadrilateral of the frame, as a plane seen in perspective.
 *
 * <p>The homography from the unit square is Heckbert's (Fundamentals of Texture Mapping, 1989,
 * section 2.2.3). Each pixel averages nine points, so that small plates stay smooth.
 */
final class PlateWarp {
  private static final int GRID = 3;

  private PlateWarp() {}

  /**
   * Draws into the frame.
   *
   * @param frame pixels 0xRRGGBB, row by row
   * @param gain brightness factor, above 1 for plates that throw light back
   * @param tint colour of the light, multiplied in
   */
  static void draw(
      int[] frame,
      int width,
      int height,
      BufferedImage plate,
      List<Point2D.Double> quad,
      double gain,
      int tint) {
    double[] inverse = inverse(quad);
    int left = (int) Math.floor(quad.stream().mapToDouble(p -> p.x).min().orElseThrow());
    int right = (int) Math.ceil(quad.stream().mapToDouble(p -> p.x).max().orElseThrow());
    int top = (int) Math.floor(quad.stream().mapToDouble(p -> p.y).min().orElseThrow());
    int bottom = (int) Math.ceil(quad.stream().mapToDouble(p -> p.y).max().orElseThrow());
    BufferedImage source = reduced(plate, 2 * Math.max(16, right - left));
    int sw = source.getWidth();
    int sh = source.getHeight();
    int[] pixels = source.getRGB(0, 0, sw, sh, null, 0, sw);
    double gr = gain * ((tint >> 16) & 255) / 255;
    double gg = gain * ((tint >> 8) & 255) / 255;
    double gb = gain * (tint & 255) / 255;
    for (int y = Math.max(0, top); y < Math.min(height, bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(width, right); x++) {
        double a = 0;
        double r = 0;
        double g = 0;
        double b = 0;
        for (int s = 0; s < GRID * GRID; s++) {
          double px = x + (s % GRID + 0.5) / GRID;
          double py = y + (s / GRID + 0.5) / GRID;
          double w = inverse[6] * px + inverse[7] * py + inverse[8];
          double u = (inverse[0] * px + inverse[1] * py + inverse[2]) / w;
          double v = (inverse[3] * px + inverse[4] * py + inverse[5]) / w;
          if (u < 0 || v < 0 || u >= 1 || v >= 1) {
            continue;
          }
          int argb = pixels[(int) (v * sh) * sw + (int) (u * sw)];
          double alpha = argb >>> 24;
          a += alpha;
          r += alpha * ((argb >> 16) & 255);
          g += alpha * ((argb >> 8) & 255);
          b += alpha * (argb & 255);
        }
        if (a > 0) {
          double cover = a / (255.0 * GRID * GRID);
          int colour = Rgb.of(r / a * gr, g / a * gg, b / a * gb);
          frame[y * width + x] = Rgb.mix(frame[y * width + x], colour, cover);
        }
      }
    }
  }

  /** Halves by area averaging until less than twice the wanted width, against aliasing. */
  private static BufferedImage reduced(BufferedImage image, int wanted) {
    BufferedImage source = image;
    while (source.getWidth() >= 2 * wanted) {
      int w = source.getWidth() / 2;
      int h = source.getHeight() / 2;
      BufferedImage half = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
      for (int y = 0; y < h; y++) {
        for (int x = 0; x < w; x++) {
          half.setRGB(x, y, average(source, 2 * x, 2 * y));
        }
      }
      source = half;
    }
    return source;
  }

  private static int average(BufferedImage image, int x, int y) {
    int a = 0;
    int r = 0;
    int g = 0;
    int b = 0;
    for (int i = 0; i < 4; i++) {
      int argb = image.getRGB(x + i % 2, y + i / 2);
      a += argb >>> 24;
      r += (argb >> 16) & 255;
      g += (argb >> 8) & 255;
      b += argb & 255;
    }
    return (a / 4) << 24 | (r / 4) << 16 | (g / 4) << 8 | b / 4;
  }

  private static double[] inverse(List<Point2D.Double> quad) {
    Point2D.Double p0 = quad.get(0);
    Point2D.Double p1 = quad.get(1);
    Point2D.Double p2 = quad.get(2);
    Point2D.Double p3 = quad.get(3);
    double dx1 = p1.x - p2.x;
    double dx2 = p3.x - p2.x;
    double dx3 = p0.x - p1.x + p2.x - p3.x;
    double dy1 = p1.y - p2.y;
    double dy2 = p3.y - p2.y;
    double dy3 = p0.y - p1.y + p2.y - p3.y;
    double det = dx1 * dy2 - dx2 * dy1;
    double g = (dx3 * dy2 - dx2 * dy3) / det;
    double h = (dx1 * dy3 - dx3 * dy1) / det;
    double a = p1.x - p0.x + g * p1.x;
    double b = p3.x - p0.x + h * p3.x;
    double c = p0.x;
    double d = p1.y - p0.y + g * p1.y;
    double e = p3.y - p0.y + h * p3.y;
    double f = p0.y;
    return new double[] {
      e - f * h,
      c * h - b,
      b * f - c * e,
      f * g - d,
      a - c * g,
      c * d - a * f,
      d * h - e * g,
      b * g - a * h,
      a * e - b * d
    };
  }
}
