package org.alprstreams.recognition.classical;

/**
 * A connected patch of ink that may be a character.
 *
 * @param label of the patch in the labelled image that it comes from
 * @param x left edge in pixels
 * @param y top edge in pixels
 * @param width in pixels
 * @param height in pixels
 * @param area pixels of ink
 */
record Blob(int label, int x, int y, int width, int height, int area) {

  double centreX() {
    return x + width / 2.0;
  }

  double centreY() {
    return y + height / 2.0;
  }

  int right() {
    return x + width;
  }

  /** Whether the proportions are those of a character, from a slim I to a wide W. */
  boolean isCharacterLike() {
    return width <= 1.35 * height && height <= 12 * width && area >= 0.15 * width * height;
  }
}
