package org.alprstreams.simulation.scene;

/** Colour of lacquer: matt part lit by sun and sky, and a mirror image of sky, trees and road. */
final class PaintShader {
  private static final int TREES = 0x35402F;
  private static final int ROAD = 0x55565A;

  private final Daylight light;
  private final double[] lens;

  /**
   * @param lens direction to the lens, of length one
   */
  PaintShader(Daylight light, double[] lens) {
    this.light = light;
    this.lens = lens.clone();
  }

  /** The colour of a patch whose outward normal is given, of any length but zero. */
  int shade(int rgb, double nx, double ny, double nz, double gloss) {
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double x = nx / length;
    double y = ny / length;
    double z = nz / length;
    int matt = light.lit(rgb, x, y, z);
    double facing = x * lens[0] + y * lens[1] + z * lens[2];
    double mirrorY = 2 * facing * y - lens[1];
    double fresnel = Math.pow(1 - Math.max(0, Math.min(1, facing)), 3);
    double share = gloss * (0.10 + 0.5 * fresnel);
    return Rgb.mix(matt, mirrored(mirrorY), share);
  }

  /**
   * What a mirror ray of that rise sees: road, a belt of trees, sky, each blending into the next.
   */
  int mirrored(double rise) {
    double dim = light.night() ? 0.18 : 1;
    int low = Rgb.mix(ROAD, TREES, step(-0.35, 0.0, rise));
    int high = Rgb.mix(light.horizon(), light.zenith(), Math.max(0, Math.min(1, rise)));
    return Rgb.mix(Rgb.times(low, dim), high, step(0.0, 0.30, rise));
  }

  private static double step(double from, double to, double value) {
    double t = Math.max(0, Math.min(1, (value - from) / (to - from)));
    return t * t * (3 - 2 * t);
  }
}
