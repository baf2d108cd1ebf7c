package org.alprstreams.recognition.reader;

/**
 * An upright rectangle in whole frame pixels.
 *
 * @param x left edge, 0 or more
 * @param y top edge, 0 or more
 * @param width 1 or more
 * @param height 1 or more
 */
public record Box(int x, int y, int width, int height) {

  public Box {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "A box lies within its frame and is at least one pixel large, got %d,%d %dx%d"
              .formatted(x, y, width, height));
    }
  }

  /**
   * Intersection over union, the usual measure of how well two boxes agree.
   *
   * @return 0 (apart) to 1 (the same)
   */
  public double overlap(Box other) {
    long shared = sharedArea(other);
    return shared / (double) (area() + other.area() - shared);
  }

  /**
   * How much of this box lies within the other.
   *
   * @return 0 to 1
   */
  public double shareWithin(Box other) {
    return sharedArea(other) / (double) area();
  }

  private long area() {
    return (long) width * height;
  }

  private long sharedArea(Box other) {
    long sharedWidth = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    long sharedHeight = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    return sharedWidth <= 0 || sharedHeight <= 0 ? 0 : sharedWidth * sharedHeight;
  }
}
