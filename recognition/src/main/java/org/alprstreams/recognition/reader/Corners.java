package org.alprstreams.recognition.reader;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The four corners of a plate as it lies in the frame, turned and slanted as the camera saw it.
 * Corners may lie outside the frame when the plate is cut off by its edge.
 *
 * @param topLeft top left seen by a reader of the plate
 * @param topRight top right
 * @param bottomRight bottom right
 * @param bottomLeft bottom left
 */
public record Corners(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {

  /** Corners of an upright rectangle. */
  public static Corners of(Box box) {
    double right = box.x() + (double) box.width();
    double bottom = box.y() + (double) box.height();
    return new Corners(
        new Point(box.x(), box.y()),
        new Point(right, box.y()),
        new Point(right, bottom),
        new Point(box.x(), bottom));
  }

  /**
   * The upright rectangle around the corners, cut to the frame.
   *
   * @param frameWidth width of the frame in pixels
   * @param frameHeight height of the frame in pixels
   * @return a box that lies within the frame
   * @throws IllegalArgumentException when the corners enclose nothing within the frame
   */
  public Box within(int frameWidth, int frameHeight) {
    int left = (int) Math.max(0, Math.floor(all(Point::x).min().orElseThrow()));
    int top = (int) Math.max(0, Math.floor(all(Point::y).min().orElseThrow()));
    int right = (int) Math.min(frameWidth, Math.ceil(all(Point::x).max().orElseThrow()));
    int bottom = (int) Math.min(frameHeight, Math.ceil(all(Point::y).max().orElseThrow()));
    return new Box(left, top, right - left, bottom - top);
  }

  /** Mean length of the upper and lower edge, in pixels. */
  public double width() {
    return (topLeft.distanceTo(topRight) + bottomLeft.distanceTo(bottomRight)) / 2;
  }

  /** Mean length of the left and right edge, in pixels. */
  public double height() {
    return (topLeft.distanceTo(bottomLeft) + topRight.distanceTo(bottomRight)) / 2;
  }

  /** How far the plate leans, clockwise in radians: the mean direction of its long edges. */
  public double tilt() {
    double x = topRight.x() - topLeft.x() + bottomRight.x() - bottomLeft.x();
    double y = topRight.y() - topLeft.y() + bottomRight.y() - bottomLeft.y();
    return Math.atan2(y, x);
  }

  /** The corners after the frame has been {@linkplain Point#turned turned}. */
  public Corners turned(double angle) {
    return new Corners(
        topLeft.turned(angle),
        topRight.turned(angle),
        bottomRight.turned(angle),
        bottomLeft.turned(angle));
  }

  private DoubleStream all(ToDoubleFunction<Point> ordinate) {
    return Stream.of(topLeft, topRight, bottomRight, bottomLeft).mapToDouble(ordinate);
  }
}
