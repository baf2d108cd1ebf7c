package org.alprstreams.simulation.scene;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps the streets drawn last, since drawing one takes longer than ten frames. */
final class BackdropCache {
  private record Street(View view, Daylight light, long seed) {}

  private final int width;
  private final int height;
  private final int limit;
  private final Map<Street, int[]> kept;

  /**
   * @param limit streets kept; each takes four bytes a pixel
   */
  BackdropCache(int width, int height, int limit) {
    this.width = width;
    this.height = height;
    kept = new LinkedHashMap<>(16, 0.75f, true);
    this.limit = limit;
  }

  /** Pixels 0xRRGGBB, not to be changed by the caller. */
  int[] street(View view, Daylight light, long seed) {
    Street street = new Street(view, light, seed);
    int[] pixels = kept.get(street);
    if (pixels == null) {
      pixels = Backdrop.draw(view, light, seed, width, height);
      kept.put(street, pixels);
      if (kept.size() > limit) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return pixels;
  }
}
