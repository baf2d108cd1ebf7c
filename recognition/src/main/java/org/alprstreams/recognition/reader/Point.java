package org.alprstreams.recognition.reader;

/**
 * A place in a frame.
 *
 * @param x pixels from the left edge
 * @param y pixels from the top edge
 */
public record Point(double x, double y) {

  double distanceTo(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
