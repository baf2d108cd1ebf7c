package org.alprstreams.recognition.evaluation;

/**
 * A rectangle as a CSV file gives it: it may lie outside its image.
 *
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width in pixels
 * @param height in pixels
 */
public record Place(double x, double y, double width, double height) {

  /** Intersection over union, 0 to 1. */
  public double overlap(Place other) {
    double sharedWidth = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double sharedHeight = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (sharedWidth <= 0 || sharedHeight <= 0) {
      return 0;
    }
    double shared = sharedWidth * sharedHeight;
    return shared / (width * height + other.width * other.height - shared);
  }
}
