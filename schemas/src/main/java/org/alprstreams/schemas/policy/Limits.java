package org.alprstreams.schemas.policy;

import java.time.Duration;

/** The bounds outside which a duration in a policy is taken for a slip of the pen. */
final class Limits {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration DAY = Duration.ofDays(1);
  private static final int LONGEST_YEAR = 366;

  private Limits() {}

  static Duration years(int years) {
    return Duration.ofDays((long) years * LONGEST_YEAR);
  }
}
