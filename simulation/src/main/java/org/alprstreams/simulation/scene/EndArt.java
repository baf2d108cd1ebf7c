package org.alprstreams.simulation.scene;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.SplittableRandom;

/** What is fixed to the ends of a vehicle: glass, lamps, grille, bumper, seams. */
final class EndArt {
  private static final Color SEAM = new Color(0, 0, 0, 110);
  private static final Color TRIM = new Color(0x17191C);

  private final Graphics2D g;
  private final BodySurface skin;
  private final BodyEnd end;
  private final Daylight light;
  private final PaintShader shader;
  private final Vehicle vehicle;
  private final SplittableRandom taste;

  EndArt(Graphics2D g, BodySurface skin, Daylight light, PaintShader shader, Vehicle vehicle) {
    this.g = g;
    this.skin = skin;
    this.end = skin.end();
    this.light = light;
    this.shader = shader;
    this.vehicle = vehicle;
    this.taste = new SplittableRandom(vehicle.id().hashCode());
  }

  void rear(boolean braking) {
    boolean pickup = vehicle.body() == BodyType.PICKUP;
    glass(9, true);
    if (pickup) {
      bed();
    }
    valance();
    if (vehicle.body() == BodyType.VAN) {
      line(0, end.bumperTop() + 6, 0, end.top() - 8);
    }
    double lid = pickup ? 118 : end.glassBottom() - 2;
    double inner = Math.min(end.lampInner() + 2, end.halfWidth().at(lid) - 6);
    seam(inner, end.bumperTop() + 4, lid);
    line(
        -end.halfWidth().at(end.bumperTop()),
        end.bumperTop(),
        end.halfWidth().at(end.bumperTop()),
        end.bumperTop());
    if (vehicle.body() == BodyType.PICKUP) {
      fill(
          new Rectangle2D.Double(-92, end.bottom() + 2, 184, end.bumperTop() - end.bottom() - 3),
          new Color(light.lit(0x9CA0A5, 0, 0.3, -0.95)));
    }
    recess();
    boolean burning = braking || light.night();
    for (int side : new int[] {-1, 1}) {
      tailLamp(side, braking, burning);
      fill(
          box(side * (end.halfWidth().at(46) - 24), end.bottom() + 17, 22, 5, 2),
          new Color(light.lit(0x8E1F1B, 0, 0, -1)));
    }
    fill(
        box(0, end.glassTop() + 2.5, 26, 2.2, 1),
        braking ? new Color(0xFF3B2C) : new Color(light.lit(0x6E1512, 0, 0, -1)));
    double handle = end.plateHeight() + 13;
    if (handle < end.glassBottom() - 4) {
      fill(box(0, handle, 58, 3, 1.5), new Color(light.lit(0xB9BEC4, 0, 0.7, -0.7)));
    }
    exhaust();
  }

  void front() {
    glass(8, false);
    bonnet();
    grille();
    line(
        -end.halfWidth().at(end.bumperTop()),
        end.bumperTop(),
        -end.lampInner() + 6,
        end.bumperTop() - 2);
    line(
        end.lampInner() - 6,
        end.bumperTop() - 2,
        end.halfWidth().at(end.bumperTop()),
        end.bumperTop());
    for (int side : new int[] {-1, 1}) {
      headLamp(side);
    }
    recess();
    if (light.night()) {
      for (int side : new int[] {-1, 1}) {
        double y = (end.lampBottom() + end.lampTop()) / 2;
        glow(side * (end.lampInner() + 18), y, 105, new Color(236, 240, 255), 200);
      }
    }
  }

