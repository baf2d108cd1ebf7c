package org.alprstreams.simulation.scene;

/**
 * The form of the frames.
 *
 * @param width pixels, 320 or more; the drawing is scaled from 1280
 * @param height pixels, 180 or more
 * @param jpegQuality 0 smallest to 1 best
 * @param grain standard deviation of sensor noise by day in grey levels; tripled at night
 * @param streetsKept empty streets held in memory, four bytes a pixel each
 */
public record FrameFormat(
    int width, int height, double jpegQuality, double grain, int streetsKept) {
  /** Checks the ranges. */
  public FrameFormat {
    if (width < 320 || height < 180) {
      throw new IllegalArgumentException(
          "Frames must be at least 320 by 180 pixels, not " + width + " by " + height);
    }
    if (jpegQuality <= 0 || jpegQuality > 1) {
      throw new IllegalArgumentException(
          "JPEG quality must be above 0 and at most 1, not " + jpegQuality);
    }
    if (grain < 0 || streetsKept < 1) {
      throw new IllegalArgumentException(
          "Grain must not be negative and at least one street must be kept");
    }
  }

  /** 1280 by 720, quality 0.85, light grain, twelve streets (44 MB). */
  public static FrameFormat standard() {
    return new FrameFormat(1280, 720, 0.85, 2.2, 12);
  }
}
