package org.alprstreams.recognition.classical;

import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;

/**
 * A rule for what is ink: pixels that differ from the mean of their neighbourhood.
 *
 * @param window side of the square neighbourhood in pixels, odd
 * @param darkOnLight whether ink is darker than its ground, or lighter
 */
record Threshold(int window, boolean darkOnLight) {

  /** Grey levels by which ink must differ; less is noise. */
  private static final double CONTRAST = 8;

  /** Separates ink (255) from ground (0) in an 8-bit grey image. */
  Ink apply(Mat grey, Mats mats) {
    Mat mask = mats.empty();
    Imgproc.adaptiveThreshold(
        grey,
        mask,
        255,
        Imgproc.ADAPTIVE_THRESH_MEAN_C,
        darkOnLight ? Imgproc.THRESH_BINARY_INV : Imgproc.THRESH_BINARY,
        window,
        darkOnLight ? CONTRAST : -CONTRAST);
    return Ink.of(mask, mats);
  }
}