  private void glass(double inset, boolean rear) {
    Path2D pane = trapezium(end.glassBottom(), end.glassTop(), inset);
    Path2D image = skin.wrap(trapezium(end.glassBottom() - 2, end.glassTop() + 2, inset - 3));
    g.setColor(TRIM);
    g.fill(image);
    Path2D inner = skin.wrap(pane);
    Rectangle2D bounds = inner.getBounds2D();
    int sky = shader.mirrored(0.5);
    Color upper = new Color(Rgb.mix(0x15191D, sky, light.night() ? 0.3 : 0.42));
    Color lower = new Color(Rgb.mix(0x0E1113, sky, 0.12));
    g.setPaint(
        new GradientPaint(0, (float) bounds.getMinY(), upper, 0, (float) bounds.getMaxY(), lower));
    g.fill(inner);
    Shape clip = g.getClip();
    g.clip(inner);
    double y = end.glassBottom() + (end.glassTop() - end.glassBottom()) * 0.28;
    for (double x : new double[] {-38, 38}) {
      fill(
          box(x, y, 30, (end.glassTop() - end.glassBottom()) * 0.62, 9), new Color(8, 10, 12, 120));
    }
    glint(bounds);
    g.setClip(clip);
    if (rear && vehicle.body() != BodyType.SEDAN && vehicle.body() != BodyType.PICKUP) {
      wiper(-4, end.glassBottom() + 2, 30, end.glassBottom() + 9);
    }
    if (!rear) {
      wiper(-54, end.glassBottom() + 1, -2, end.glassBottom() + 6);
      wiper(4, end.glassBottom() + 1, 58, end.glassBottom() + 7);
    }
  }

  private void glint(Rectangle2D bounds) {
    Path2D streak = new Path2D.Double();
    double x = bounds.getMinX() + bounds.getWidth() * (0.12 + 0.5 * taste.nextDouble());
    double w = bounds.getWidth();
    streak.moveTo(x, bounds.getMinY());
    streak.lineTo(x + w * 0.16, bounds.getMinY());
    streak.lineTo(x + w * 0.06, bounds.getMaxY());
    streak.lineTo(x - w * 0.10, bounds.getMaxY());
    streak.closePath();
    g.setColor(new Color(255, 255, 255, light.night() ? 8 : 26));
    g.fill(streak);
  }

  private Path2D trapezium(double low, double high, double inset) {
    double wLow = end.halfWidth().at(low) - inset;
    double wHigh = end.halfWidth().at(high) - inset;
    double r = 5;
    Path2D path = new Path2D.Double();
    path.moveTo(-wLow + r, low);
    path.lineTo(wLow - r, low);
    path.quadTo(wLow, low, wLow - 1, low + r);
    path.lineTo(wHigh, high - r);
    path.quadTo(wHigh, high, wHigh - r, high);
    path.lineTo(-wHigh + r, high);
    path.quadTo(-wHigh, high, -wHigh, high - r);
    path.lineTo(-wLow + 1, low + r);
    path.quadTo(-wLow, low, -wLow + r, low);
    path.closePath();
    return path;
  }

  private void bed() {
    fill(new Rectangle2D.Double(-84, 123.2, 168, 2), new Color(0x1B1C1E));
  }

  private void valance() {
    double low = end.bottom();
    Path2D shape = new Path2D.Double();
    double w = end.halfWidth().at(low + 8);
    shape.moveTo(-w, low);
    shape.lineTo(w, low);
    shape.lineTo(w + 1, low + 10);
    shape.quadTo(0, low + 16, -w - 1, low + 10);
    shape.closePath();
    fill(shape, new Color(light.lit(0x222427, 0, 0.1, -1)));
  }

  private void seam(double half, double low, double high) {
    Path2D path = new Path2D.Double();
    path.moveTo(-half, high);
    path.lineTo(-half + 2, low + 6);
    path.quadTo(-half + 3, low, -half + 10, low);
    path.lineTo(half - 10, low);
    path.quadTo(half - 3, low, half - 2, low + 6);
    path.lineTo(half, high);
    VehicleRenderer.stroke(g, openWrap(path), SEAM, 0.9 * skin.scale());
  }

  /** Where the plate sits: a shallow dark pan. */
  private void recess() {
    double y = end.plateHeight();
    int dark = Rgb.mix(light.lit(vehicle.rgb(), 0, -0.3, -0.9), 0x101113, 0.55);
    fill(box(0, y, 38, 21, 3), new Color(dark));
  }

