package org.alprstreams.simulation.plate;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What years on the road add to a plate.
 *
 * @param frameText lettering of the dealer's frame; null for no frame
 * @param frameRgb colour of the frame
 * @param dirt 0 clean to 1 very dirty
 * @param fading 0 fresh to 1 bleached
 * @param seed places the dirt and picks the stickers
 */
public record PlateFinish(String frameText, int frameRgb, double dirt, double fading, long seed) {
  private static final List<String> DEALERS =
      List.of(
          "FOOTHILL MOTORS",
          "ARROYO AUTO",
          "CANYON CARS",
          "LAUREL LANE GARAGE",
          "ORCHARD VALLEY",
          "SUMMIT & SONS");

  /** Clean, without frame. */
  public static PlateFinish fresh() {
    return new PlateFinish(null, 0, 0, 0, 0);
  }

  /** As met on the road: a third with a frame, few very dirty. */
  public static PlateFinish draw(RandomGenerator random) {
    boolean framed = random.nextInt(3) == 0;
    String frame = framed ? DEALERS.get(random.nextInt(DEALERS.size())) : null;
    int rgb = random.nextBoolean() ? 0x1C1D1F : 0xB9BDC1;
    double dirt = Math.pow(random.nextDouble(), 3) * 0.7;
    double fading = random.nextDouble() * 0.3;
    return new PlateFinish(frame, rgb, dirt, fading, random.nextLong());
  }
}
