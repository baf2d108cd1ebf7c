package org.alprstreams.simulation.scene;

/** Time of day as a camera sees it. Colours are 0xRRGGBB. */
public enum Daylight {
  /** Low warm sun, haze in the valley. */
  MORNING(0x9DBBDC, 0xF3DFC4, 0xFFE2B8, 1.08, 0.70, -0.72, 0.36, 0.30),
  /** High sun, clear. */
  MIDDAY(0x5F95D0, 0xD3E4F0, 0xFFF8EA, 1.04, 0.74, 0.35, 0.80, 0.18),
  /** Golden hour. */
  EVENING(0x7D93BE, 0xF6C890, 0xFFC98A, 1.05, 0.66, 0.76, 0.30, 0.28),
  /** Street lamps and infra-red light, which plates throw back. */
  NIGHT(0x0B1020, 0x1B2235, 0x9FB2D8, 0.30, 0.60, -0.3, 0.7, 0.10);

  private final int zenith;
  private final int horizon;
  private final int sun;
  private final double exposure;
  private final double ambient;
  private final double sunX;
  private final double sunY;
  private final double haze;

  Daylight(
      int zenith,
      int horizon,
      int sun,
      double exposure,
      double ambient,
      double sunX,
      double sunY,
      double haze) {
    this.zenith = zenith;
    this.horizon = horizon;
    this.sun = sun;
    this.exposure = exposure;
    this.ambient = ambient;
    this.sunX = sunX;
    this.sunY = sunY;
    this.haze = haze;
  }

  /** The light at an hour of the day on the spot, 0 to 23, in a year without seasons. */
  public static Daylight at(int hour) {
    if (hour < 6 || hour >= 20) {
      return NIGHT;
    } else if (hour < 10) {
      return MORNING;
    }
    return hour < 17 ? MIDDAY : EVENING;
  }

  boolean night() {
    return this == NIGHT;
  }

  int zenith() {
    return zenith;
  }

  int horizon() {
    return horizon;
  }

  double haze() {
    return haze;
  }

  /** A colour of a matt surface under this light. */
  int lit(int rgb, double nx, double ny, double nz) {
    double sunZ = -Math.sqrt(Math.max(0, 1 - sunX * sunX - sunY * sunY));
    double direct = Math.max(0, nx * sunX + ny * sunY + nz * sunZ);
    double sky = 0.5 + 0.5 * ny;
    double light = ambient * (0.55 + 0.45 * sky);
    double r = light + direct * 0.62 * ((sun >> 16) & 255) / 255.0;
    double g = light + direct * 0.62 * ((sun >> 8) & 255) / 255.0;
    double b = light * 1.04 + direct * 0.62 * (sun & 255) / 255.0;
    return Rgb.times(rgb, r * exposure, g * exposure, b * exposure * (night() ? 1.25 : 1));
  }

  /** A colour seen through air, {@code distance} in centimetres. */
  int hazed(int rgb, double distance) {
    double share = 1 - Math.exp(-haze * distance / 18_000);
    return Rgb.mix(rgb, horizon, share);
  }
}
