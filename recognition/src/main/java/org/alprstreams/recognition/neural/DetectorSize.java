package org.alprstreams.recognition.neural;

import org.opencv.core.Size;

/**
 * The size to which a frame is brought for the search: half its width within limits, so that plates
 * of 45 pixels are still found and large frames cost no more than needed.
 */
final class DetectorSize {

  private static final double NARROWEST = 640;
  private static final double WIDEST = 960;

  /** Enlarging further shows nothing new. */
  private static final double LARGEST_GROWTH = 2;

  /** Tall frames would take memory without bound otherwise; a 4:3 frame turned upright fits. */
  private static final double MOST_PIXELS = WIDEST * WIDEST * 4 / 3;

  private DetectorSize() {}

  /**
   * Works out a size.
   *
   * @param width of the frame, in pixels
   * @param height of the frame, in pixels
   * @return whole pixels, at least one on each side
   */
  static Size of(int width, int height) {
    double target = Math.max(NARROWEST, Math.min(WIDEST, width / 2.0));
    double scale = Math.min(target / width, LARGEST_GROWTH);
    double pixels = width * scale * height * scale;
    if (pixels > MOST_PIXELS) {
      scale *= Math.sqrt(MOST_PIXELS / pixels);
    }
    return new Size(Math.max(1, Math.rint(width * scale)), Math.max(1, Math.rint(height * scale)));
  }
}