  private void tailLamp(int side, boolean braking, boolean burning) {
    Shape lamp = lampShape(side);
    int red = braking ? 0xF2281C : burning ? 0xC01A14 : 0xA3120F;
    int lit = burning ? red : light.lit(0xB01512, 0, 0.2, -0.95);
    fill(lamp, new Color(Rgb.times(lit, 0.62)));
    double h = end.lampTop() - end.lampBottom();
    double w = end.halfWidth().at(end.lampBottom()) - end.lampInner();
    double x = side * (end.lampInner() + w * 0.46);
    double y = (end.lampTop() + end.lampBottom()) / 2;
    fill(box(x, y + h * 0.12, w * 0.66, h * 0.5, 3), new Color(lit));
    fill(box(x, y - h * 0.28, w * 0.6, h * 0.16, 2), new Color(light.lit(0xE6E2DC, 0, 0.3, -0.9)));
    fill(box(x, y + h * 0.26, w * 0.5, h * 0.07, 1), new Color(255, 190, 180, 110));
    VehicleRenderer.stroke(g, skin.wrap(lamp), new Color(20, 6, 6, 170), 0.8 * skin.scale());
    if (burning) {
      glow(x, y, braking ? 62 : 44, new Color(255, 46, 30), braking ? 120 : 90);
    }
  }

  private void headLamp(int side) {
    Shape lamp = lampShape(side);
    fill(lamp, new Color(light.lit(0x3C4147, 0, 0.2, -0.95)));
    double h = end.lampTop() - end.lampBottom();
    double w = end.halfWidth().at(end.lampBottom()) - end.lampInner();
    double y = (end.lampTop() + end.lampBottom()) / 2;
    double outer = side * (end.lampInner() + w * 0.56);
    fill(circle(outer, y, h * 0.40), new Color(light.lit(0xC9D0D6, 0, 0.4, -0.9)));
    fill(circle(outer, y, h * 0.24), light.night() ? Color.WHITE : new Color(0xEDF2F6));
    double inner = side * (end.lampInner() + w * 0.2);
    fill(circle(inner, y, h * 0.26), new Color(light.lit(0x9AA2A9, 0, 0.4, -0.9)));
    fill(
        box(side * (end.lampInner() + w * 0.5), end.lampTop() - 2.4, w * 0.7, 1.6, 0.8),
        new Color(0xE8F0F8));
    VehicleRenderer.stroke(g, skin.wrap(lamp), new Color(12, 13, 15, 190), 0.8 * skin.scale());
  }

  private Shape lampShape(int side) {
    double low = end.lampBottom();
    double high = end.lampTop();
    double inner = end.lampInner();
    double outLow = end.halfWidth().at(low) - 1;
    double outHigh = end.halfWidth().at(high) - 1;
    Path2D path = new Path2D.Double();
    path.moveTo(side * (inner + 3), low + 1);
    path.lineTo(side * (outLow - 2), low);
    path.quadTo(side * outLow, low, side * outLow, low + 3);
    path.lineTo(side * outHigh, high - 3);
    path.quadTo(side * outHigh, high, side * (outHigh - 3), high);
    path.lineTo(side * (inner + 2), high - 2);
    path.quadTo(side * inner, high - 2, side * inner, high - 5);
    path.lineTo(side * inner, low + 4);
    path.quadTo(side * inner, low + 1, side * (inner + 3), low + 1);
    path.closePath();
    return path;
  }

  private void bonnet() {
    double high = end.glassBottom() - 2;
    double low = end.lampTop() + 1;
    for (int side : new int[] {-1, 1}) {
      Path2D crease = new Path2D.Double();
      crease.moveTo(side * 34, low + 2);
      crease.lineTo(side * 52, high);
      VehicleRenderer.stroke(
          g, openWrap(crease), new Color(255, 255, 255, light.night() ? 10 : 40), skin.scale());
    }
    Path2D edge = new Path2D.Double();
    edge.moveTo(-end.halfWidth().at(low) + 6, low + 1);
    edge.lineTo(end.halfWidth().at(low) - 6, low + 1);
    VehicleRenderer.stroke(g, openWrap(edge), SEAM, 0.9 * skin.scale());
  }

