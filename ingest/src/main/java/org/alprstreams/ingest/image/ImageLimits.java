package org.alprstreams.ingest.image;

/**
 * How large a picture may be.
 *
 * @param bytes at most this many encoded bytes
 * @param pixels at most this many pixels, width times height
 */
public record ImageLimits(int bytes, long pixels) {

  /** 9 MiB, what a frame's record has room for, and 40 megapixels. */
  public static final ImageLimits DEFAULT = new ImageLimits(9 * 1024 * 1024, 40_000_000);

  public ImageLimits {
    if (bytes < 1 || pixels < 1) {
      throw new IllegalArgumentException(
          "Image limits are positive, not " + bytes + " bytes and " + pixels + " pixels");
    }
  }
}
