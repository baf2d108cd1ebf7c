package org.alprstreams.simulation.scene;

import java.awt.geom.Point2D;

/**
 * A pinhole camera. World: X to the right, Y up from the road, Z along the road, in centimetres
 * from the point on the road under the lens. Image: pixels, y downwards.
 */
final class Projector {
  private static final double NEAR = 60;
  private static final double REFERENCE_WIDTH = 1280;

  private final double height;
  private final double focal;
  private final double cosPan;
  private final double sinPan;
  private final double cosTilt;
  private final double sinTilt;
  private final double centreX;
  private final double centreY;

  Projector(View view, int width, int height) {
    this.height = view.height();
    this.focal = view.focal() * width / REFERENCE_WIDTH;
    double pan = view.pan() * view.side();
    cosPan = Math.cos(pan);
    sinPan = Math.sin(pan);
    cosTilt = Math.cos(view.tilt());
    sinTilt = Math.sin(view.tilt());
    centreX = width / 2.0;
    centreY = height / 2.0;
  }

  /** Where a point of the world falls in the image; points behind the lens are held in front. */
  Point2D.Double project(double x, double y, double z) {
    double across = x * cosPan - z * sinPan;
    double ahead = x * sinPan + z * cosPan;
    double up = y - height;
    double depth = Math.max(NEAR, ahead * cosTilt - up * sinTilt);
    double rise = up * cosTilt + ahead * sinTilt;
    return new Point2D.Double(centreX + focal * across / depth, centreY - focal * rise / depth);
  }

  /** Pixels a centimetre takes at a point of the world. */
  double scale(double x, double y, double z) {
    double ahead = x * sinPan + z * cosPan;
    return focal / Math.max(NEAR, ahead * cosTilt - (y - height) * sinTilt);
  }

  /** Image row of the horizon. */
  double horizon() {
    return centreY - focal * sinTilt / cosTilt;
  }

  /**
   * The point of the ground seen at a pixel.
   *
   * @param out receives X and Z
   * @return false above the horizon
   */
  boolean ground(double px, double py, double[] out) {
    double across = (px - centreX) / focal;
    double rise = (centreY - py) / focal;
    double dirUp = rise * cosTilt - sinTilt;
    if (dirUp >= -1e-6) {
      return false;
    }
    double dirAhead = rise * sinTilt + cosTilt;
    double t = -height / dirUp;
    out[0] = t * (across * cosPan + dirAhead * sinPan);
    out[1] = t * (dirAhead * cosPan - across * sinPan);
    return true;
  }

  double focal() {
    return focal;
  }
}
