package org.alprstreams.simulation.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/** Draws one placed vehicle, all but its plate. */
final class VehicleRenderer {
  /** Columns of the skin from side to side; closer together where it bends. */
  private static final double[] COLUMNS = {
    -1, -.985, -.96, -.92, -.86, -.78, -.6, -.3, 0, .3, .6, .78, .86, .92, .96, .985, 1
  };

  private static final double WHEEL_RADIUS = 34;
  private static final double AXLE = 88;
  private static final double BLEED = 0.8;

  private final Daylight light;
  private final View view;
  private final Projector projector;

  VehicleRenderer(Daylight light, View view, Projector projector) {
    this.light = light;
    this.view = view;
    this.projector = projector;
  }

  /** Draws the vehicle and returns its skin, on which the plate goes. */
  BodySurface draw(Graphics2D g, Placement placement) {
    View.Facing facing = placement.facing(view);
    Vehicle vehicle = placement.vehicle();
    BodyEnd end = vehicle.body().end(facing);
    BodySurface skin = new BodySurface(end, projector, placement, view);
    double length = vehicle.body().length();
    double nearSide = placement.laneX(view) < 0 ? 1 : -1;
    PaintShader shader = new PaintShader(light, skin.towardsLens(view.height()));
    shadow(g, skin, length);
    if (light.night() && facing == View.Facing.ONCOMING) {
      beam(g, skin);
    }
    wheels(g, skin, length, nearSide);
    mirrors(g, skin, vehicle, facing, length);
    side(g, skin, vehicle, facing, nearSide, shader);
    face(g, skin, vehicle.rgb(), shader);
    EndArt art = new EndArt(g, skin, light, shader, vehicle);
    if (facing == View.Facing.RECEDING) {
      art.rear(placement.braking());
    } else {
      art.front();
    }
    return skin;
  }

  private void shadow(Graphics2D g, BodySurface skin, double length) {
    double half = skin.end().halfWidth().at(60);
    int layers = 7;
    for (int i = 0; i < layers; i++) {
      double grow = 34 - i * 9;
      fill(
          g,
          new Color(8, 9, 12, light.night() ? 18 : 30),
          List.of(
              skin.point(-half - grow, 0, -grow * 0.8),
              skin.point(half + grow, 0, -grow * 0.8),
              skin.point(half + grow, 0, length + grow),
              skin.point(-half - grow, 0, length + grow)));
    }
  }

  private static void beam(Graphics2D g, BodySurface skin) {
    for (int i = 0; i < 6; i++) {
      double reach = 700 - i * 90;
      double spread = 190 - i * 16;
      fill(
          g,
          new Color(214, 222, 240, 9),
          List.of(
              skin.point(-80, 0, -20),
              skin.point(80, 0, -20),
              skin.point(spread, 0, -reach),
              skin.point(-spread, 0, -reach)));
    }
  }

  private static void wheels(Graphics2D g, BodySurface skin, double length, double nearSide) {
    double half = skin.end().halfWidth().at(60);
    double under = skin.end().bottom() + 14;
    fill(
        g,
        new Color(14, 15, 17),
        List.of(
            skin.point(-half + 6, under, 40),
            skin.point(half - 6, under, 40),
            skin.point(half - 6, 14, 60),
            skin.point(-half + 6, 14, 60)));
    for (double z : new double[] {length - AXLE, AXLE}) {
      for (int side : new int[] {-1, 1}) {
        double outer = side * (half - 3);
        double inner = side * (half - 25);
        double z0 = z - WHEEL_RADIUS * 0.8;
        fill(
            g,
            new Color(26, 27, 29),
            List.of(
                skin.point(inner, WHEEL_RADIUS * 1.5, z0),
                skin.point(outer, WHEEL_RADIUS * 1.5, z0),
                skin.point(outer, 1, z0 + 10),
                skin.point(inner, 1, z0 + 10)));
      }
      disc(g, skin, nearSide * (half - 2), z, WHEEL_RADIUS, new Color(20, 21, 23));
      disc(g, skin, nearSide * (half - 1), z, WHEEL_RADIUS * 0.64, new Color(128, 132, 137));
      disc(g, skin, nearSide * (half - 1), z, WHEEL_RADIUS * 0.5, new Color(74, 77, 82));
      disc(g, skin, nearSide * (half - 1), z, WHEEL_RADIUS * 0.16, new Color(150, 153, 158));
    }
  }

