package org.alprstreams.simulation.scene;

import java.util.List;

/**
 * What is true about one plate in a frame.
 *
 * @param vehicleId the same in every frame of a passage
 * @param plate text without separators
 * @param state two-letter postal code
 * @param style name of the plate's style
 * @param corners upper left, upper right, lower right, lower left as on the plate
 * @param box smallest upright box around the corners
 */
public record PlateTruth(
    String vehicleId,
    String plate,
    String state,
    String style,
    List<Corner> corners,
    PixelBox box) {
  /** Keeps its own copy of the corners. */
  public PlateTruth {
    corners = List.copyOf(corners);
  }

  /** Length of the plate's upper edge in pixels. */
  public double plateWidth() {
    Corner from = corners.get(0);
    Corner to = corners.get(1);
    return Math.hypot(to.x() - from.x(), to.y() - from.y());
  }
}
