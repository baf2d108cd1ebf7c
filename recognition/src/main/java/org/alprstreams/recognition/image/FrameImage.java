package org.alprstreams.recognition.image;

/**
 * A decoded colour image on the Java heap, so that nobody has to free it.
 *
 * <p>The pixel array is shared, not copied: a frame has megabytes. Whoever holds one reads it only.
 */
public final class FrameImage {

  /** Bytes for each pixel: blue, green, red. */
  public static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] bgr;

  /**
   * Wraps pixels.
   *
   * @param width in pixels, 1 or more
   * @param height in pixels, 1 or more
   * @param bgr rows from top to bottom without padding, blue, green, red for each pixel
   * @throws IllegalArgumentException when the array's length is not width × height × 3
   */
  public FrameImage(int width, int height, byte[] bgr) {
    if (width < 1 || height < 1 || (long) width * height * CHANNELS != bgr.length) {
      throw new IllegalArgumentException(
          "%d bytes are not the pixels of a %dx%d colour image"
              .formatted(bgr.length, width, height));
    }
    this.width = width;
    this.height = height;
    this.bgr = bgr;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The pixels themselves, to be read only. */
  public byte[] bgr() {
    return bgr;
  }
}
