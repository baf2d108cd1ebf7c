package org.alprstreams.matching.hotlist;

import java.time.Duration;

/**
 * How long alerts count.
 *
 * @param recallable how long after it was raised an alert can be revised, and recalled when the
 *     hotlist changes; later it is history
 * @param remembered how long an alert is remembered, so that it can be withdrawn when its plate is
 *     opted out: as long as the policy keeps reads
 * @param coolDown how long after an alert that stands the same plate raises none for the same entry
 *     at any camera, by capture time; zero for an alert at every passage
 */
public record AlertRules(Duration recallable, Duration remembered, Duration coolDown) {

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
              + ", longer than reads are kept ("
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
}
