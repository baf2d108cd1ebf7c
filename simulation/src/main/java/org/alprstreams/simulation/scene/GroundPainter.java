package org.alprstreams.simulation.scene;

/** Sky, road, kerbs and verges, pixel by pixel. */
final class GroundPainter {
  private static final double ROAD = 2 * View.LANE_WIDTH;
  private static final double KERB = 16;
  private static final int STEP = 4;

  private final View view;
  private final Daylight light;
  private final Projector projector;
  private final Noise noise;
  private final Noise tone;
  private final int asphalt;
  private final int grass;
  private final int soil;
  private final boolean edgeLines;

  GroundPainter(View view, Daylight light, Projector projector, long seed) {
    this.view = view;
    this.light = light;
    this.projector = projector;
    noise = new Noise(seed);
    tone = new Noise(seed ^ 0x5DEECE66DL);
    double shade = 0.85 + 0.3 * tone.at(3.5, 1.5);
    asphalt = Rgb.times(0x6C6E72, shade);
    grass = Rgb.mix(0x7C8A45, 0xB89F5E, tone.at(7.5, 2.5));
    soil = 0xA08C6E;
    edgeLines = tone.at(9.5, 4.5) > 0.45;
  }

  void paint(int[] pixels, int width, int height) {
    double[] spot = new double[2];
    double horizon = projector.horizon();
    Broad from = new Broad();
    Broad to = new Broad();
    Broad here = new Broad();
    for (int y = 0; y < height; y++) {
      boolean ground = projector.ground(0, y + 0.5, spot) && spot[1] < 60_000;
      for (int x = 0; x < width; x++) {
        if (!ground) {
          pixels[y * width + x] = sky(x, y, horizon, width);
          continue;
        }
        if (x % STEP == 0) {
          projector.ground(x + 0.5, y + 0.5, spot);
          from.sample(spot[0], spot[1]);
          projector.ground(x + STEP + 0.5, y + 0.5, spot);
          to.sample(spot[0], spot[1]);
        }
        projector.ground(x + 0.5, y + 0.5, spot);
        here.between(from, to, (double) (x % STEP) / STEP);
        pixels[y * width + x] = ground(here, spot[0], spot[1]);
      }
    }
  }

  /** What varies slowly along a row of pixels, sampled every few pixels to save time. */
  private final class Broad {
    private double wear;
    private double patch;
    private double leaves;
    private double growth;

    void sample(double x, double z) {
      double t = (x - view.nearKerb()) * view.side();
      boolean road = t > -40 && t < ROAD + 40;
      wear = road ? noise.fractal(x / 90, z / 260, 4) : 0.5;
      patch = road ? tone.at(x / 240 + 40, z / 900) : 0;
      leaves = tone.fractal(x / 130 + 11, z / 520, 4);
      growth = t < 40 || t > ROAD - 40 ? noise.fractal(x / 160, z / 260, 4) : 0.5;
    }

    void between(Broad from, Broad to, double share) {
      wear = from.wear + share * (to.wear - from.wear);
      patch = from.patch + share * (to.patch - from.patch);
      leaves = from.leaves + share * (to.leaves - from.leaves);
      growth = from.growth + share * (to.growth - from.growth);
    }
  }

  private int sky(int x, int y, double horizon, int width) {
    double rise = Math.max(0, (horizon - y) / (0.45 * width));
    int blue = Rgb.mix(light.horizon(), light.zenith(), Math.min(1, Math.sqrt(rise) * 1.15));
    double cloud = noise.fractal(x * 3.2 / width + 3, (y - horizon) * 9.0 / width, 5) - 0.52;
    if (cloud <= 0) {
      return blue;
    }
    int white = light.night() ? 0x232A3C : Rgb.mix(0xFFFFFF, light.horizon(), 0.35);
    return Rgb.mix(blue, white, Math.min(0.75, cloud * 4.5));
  }

  private int ground(Broad broad, double worldX, double z) {
    double t = worldX * view.side() - view.nearKerb() * view.side();
    double footprint = z / projector.focal();
    int matt;
    if (t >= 0 && t <= ROAD) {
      matt = road(broad, t, worldX, z, footprint);
    } else {
      double beyond = t < 0 ? -t : t - ROAD;
      matt = beyond < KERB ? kerb(beyond, worldX, z) : verge(broad, beyond, worldX, z);
    }
    int lit = light.lit(matt, 0, 1, 0);
    if (light.night()) {
      lit = lamps(lit, t, z);
    } else {
      lit = Rgb.times(lit, dapple(broad, t));
    }
    return light.hazed(lit, z);
  }

