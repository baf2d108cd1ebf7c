package org.alprstreams.simulation.scene;

/** An upright box of whole pixels; x and y are its upper left pixel. */
public record PixelBox(int x, int y, int width, int height) {
  /** Whether a point lies in the box. */
  public boolean contains(double px, double py) {
    return px >= x && py >= y && px <= x + width && py <= y + height;
  }
}