  private void grille() {
    double inner = end.lampInner() - 4;
    double high = end.lampTop() - 3;
    double low = end.plateHeight() + 12;
    boolean tall = taste.nextBoolean();
    Path2D shape = new Path2D.Double();
    shape.moveTo(-inner, high);
    shape.lineTo(inner, high);
    shape.lineTo(inner - 7, low);
    shape.lineTo(-inner + 7, low);
    shape.closePath();
    fill(shape, new Color(0x0F1113));
    int bars = tall ? 4 : 3;
    for (int i = 1; i <= bars; i++) {
      double y = low + (high - low) * i / (bars + 1);
      Path2D bar = new Path2D.Double();
      bar.moveTo(-inner + 5, y);
      bar.lineTo(inner - 5, y);
      VehicleRenderer.stroke(
          g, openWrap(bar), new Color(light.lit(0x6D7278, 0, 0.5, -0.8)), 1.3 * skin.scale());
    }
    fill(circle(0, (low + high) / 2, 4.4), new Color(light.lit(0xC6CBD0, 0, 0.5, -0.8)));
    double intakeHigh = end.plateHeight() - 12;
    double intakeLow = end.bottom() + 5;
    if (intakeHigh - intakeLow > 5) {
      fill(
          box(0, (intakeHigh + intakeLow) / 2, 112, intakeHigh - intakeLow, 4),
          new Color(0x111315));
    }
    for (int side : new int[] {-1, 1}) {
      fill(box(side * 70, end.plateHeight() - 6, 18, 11, 4), new Color(0x131517));
      fill(circle(side * 70, end.plateHeight() - 6, 4), new Color(light.lit(0xB7BEC4, 0, .3, -1)));
    }
  }

  private void exhaust() {
    if (vehicle.body() == BodyType.PICKUP || taste.nextInt(3) == 0) {
      return;
    }
    fill(box(-52, end.bottom() + 4, 13, 7, 3), new Color(light.lit(0x8F9398, 0, 0.2, -1)));
    fill(box(-52, end.bottom() + 4, 10, 4.6, 2), new Color(0x0B0C0D));
  }

  private void wiper(double x0, double y0, double x1, double y1) {
    Path2D path = new Path2D.Double();
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
    VehicleRenderer.stroke(g, openWrap(path), new Color(0x0A0B0C), 1.3 * skin.scale());
  }

  private void line(double x0, double y0, double x1, double y1) {
    Path2D path = new Path2D.Double();
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
    VehicleRenderer.stroke(g, openWrap(path), SEAM, 0.9 * skin.scale());
  }

  private void glow(double x, double y, double radius, Color color, int alpha) {
    Point2D.Double p = skin.onSkin(x, y);
    float r = (float) Math.max(2, radius * skin.scale());
    Color core = new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    Color halo = new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha / 5);
    Color none = new Color(color.getRed(), color.getGreen(), color.getBlue(), 0);
    g.setPaint(
        new RadialGradientPaint(
            (float) p.x,
            (float) p.y,
            r,
            new float[] {0, 0.25f, 1},
            new Color[] {core, halo, none}));
    g.fill(new Ellipse2D.Double(p.x - r, p.y - r, 2 * r, 2 * r));
  }

  private void fill(Shape elevation, Color color) {
    g.setColor(color);
    g.fill(skin.wrap(elevation));
  }

  private Shape openWrap(Path2D path) {
    return skin.wrap(path);
  }

  private static Shape box(double cx, double cy, double w, double h, double r) {
    return new RoundRectangle2D.Double(cx - w / 2, cy - h / 2, w, h, 2 * r, 2 * r);
  }

  private static Shape circle(double cx, double cy, double r) {
    return new Ellipse2D.Double(cx - r, cy - r, 2 * r, 2 * r);
  }
}