  private int road(Broad broad, double t, double x, double z, double footprint) {
    double fine = footprint < 1.6 ? noise.at(x / 1.3, z / 4.0) - 0.5 : 0;
    double coarse = broad.wear - 0.5;
    double track = 0;
    for (double lane : new double[] {0.5, 1.5}) {
      for (double wheel : new double[] {-78, 78}) {
        double off = (t - lane * View.LANE_WIDTH - wheel) / 34;
        track += Math.exp(-off * off);
      }
    }
    double shade = 1 + 0.20 * coarse + 0.22 * fine - 0.06 * track;
    double patch = broad.patch;
    if (patch > 0.78) {
      shade *= 0.90;
    }
    if (footprint < 1.2 && patch < 0.35) {
      double crack = Math.abs(tone.fractal(x / 140, z / 420, 3) - 0.5);
      shade *= crack < 0.004 + footprint * 0.002 ? 0.80 : 1;
    }
    int colour = Rgb.times(asphalt, shade);
    double middle = Math.abs(t - View.LANE_WIDTH);
    colour = line(colour, 0xD9A93A, middle - 13, x, z, footprint);
    double gutter = Math.min(t, ROAD - t);
    if (edgeLines) {
      colour = line(colour, 0xE4E4DE, gutter - 34, x, z, footprint);
    }
    return gutter < 26 ? Rgb.mix(colour, 0xA3A29C, 0.75) : colour;
  }

  /** A painted line, worn in places. */
  private int line(int under, int paint, double off, double x, double z, double footprint) {
    double share = stripe(off, 5.5, footprint);
    if (share == 0) {
      return under;
    }
    double worn = 0.78 + 0.3 * (noise.fractal(x / 30, z / 120, 3) - 0.5);
    return Rgb.mix(under, paint, worn * share);
  }

  /** Share of a pixel that a stripe covers, softened over the pixel's footprint. */
  private static double stripe(double off, double half, double footprint) {
    double soft = Math.max(0.8, footprint);
    double edge = (half - Math.abs(off)) / soft + 0.5;
    return Math.max(0, Math.min(1, edge)) * Math.min(1, 2 * half / soft);
  }

  private int kerb(double beyond, double x, double z) {
    double shade = 0.93 + 0.14 * noise.at(x / 6, z / 20);
    double joint = Math.abs(z / 300 - Math.rint(z / 300)) * 300 < 1.5 ? 0.75 : 1;
    int concrete = beyond < 4 ? 0x96958F : 0xBDBBB3;
    return Rgb.times(concrete, shade * joint);
  }

  private int verge(Broad broad, double beyond, double x, double z) {
    double patch = broad.growth;
    double blade = noise.at(x / 3, z / 9);
    int colour = Rgb.mix(grass, soil, patch > 0.55 ? Math.min(1, (patch - 0.55) * 7) : 0);
    colour = Rgb.times(colour, 0.78 + 0.25 * patch + 0.22 * blade);
    if (beyond > 90 && beyond < 250) {
      double gravel = 0.9 + 0.25 * noise.at(x / 2.2, z / 5);
      double soft = Math.min(1, Math.min(beyond - 90, 250 - beyond) / 25);
      colour = Rgb.mix(colour, Rgb.times(0xB3A38A, gravel), soft * 0.85);
    }
    return colour;
  }

  /** Shade of leaves on the road, stronger towards the verges. */
  private double dapple(Broad broad, double t) {
    double inside = Math.min(t, ROAD - t) / ROAD;
    double limit = 0.54 + 0.32 * Math.max(0, inside);
    double depth = Math.max(0, Math.min(1, (broad.leaves - limit) * 12));
    return 1 - 0.36 * depth * (light == Daylight.MIDDAY ? 1 : 0.75);
  }

  /** Pools of street lamp light every 40 metres. */
  private static int lamps(int rgb, double t, double z) {
    double along = (z - 1500) / 4000;
    double dz = (along - Math.rint(along)) * 4000 / 900;
    double dx = (t - ROAD) / 520;
    double pool = Math.exp(-(dz * dz + dx * dx));
    return Rgb.times(rgb, 1 + 2.6 * pool, 1 + 2.1 * pool, 1 + 1.3 * pool);
  }
}