  private static void disc(
      Graphics2D g, BodySurface skin, double x, double z, double radius, Color color) {
    List<Point2D.Double> rim = new ArrayList<>();
    for (int i = 0; i < 28; i++) {
      double angle = i * Math.PI / 14;
      rim.add(skin.point(x, WHEEL_RADIUS + radius * Math.sin(angle), z + radius * Math.cos(angle)));
    }
    fill(g, color, rim);
  }

  private void mirrors(
      Graphics2D g, BodySurface skin, Vehicle vehicle, View.Facing facing, double length) {
    BodyEnd front = vehicle.body().end(View.Facing.ONCOMING);
    double y = front.glassBottom() + 4;
    double fromFront = front.depth().at(y) + 20;
    double z = facing == View.Facing.RECEDING ? length - fromFront : fromFront;
    double out = front.halfWidth().at(y) + 12;
    int rgb = light.lit(vehicle.rgb(), 0, 0.3, -0.9);
    for (int side : new int[] {-1, 1}) {
      Point2D.Double p = skin.point(side * out, y + 4, z);
      double s = skinScale(skin, out, y, z);
      g.setColor(new Color(rgb));
      g.fill(new Ellipse2D.Double(p.x - 11 * s, p.y - 8 * s, 22 * s, 16 * s));
      if (facing == View.Facing.RECEDING) {
        g.setColor(new Color(light.lit(0x9FB0BD, 0, 0.6, -0.6)));
        g.fill(new Ellipse2D.Double(p.x - 8 * s, p.y - 5.5 * s, 16 * s, 11 * s));
      }
    }
  }

  private static double skinScale(BodySurface skin, double x, double y, double z) {
    Point2D.Double p = skin.point(x, y, z);
    Point2D.Double q = skin.point(x, y + 10, z);
    return Math.hypot(p.x - q.x, p.y - q.y) / 10;
  }

  private void side(
      Graphics2D g,
      BodySurface skin,
      Vehicle vehicle,
      View.Facing facing,
      double side,
      PaintShader shader) {
    BodyEnd near = skin.end();
    BodyEnd far = vehicle.body().end(facing.opposite());
    double length = vehicle.body().length();
    double bottom = Math.max(near.bottom(), far.bottom());
    double top = Math.min(near.top(), far.top());
    double step = 4;
    for (double y = top - step; y >= bottom; y -= step) {
      double upper = y + step;
      double w0 = near.halfWidth().at(y);
      double w1 = near.halfWidth().at(upper);
      Color color = new Color(shader.shade(vehicle.rgb(), side, (w0 - w1) / step, 0, 1));
      fill(
          g,
          color,
          List.of(
              skin.point(side * w1, upper, skin.depth(w1, upper)),
              skin.point(side * w1, upper, length - far.depth().at(upper) - 14),
              skin.point(side * w0, y - BLEED, length - far.depth().at(y) - 14),
              skin.point(side * w0, y - BLEED, skin.depth(w0, y))));
    }
    sideWindows(g, skin, far, length, side, shader);
    for (double z : new double[] {length - AXLE, AXLE}) {
      arch(g, skin, side * near.halfWidth().at(50), z);
    }
  }

  private static void arch(Graphics2D g, BodySurface skin, double x, double z) {
    double radius = WHEEL_RADIUS + 6;
    List<Point2D.Double> arch = new ArrayList<>();
    for (int i = 0; i <= 16; i++) {
      double angle = i * Math.PI / 16;
      arch.add(
          skin.point(x, WHEEL_RADIUS + radius * Math.sin(angle), z + radius * Math.cos(angle)));
    }
    fill(g, new Color(16, 17, 19), arch);
    disc(g, skin, x, z, WHEEL_RADIUS - 1, new Color(30, 31, 33));
    disc(g, skin, x, z, WHEEL_RADIUS * 0.66, new Color(122, 126, 131));
    disc(g, skin, x, z, WHEEL_RADIUS * 0.5, new Color(72, 75, 80));
  }

