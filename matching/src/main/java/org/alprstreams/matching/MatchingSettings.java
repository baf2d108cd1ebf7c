package org.alprstreams.matching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.time.Duration;

/** How looks become reads and alerts. What may alert at all is the usage policy's. */
@ConfigMapping(prefix = "alpr.matching")
public interface MatchingSettings {

  /** Longest time between two looks at one vehicle, by capture time. */
  @WithDefault("PT3S")
  Duration passageGap();

  /**
   * A passage closes when no look has come for this long, by this system's clock. A vehicle that is
   * hard to read is published then, so this is also its delay.
   */
  @WithDefault("PT2S")
  Duration passageIdle();

  /** A passage is published at once when its weakest character is this sure, 0 to 1. */
  @WithDefault("0.8")
  @DecimalMin("0")
  @DecimalMax("1")
  double publishConfidence();

  /** When it closes, a passage is published if its weakest character is this sure, 0 to 1. */
  @WithDefault("0.5")
  @DecimalMin("0")
  @DecimalMax("1")
  double minimumConfidence();

  /** How far a plate may be from where it was and count as near, in plate widths. */
  @WithDefault("8")
  @DecimalMin("0.1")
  @DecimalMax("100")
  double placeTolerance();

  /**
   * How long after it was raised an alert can be revised, and recalled when the hotlist changes.
   * What is older is history.
   */
  @WithDefault("P1D")
  Duration alertLife();

  /**
   * How long after an alert that stands the same plate raises no further one for the same entry, at
   * any camera; zero for an alert at every passage. A vehicle that stays in view is one passage
   * without it.
   */
  @WithDefault("PT0S")
  Duration alertCoolDown();
}
