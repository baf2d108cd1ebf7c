package org.alprstreams.ingest.image;

import org.alprstreams.ingest.image.Inspection.Refused;

/** Ends the walk through a picture's structure; never leaves this package. */
final class Malformed extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Refused refused;

  Malformed(Refusal reason, String message) {
    // Thrown once for each bad picture: the stack tells nothing.
    super(message, null, false, false);
    refused = new Refused(reason, message);
  }

  Refused refused() {
    return refused;
  }

  static Malformed truncated(String format, String missing) {
    return new Malformed(
        Refusal.TRUNCATED, "The " + format + " ends before " + missing + "; send it again, whole");
  }

  static Malformed corrupt(String format, String what) {
    return new Malformed(
        Refusal.CORRUPT, "The " + format + " is corrupt: " + what + "; send it again");
  }

  static void checkPixels(String format, int width, int height, long atMost) throws Malformed {
    if (width <= 0 || height <= 0) {
      throw corrupt(format, "it claims " + width + " x " + height + " pixels");
    }
    if ((long) width * height > atMost) {
      throw new Malformed(
          Refusal.TOO_MANY_PIXELS,
          "The "
              + format
              + " claims "
              + width
              + " x "
              + height
              + " pixels; at most "
              + atMost
              + " in all come in: lower the camera's resolution");
    }
  }
}
