package org.alprstreams.simulation.scene;

/** Arithmetic on colours packed as 0xRRGGBB. */
final class Rgb {
  private Rgb() {}

  static int of(double r, double g, double b) {
    return clamp(r) << 16 | clamp(g) << 8 | clamp(b);
  }

  static int times(int rgb, double r, double g, double b) {
    return of(((rgb >> 16) & 255) * r, ((rgb >> 8) & 255) * g, (rgb & 255) * b);
  }

  static int times(int rgb, double factor) {
    return times(rgb, factor, factor, factor);
  }

  /** {@code share} 0 gives the first colour, 1 the second. */
  static int mix(int first, int second, double share) {
    double keep = 1 - share;
    return of(
        ((first >> 16) & 255) * keep + ((second >> 16) & 255) * share,
        ((first >> 8) & 255) * keep + ((second >> 8) & 255) * share,
        (first & 255) * keep + (second & 255) * share);
  }

  /** Brightness 0 to 255 by the weights of ITU-R BT.601. */
  static double luma(int rgb) {
    return 0.299 * ((rgb >> 16) & 255) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255);
  }

  private static int clamp(double value) {
    return value <= 0 ? 0 : value >= 255 ? 255 : (int) (value + 0.5);
  }
}
