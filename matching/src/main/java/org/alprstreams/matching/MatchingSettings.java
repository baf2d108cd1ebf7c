package org.alprstreams.matching;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;

/** How looks become reads and alerts. What may alert at all is the usage policy's. */
@ConfigMapping(prefix = "alpr.matching")
public interface MatchingSettings {

  /** Longest time between two looks at one vehicle, by capture time. */
  @WithDefault("PT3S")
  Duration passageGap();

  /**
   * A vehicle that is hard to read is published when no look has come for this long, by this
   * system's clock. Its passage closes then, or at the end of the passage gap if that is longer.
   */
  @WithDefault("PT2S")
  Duration passageIdle();

  /**
   * The same for a vehicle that the camera follows itself. At least as long as such a camera waits
   * before it reports a vehicle gone (Axis: 10 s), or its last word begins a read of its own. Never
   * shorter than {@link #passageIdle}, whatever is set.
   */
  @WithDefault("PT15S")
  Duration trackIdle();

  /**
   * A vehicle that stood still when it was last seen and is seen again at the same place within
   * this time is the same passage: something was in front of it. A third of what the policy allows
   * looks is the most.
   */
  @WithDefault("PT5M")
  Duration parkedGap();

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
   * What is older is history. A day at most, and a twelfth of the time that reads are kept: alerts
   * leave their topic so much earlier.
   */
  @WithDefault("P1D")
  Duration alertLife();

  /**
   * {@code exactly_once_v2}, or {@code at_least_once}, which is a little faster and loses the
   * alerts in flight when a process is killed (docs/decisions/0009).
   */
  @WithDefault("exactly_once_v2")
  @Pattern(
      regexp = "at_least_once|exactly_once_v2",
      message = "must be at_least_once or exactly_once_v2")
  String processingGuarantee();

  /** How often a transaction is committed. An alert waits for two of them: a read's and its own. */
  @WithDefault("PT0.05S")
  Duration commitInterval();

  /**
   * How long after an alert that stands the same plate raises no further one for the same entry, at
   * any camera; zero for an alert at every passage. A vehicle that stays in view is one passage
   * without it.
   */
  @WithDefault("PT0S")
  Duration alertCoolDown();

  /**
   * How long after a change of the hotlist the files of its tables are rewritten, so that nothing
   * of a removed entry stays in them. Changes within this time share one rewriting.
   */
  @WithDefault("PT1H")
  Duration eraseDelay();

  /**
   * How often expired entries are taken off the hotlist and the list of opt-outs. They have no
   * effect from their time on; an hour later they may go.
   */
  @WithDefault("PT6H")
  Duration expiryInterval();
}
