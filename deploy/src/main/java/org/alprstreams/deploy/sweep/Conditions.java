package org.alprstreams.deploy.sweep;

/**
 * How a plate is seen.
 *
 * @param plateWidth pixels that the plate would be wide if seen square on
 * @param yaw degrees by which the plate is turned away about its upright axis, 0 for square on
 * @param roll degrees by which the picture is turned about the plate's middle
 * @param blur standard deviation of a Gaussian blur in pixels, 0 for none
 * @param brightness factor on all grey values, above 0; noise stays the same
 */
record Conditions(double plateWidth, double yaw, double roll, double blur, double brightness) {

  /** A plate of middling size as a good camera sees it; each sweep changes one thing. */
  static final Conditions GOOD = new Conditions(120, 0, 0, 0, 1);

  Conditions {
    if (plateWidth < 16 || Math.abs(yaw) > 80 || blur < 0 || brightness <= 0) {
      throw new IllegalArgumentException(
          "A plate is 16 pixels wide or more, turned by at most 80 degrees, its blur not negative"
              + " and its brightness above 0; got "
              + plateWidth
              + ", "
              + yaw
              + ", "
              + blur
              + " and "
              + brightness);
    }
  }
}
