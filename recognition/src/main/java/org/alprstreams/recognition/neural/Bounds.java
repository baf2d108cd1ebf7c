package org.alprstreams.recognition.neural;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;

/**
 * The upright rectangle around four corners, in frame pixels. Unlike a box it may lie partly
 * outside the frame.
 */
record Bounds(double left, double top, double right, double bottom) {

  static Bounds of(Corners corners) {
    List<Point> points =
        List.of(corners.topLeft(), corners.topRight(), corners.bottomRight(), corners.bottomLeft());
    return new Bounds(
        least(points, Point::x),
        least(points, Point::y),
        -least(points, point -> -point.x()),
        -least(points, point -> -point.y()));
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  double centreX() {
    return (left + right) / 2;
  }

  double centreY() {
    return (top + bottom) / 2;
  }

  /**
   * Intersection over union.
   *
   * @return 0 (apart) to 1 (the same)
   */
  double overlap(Bounds other) {
    double shared = sharedArea(other);
    double all = width() * height() + other.width() * other.height() - shared;
    return all > 0 ? shared / all : 0;
  }

  /**
   * How much of the smaller one the two share.
   *
   * @return 0 (apart) to 1 (one lies within the other)
   */
  double shareOfSmaller(Bounds other) {
    double smaller = Math.min(width() * height(), other.width() * other.height());
    return smaller > 0 ? sharedArea(other) / smaller : 0;
  }

  private double sharedArea(Bounds other) {
    double width = Math.min(right, other.right) - Math.max(left, other.left);
    double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
    return width > 0 && height > 0 ? width * height : 0;
  }

  private static double least(List<Point> points, ToDoubleFunction<Point> ordinate) {
    return points.stream().mapToDouble(ordinate).min().orElseThrow();
  }
}
