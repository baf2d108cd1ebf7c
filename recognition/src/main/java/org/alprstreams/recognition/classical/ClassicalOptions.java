package org.alprstreams.recognition.classical;

/**
 * How much work the classical reader puts into a frame.
 *
 * @param maxWidth pixels to which wider frames are shrunk for the search; reading itself uses the
 *     frame's own resolution
 * @param maxRows rows of characters read in a frame, the most plate-like first
 * @param minConfidence 0 to 1: readings with a weaker character are left out
 * @param workers frames read at a time; each worker holds some 30 MB of native memory
 */
public record ClassicalOptions(int maxWidth, int maxRows, double minConfidence, int workers) {

  public ClassicalOptions {
    if (maxWidth < 160 || maxRows < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "A search needs 160 pixels of width, a row and a worker at least, got %d, %d and %d"
              .formatted(maxWidth, maxRows, workers));
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new IllegalArgumentException("A confidence lies between 0 and 1, got " + minConfidence);
    }
  }

  /** What the figures in the README were measured with. */
  public static ClassicalOptions defaults(int workers) {
    return new ClassicalOptions(1280, 8, 0.2, workers);
  }
}
