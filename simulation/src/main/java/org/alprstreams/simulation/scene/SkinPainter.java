package org.alprstreams.simulation.scene;

import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints the lacquered skin of a vehicle's near end, strip by strip from the roof down, each with
 * colours that blend from column to column.
 */
final class SkinPainter {
  /** Columns of the skin from side to side; closer together where it bends. */
  private static final double[] COLUMNS = {
    -1, -.985, -.96, -.92, -.86, -.78, -.6, -.3, 0, .3, .6, .78, .86, .92, .96, .985, 1
  };

  /** A strip reaches so many pixels under the one painted after it, so that no seam shows. */
  private static final double BLEED = 0.8;

  /** Below so many centimetres from the roof a strip's own top edge is never seen. */
  private static final double ROOF = 3;

  private final Canvas canvas;
  private final BodySurface skin;
  private final PaintShader shader;
  private final int rgb;

  SkinPainter(Canvas canvas, BodySurface skin, PaintShader shader, int rgb) {
    this.canvas = canvas;
    this.skin = skin;
    this.shader = shader;
    this.rgb = rgb;
  }

  void paint() {
    List<Double> rows = rows(skin.end());
    for (int r = rows.size() - 1; r > 0; r--) {
      strip(rows.get(r - 1), rows.get(r));
    }
  }

  /** Rows at every rounded corner, and in between where the skin runs far. */
  private static List<Double> rows(BodyEnd end) {
    double[] heights = end.depth().heights();
    List<Double> rows = new ArrayList<>();
    rows.add(heights[0]);
    for (int i = 1; i < heights.length; i++) {
      double from = heights[i - 1];
      double rise = heights[i] - from;
      if (rise <= 0) {
        continue;
      }
      double run = end.depth().at(heights[i]) - end.depth().at(from);
      int parts = Math.max(1, (int) Math.ceil(Math.hypot(rise, run / 3) / 4));
      for (int p = 1; p <= parts; p++) {
        rows.add(from + rise * p / parts);
      }
    }
    return rows;
  }

  private void strip(double low, double high) {
    int n = COLUMNS.length;
    Point2D.Double[] lower = new Point2D.Double[n];
    Point2D.Double[] upper = new Point2D.Double[n];
    int[] colours = new int[n];
    for (int c = 0; c < n; c++) {
      lower[c] = onColumn(COLUMNS[c], low);
      upper[c] = onColumn(COLUMNS[c], high);
      colours[c] = colour(low, high, c);
    }
    if (turnedAway(lower[n / 2 - 1], lower[n / 2 + 1], upper[n / 2])) {
      return;
    }
    if (high > skin.end().top() - ROOF) {
      smoothEdge(lower, upper, colours[n / 2]);
    }
    for (int c = 1; c < n; c++) {
      double left = c == 1 ? 0 : BLEED / 2;
      patch(lower, upper, colours, c, left);
    }
  }

  private Point2D.Double onColumn(double column, double y) {
    return skin.onSkin(column * skin.end().halfWidth().at(y), y);
  }

  private int colour(double low, double high, int column) {
    double left = COLUMNS[Math.max(0, column - 1)];
    double right = COLUMNS[Math.min(COLUMNS.length - 1, column + 1)];
    double middle = COLUMNS[column];
    double wLow = skin.end().halfWidth().at(low);
    double wHigh = skin.end().halfWidth().at(high);
    double across = (right - left) * wLow;
    double acrossZ = skin.depth(right * wLow, low) - skin.depth(left * wLow, low);
    double upX = middle * (wHigh - wLow);
    double upY = high - low;
    double upZ = skin.depth(middle * wHigh, high) - skin.depth(middle * wLow, low);
    // Cross product of the ways across and up; z grows away from the lens.
    return shader.shade(rgb, acrossZ * upY, across * upZ - acrossZ * upX, -across * upY, 1);
  }

  private void smoothEdge(Point2D.Double[] lower, Point2D.Double[] upper, int colour) {
    Path2D outline = new Path2D.Double();
    outline.moveTo(upper[0].x, upper[0].y);
    for (Point2D.Double p : upper) {
      outline.lineTo(p.x, p.y);
    }
    for (int c = lower.length - 1; c >= 0; c--) {
      outline.lineTo(lower[c].x, lower[c].y);
    }
    outline.closePath();
    canvas.g().setColor(new Color(colour));
    canvas.g().fill(outline);
  }

  /**
   * Fills between two columns, row of pixels by row of pixels. Pixels at the outer rims take a
   * share of the colour only, as wide as they are covered.
   */
  private void patch(
      Point2D.Double[] lower, Point2D.Double[] upper, int[] colours, int c, double overlap) {
    double[] xs = {upper[c - 1].x, upper[c].x, lower[c].x, lower[c - 1].x};
    double[] ys = {upper[c - 1].y, upper[c].y, lower[c].y + BLEED, lower[c - 1].y + BLEED};
    double top = Math.min(Math.min(ys[0], ys[1]), Math.min(ys[2], ys[3]));
    double bottom = Math.max(Math.max(ys[0], ys[1]), Math.max(ys[2], ys[3]));
    int first = Math.max(0, (int) Math.ceil(top - 0.5));
    int last = Math.min(canvas.height() - 1, (int) Math.floor(bottom - 0.5));
    for (int y = first; y <= last; y++) {
      double line = y + 0.5;
      double left = Double.MAX_VALUE;
      double right = -Double.MAX_VALUE;
      for (int i = 0; i < 4; i++) {
        int j = (i + 1) & 3;
        if (ys[i] <= line != ys[j] <= line) {
          double x = xs[i] + (line - ys[i]) / (ys[j] - ys[i]) * (xs[j] - xs[i]);
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
      if (left < right) {
        span(y, left - overlap, right, colours[c - 1], colours[c]);
      }
    }
  }

  private void span(int y, double left, double right, int from, int to) {
    int first = Math.max(0, (int) Math.floor(left));
    int last = Math.min(canvas.width() - 1, (int) Math.ceil(right) - 1);
    int row = y * canvas.width();
    int r = from >> 16 & 255;
    int g = from >> 8 & 255;
    int b = from & 255;
    double width = right - left;
    double dr = ((to >> 16 & 255) - r) / width;
    double dg = ((to >> 8 & 255) - g) / width;
    double db = ((to & 255) - b) / width;
    for (int x = first; x <= last; x++) {
      double share = Math.max(0, Math.min(width, x + 0.5 - left));
      int colour =
          (int) (r + share * dr + 0.5) << 16
              | (int) (g + share * dg + 0.5) << 8
              | (int) (b + share * db + 0.5);
      if (x == first || x == last) {
        double cover = Math.max(0, Math.min(x + 1, right) - Math.max(x, left));
        colour = Rgb.mix(canvas.pixels()[row + x], colour, cover);
      }
      canvas.pixels()[row + x] = colour;
    }
  }

  private static boolean turnedAway(Point2D.Double a, Point2D.Double b, Point2D.Double c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0;
  }
}
