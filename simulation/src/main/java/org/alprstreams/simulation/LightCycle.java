package org.alprstreams.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.alprstreams.simulation.scene.Daylight;

/** Which light lies on the town at a moment. */
@FunctionalInterface
public interface LightCycle {
  /** The light at that moment. */
  Daylight at(Instant moment);

  /** Day and night as in that time zone. */
  static LightCycle local(ZoneId zone) {
    return moment -> Daylight.at(moment.atZone(zone).getHour());
  }

  /** Always the same light. */
  static LightCycle fixed(Daylight light) {
    return moment -> light;
  }

  /**
   * Morning, midday, evening and night in turn, so that a short look shows them all.
   *
   * @param each how long each lasts, a second or more
   */
  static LightCycle cycling(Duration each) {
    if (each.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("Each light must last a second or more, not " + each);
    }
    Daylight[] lights = Daylight.values();
    return moment ->
        lights[Math.floorMod(moment.getEpochSecond() / each.toSeconds(), lights.length)];
  }
}