  private static void sideWindows(
      Graphics2D g, BodySurface skin, BodyEnd far, double length, double side, PaintShader shader) {
    BodyEnd near = skin.end();
    double low = Math.max(near.glassBottom(), far.glassBottom()) + 1;
    double high = Math.min(near.glassTop(), far.glassTop()) - 1;
    double lowNear = near.depth().at(low) + 34;
    double highNear = near.depth().at(high) + 26;
    double lowFar = length - far.depth().at(low) - 26;
    double highFar = length - far.depth().at(high) - 20;
    double wLow = side * (near.halfWidth().at(low) + 0.5);
    double wHigh = side * (near.halfWidth().at(high) + 0.5);
    int panes = 2;
    for (int i = 0; i < panes; i++) {
      double from = (double) i / panes + 0.02;
      double to = (i + 1.0) / panes - 0.02;
      fill(
          g,
          new Color(Rgb.mix(0x14181C, shader.mirrored(0.25), 0.22)),
          List.of(
              skin.point(wLow, low, lowNear + from * (lowFar - lowNear)),
              skin.point(wHigh, high, highNear + from * (highFar - highNear)),
              skin.point(wHigh, high, highNear + to * (highFar - highNear)),
              skin.point(wLow, low, lowNear + to * (lowFar - lowNear))));
    }
  }

  private void face(Graphics2D g, BodySurface skin, int rgb, PaintShader shader) {
    BodyEnd end = skin.end();
    List<Double> rows = rows(end);
    for (int r = rows.size() - 1; r > 0; r--) {
      double low = rows.get(r - 1);
      double high = rows.get(r);
      for (int c = 1; c < COLUMNS.length; c++) {
        patch(g, skin, rgb, shader, low, high, COLUMNS[c - 1], COLUMNS[c]);
      }
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

  private void patch(
      Graphics2D g,
      BodySurface skin,
      int rgb,
      PaintShader shader,
      double low,
      double high,
      double left,
      double right) {
    BodyEnd end = skin.end();
    double wLow = end.halfWidth().at(low);
    double wHigh = end.halfWidth().at(high);
    double[] a = {left * wLow, low, skin.depth(left * wLow, low)};
    double[] b = {right * wLow, low, skin.depth(right * wLow, low)};
    double[] c = {right * wHigh, high, skin.depth(right * wHigh, high)};
    double[] d = {left * wHigh, high, skin.depth(left * wHigh, high)};
    double[] u = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
    double[] v = {d[0] - b[0], d[1] - b[1], d[2] - b[2]};
    double nx = v[1] * u[2] - v[2] * u[1];
    double ny = v[2] * u[0] - v[0] * u[2];
    double nz = v[0] * u[1] - v[1] * u[0];
    Point2D.Double pa = skin.point(a[0], a[1], a[2]);
    Point2D.Double pb = skin.point(b[0], b[1], b[2]);
    Point2D.Double pc = skin.point(c[0], c[1], c[2]);
    Point2D.Double pd = skin.point(d[0], d[1], d[2]);
    if (turn(pa, pb, pc) + turn(pa, pc, pd) > 0) {
      return;
    }
    Color color = new Color(shader.shade(rgb, nx, ny, nz, 1));
    // A patch reaches a little under the ones drawn after it, so that no seam shows.
    Path2D quad = new Path2D.Double();
    quad.moveTo(pa.x - BLEED / 2, pa.y + BLEED);
    quad.lineTo(pb.x + BLEED, pb.y + BLEED);
    quad.lineTo(pc.x + BLEED, pc.y);
    quad.lineTo(pd.x - BLEED / 2, pd.y);
    quad.closePath();
    g.setColor(color);
    g.fill(quad);
  }

  private static double turn(Point2D.Double a, Point2D.Double b, Point2D.Double c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  }

  private static void fill(Graphics2D g, Color color, List<Point2D.Double> points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points.get(0).x, points.get(0).y);
    for (Point2D.Double point : points.subList(1, points.size())) {
      path.lineTo(point.x, point.y);
    }
    path.closePath();
    g.setColor(color);
    g.fill(path);
  }

  /** Draws a line of constant width in centimetres. */
  static void stroke(Graphics2D g, Shape shape, Color color, double pixels) {
    g.setColor(color);
    g.setStroke(
        new BasicStroke(
            (float) Math.max(0.6, pixels), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(shape);
  }
}
