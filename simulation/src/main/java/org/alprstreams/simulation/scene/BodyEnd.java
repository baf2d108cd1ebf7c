package org.alprstreams.simulation.scene;

/**
 * One end of a vehicle as seen square on. Lengths in centimetres; heights above the road; depth
 * from the nearest point of that end.
 *
 * @param depth how far back the skin lies at a height
 * @param halfWidth half the width at a height
 * @param glassBottom lower edge of the window
 * @param glassTop upper edge of the window
 * @param lampBottom lower edge of the lamps
 * @param lampTop upper edge of the lamps
 * @param lampInner where the lamps begin, from the middle
 * @param bumperTop upper edge of the bumper
 * @param plateHeight middle of the plate
 */
record BodyEnd(
    Outline depth,
    Outline halfWidth,
    double glassBottom,
    double glassTop,
    double lampBottom,
    double lampTop,
    double lampInner,
    double bumperTop,
    double plateHeight) {
  double bottom() {
    return depth.heights()[0];
  }

  double top() {
    double[] heights = depth.heights();
    return heights[heights.length - 1];
  }
}
