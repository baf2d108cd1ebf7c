package org.alprstreams.simulation;

import java.util.random.RandomGenerator;

/** Colours of vehicles, about as frequent as on the road. */
enum Paint {
  WHITE(0xE9EAEA, 24),
  BLACK(0x23252A, 20),
  GRAY(0x6F757C, 17),
  SILVER(0xB4BABF, 14),
  BLUE(0x2C4F83, 10),
  RED(0x98292B, 8),
  GREEN(0x3F5F4E, 3),
  BEIGE(0xB9A57F, 2),
  ORANGE(0xC2622B, 1),
  BURGUNDY(0x57222D, 1);

  private final int rgb;
  private final int weight;

  Paint(int rgb, int weight) {
    this.rgb = rgb;
    this.weight = weight;
  }

  int rgb() {
    return rgb;
  }

  static Paint draw(RandomGenerator random) {
    int lot = random.nextInt(100);
    for (Paint paint : values()) {
      lot -= paint.weight;
      if (lot < 0) {
        return paint;
      }
    }
    return WHITE;
  }
}
