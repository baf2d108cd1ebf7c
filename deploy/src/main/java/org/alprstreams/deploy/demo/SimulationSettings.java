package org.alprstreams.deploy.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The simulated town of the demo. */
@ConfigMapping(prefix = "alpr.simulation")
public interface SimulationSettings {

  /** Which town, which vehicles and which traffic: the same seed gives the same. */
  @WithDefault("20261123")
  long seed();

  /** Encounters of a camera with traffic a minute, over the whole town; each has 4 to 8 frames. */
  @WithDefault("12")
  @DecimalMin("0.1")
  @DecimalMax("600")
  double encountersPerMinute();

  /** Share of the passing vehicles that are on the hotlist, 0 to 0.5. */
  @WithDefault("0.125")
  @DecimalMin("0")
  @DecimalMax("0.5")
  double hotlistedShare();

  /** Share of the passing vehicles whose owner opted out, 0 to 0.5. */
  @WithDefault("0.125")
  @DecimalMin("0")
  @DecimalMax("0.5")
  double optedOutShare();

  /**
   * Frames that may wait for recognition; with more, cameras skip frames until it has caught up, so
   * that alerts stay fresh on a slow machine.
   */
  @WithDefault("8")
  @Min(1)
  @Max(1000)
  int backlog();
}
