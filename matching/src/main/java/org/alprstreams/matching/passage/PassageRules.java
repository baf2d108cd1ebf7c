package org.alprstreams.matching.passage;

import java.time.Duration;

/**
 * When looks are one passage and when a passage is a read.
 *
 * @param gap longest time between two looks at one vehicle, by capture time
 * @param idle a passage closes when no look has come for this long, by this system's clock
 * @param trackIdle the same where the camera follows vehicles itself: it may have more to say of
 *     one long after it last saw it; not shorter than {@code idle}
 * @param lookLife looks older than this, by capture time, no longer vote: nothing transient is kept
 *     longer, however long a vehicle stays in view
 * @param publishConfidence a passage is published at once when its weakest character is this sure,
 *     0 to 1
 * @param minimumConfidence when it closes, a passage is published if its weakest character is this
 *     sure, 0 to 1; below it the plate counts as unreadable
 * @param placeTolerance how far a plate may be from where it was to count as near, in plate widths
 */
public record PassageRules(
    Duration gap,
    Duration idle,
    Duration trackIdle,
    Duration lookLife,
    double publishConfidence,
    double minimumConfidence,
    double placeTolerance) {

  /** Most looks that vote; further ones replace the least confident. */
  static final int MOST_LOOKS = 12;

  /** Most passages open at one camera; the one touched longest ago closes for a further one. */
  static final int MOST_PASSAGES = 32;

  /** Most suppression markers at one camera. */
  static final int MOST_MARKERS = 32;

  /** How many processed looks a camera remembers, so that none votes twice. */
  static final int MOST_RECENT_LOOKS = 256;

  public PassageRules {
    requirePositive("gap", gap);
    requirePositive("idle", idle);
    requirePositive("lookLife", lookLife);
    if (trackIdle.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "trackIdle is " + trackIdle + ", shorter than idle " + idle + "; give at least as much.");
    }
    requireProbability("publishConfidence", publishConfidence);
    requireProbability("minimumConfidence", minimumConfidence);
    if (minimumConfidence > publishConfidence) {
      throw new IllegalArgumentException(
          "minimumConfidence is "
              + minimumConfidence
              + ", above publishConfidence "
              + publishConfidence
              + "; lower the first or raise the second.");
    }
    if (!(placeTolerance > 0)) {
      throw new IllegalArgumentException(
          "placeTolerance is " + placeTolerance + " plate widths; give more than 0.");
    }
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " is " + duration + "; give more than zero.");
    }
  }

  private static void requireProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; give 0 to 1.");
    }
  }
}
