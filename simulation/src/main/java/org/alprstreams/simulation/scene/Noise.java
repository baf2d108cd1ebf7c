package org.alprstreams.simulation.scene;

/** Smooth value noise on the plane, the same on every machine. */
final class Noise {
  private final long seed;

  Noise(long seed) {
    this.seed = seed;
  }

  /** Between 0 and 1, varying over a distance of about one. */
  double at(double x, double y) {
    long cx = (long) Math.floor(x);
    long cy = (long) Math.floor(y);
    double fx = x - cx;
    double fy = y - cy;
    double sx = fx * fx * (3 - 2 * fx);
    double sy = fy * fy * (3 - 2 * fy);
    double low = lattice(cx, cy) * (1 - sx) + lattice(cx + 1, cy) * sx;
    double high = lattice(cx, cy + 1) * (1 - sx) + lattice(cx + 1, cy + 1) * sx;
    return low * (1 - sy) + high * sy;
  }

  /** Several octaves, each half as strong and twice as fine, between 0 and 1. */
  double fractal(double x, double y, int octaves) {
    double sum = 0;
    double weight = 0.5;
    double total = 0;
    for (int i = 0; i < octaves; i++) {
      sum += weight * at(x, y);
      total += weight;
      x = x * 2 + 17.3;
      y = y * 2 + 9.1;
      weight /= 2;
    }
    return sum / total;
  }

  /** Mixing function of SplitMix64 (Steele, Lea and Flood, 2014). */
  private double lattice(long x, long y) {
    long z = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
