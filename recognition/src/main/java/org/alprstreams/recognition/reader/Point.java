package org.alprstreams.recognition.reader;

/**
 * A place in a frame.
 *
 * @param x pixels from the left edge
 * @param y pixels from the top edge
 */
public record Point(double x, double y) {

  /** Distance in pixels. */
  public double distanceTo(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }

  /**
   * This place after the frame has been turned about its upper left corner.
   *
   * @param angle clockwise, in radians
   */
  public Point turned(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Point(cos * x - sin * y, sin * x + cos * y);
  }
}
