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
  BodySurface draw(Canvas canvas, Placement placement) {
    Graphics2D g = canvas.g();
    View.Facing facing = placement.facing(view);
    Vehicle vehicle = placement.vehicle();
    BodyEnd end = vehicle.body().end(facing);
    BodySurface skin = new BodySurface(end, projector, placement, view);
    double length = vehicle.body().length();
    double nearSide = placement.laneX(view) < 0 ? 1 : -1;
    PaintShader shader = new PaintShader(light, skin.towardsLens(view.height()));
    double half = end.halfWidth().at(60);
    GroundShadow.draw(
        canvas,
        projector,
        placement.laneX(view),
        placement.distance(),
        half,
        length,
        light.night() ? 0.6 : 0.82);
    if (light.night() && facing == View.Facing.ONCOMING) {
      beam(g, skin);
    }
    wheels(g, skin, length, nearSide);
    mirrors(g, skin, vehicle, facing, length);
    cabin(g, skin, vehicle, facing, shader);
    side(g, skin, vehicle, facing, nearSide, shader);
    new SkinPainter(canvas, skin, shader, vehicle.rgb()).paint();
    EndArt art = new EndArt(g, skin, light, shader, vehicle);
    if (facing == View.Facing.RECEDING) {
      art.rear(placement.braking());
    } else {
      art.front();
    }
    return skin;
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

  /** A ground coat where side and roof meet, so that the street never shows through the joint. */
  private static void cabin(
      Graphics2D g, BodySurface skin, Vehicle vehicle, View.Facing facing, PaintShader shader) {
    BodyEnd near = skin.end();
    BodyEnd far = vehicle.body().end(facing.opposite());
    double low = near.glassBottom() + 4;
    double top = near.top() - 1.5;
    double back = vehicle.body().length() - far.depth().at(top);
    int steps = 8;
    List<Point2D.Double> left = new ArrayList<>();
    List<Point2D.Double> right = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      double y = low + (top - low) * i / steps;
      double w = near.halfWidth().at(y) - 0.5;
      left.add(skin.onSkin(-w, y));
      right.add(0, skin.onSkin(w, y));
    }
    double w = near.halfWidth().at(top) - 0.5;
    left.add(skin.point(-w, top, back));
    left.add(skin.point(w, top, back));
    left.addAll(right);
    fill(g, new Color(shader.shade(vehicle.rgb(), 0, 0.8, -0.6, 1)), left);
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
