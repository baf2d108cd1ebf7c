package org.alprstreams.matching.hotlist;

import java.time.Duration;

/**
 * How long alerts count.
 *
 * @param recallable how long after it was raised an alert can be revised, and recalled when the
 *     hotlist changes; later it is history
 * @param remembered how long after capture an alert is remembered, so that it can be withdrawn when
 *     its plate is opted out: as long as the policy keeps reads, less what its removal takes
 * @param coolDown how long after an alert that stands the same plate raises none for the same entry
 *     at any camera, by capture time; zero for an alert at every passage
 */
public record AlertRules(Duration recallable, Duration remembered, Duration coolDown) {

  private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofMinutes(1);
  private static final int SWEEP_SHARE = 20;

  public AlertRules {
    if (recallable.isNegative() || recallable.isZero()) {
      throw new IllegalArgumentException(
          "Alerts can be recalled for "
              + recallable
              + "; give more than zero, or no alert can be taken back.");
    }
    if (remembered.compareTo(recallable) < 0) {
      throw new IllegalArgumentException(
          "Alerts can be recalled for "
              + recallable
              + ", longer than they are remembered ("
              + remembered
              + "); shorten it.");
    }
    if (coolDown.isNegative() || coolDown.compareTo(recallable) > 0) {
      throw new IllegalArgumentException(
          "The cool-down of alerts is "
              + coolDown
              + "; give zero to "
              + recallable
              + ", how long alerts can be recalled.");
    }
  }

  /** A minute, or a small part of the time where that is shorter. */
  Duration sweepInterval() {
    Duration part = remembered.dividedBy(SWEEP_SHARE);
    return part.compareTo(LONGEST_SWEEP_INTERVAL) < 0 ? part : LONGEST_SWEEP_INTERVAL;
  }
}
