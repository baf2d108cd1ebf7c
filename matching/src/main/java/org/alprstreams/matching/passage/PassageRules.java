package org.alprstreams.matching.passage;

import java.time.Duration;
import java.time.Instant;

/**
 * When looks are one passage and when a passage is a read.
 *
 * @param gap longest time between two looks at one vehicle, by capture time
 * @param idle a passage that is not certain is published when no look has come for this long, by
 *     this system's clock; it stays open for {@code gap}, if that is longer
 * @param trackIdle how long a passage stays open where the camera follows vehicles itself: it may
 *     have more to say of one long after it last saw it; not shorter than {@code idle}
 * @param parkedGap how long a vehicle that stood still, or is parked as its camera says, may be
 *     hidden and still be the same passage when it is seen again at its place, and one that its
 *     camera follows when the camera speaks of it again; not longer than {@code lookLife}
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
    Duration parkedGap,
    Duration lookLife,
    double publishConfidence,
    double minimumConfidence,
    double placeTolerance) {

  /** Most looks that vote; further ones replace the least confident. */
  static final int MOST_LOOKS = 12;

  /** Most passages open at one camera; the one touched longest ago closes for a further one. */
  static final int MOST_PASSAGES = 32;

  /**
   * Most vehicles remembered at one camera while they are hidden, or while their camera says
   * nothing of them; the one that rests longest is over for a further one.
   */
  static final int MOST_RESTING = 32;

  /** Most suppression markers at one camera. */
  static final int MOST_MARKERS = 32;

  /**
   * How many processed looks a camera remembers, so that none votes twice: those of half a minute
   * of two plates at five frames a second. Under at_least_once what comes again after a crash is
   * what was processed since the last commit.
   */
  static final int MOST_RECENT_LOOKS = 256;

  /** How far ahead of this system's clock a look may be dated. */
  static final Duration MOST_AHEAD = Duration.ofMinutes(1);

  public PassageRules {
    requirePositive("gap", gap);
    requirePositive("idle", idle);
    requirePositive("parkedGap", parkedGap);
    requirePositive("lookLife", lookLife);
    if (parkedGap.compareTo(lookLife) > 0) {
      throw new IllegalArgumentException(
          "parkedGap is "
              + parkedGap
              + ", longer than looks are kept ("
              + lookLife
              + "); give at most that.");
    }
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

  /**
   * Whether a look may be processed. One dated ahead would end other passages and keep its read
   * beyond its day; one older than twice {@code lookLife} would outlive what the policy allows
   * looks before its passage is over.
   *
   * @param now this system's time
   */
  boolean isTimely(Instant capturedAt, Instant now) {
    return !capturedAt.isAfter(now.plus(MOST_AHEAD))
        && !capturedAt.isBefore(now.minus(lookLife.multipliedBy(2)));
  }

  /** How long after its last look a passage that the camera does not follow stays open. */
  Duration openFor() {
    return gap.compareTo(idle) > 0 ? gap : idle;
  }

  /** How long after its last look a vehicle that the camera follows is known again. */
  Duration followedFor() {
    return trackIdle.compareTo(parkedGap) > 0 ? trackIdle : parkedGap;
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
