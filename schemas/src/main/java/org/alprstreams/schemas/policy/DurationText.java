package org.alprstreams.schemas.policy;

import java.time.Duration;

/** ISO-8601 with days, since people write P30D and {@link Duration#toString} answers PT720H. */
final class DurationText {
  private DurationText() {}

  static String of(Duration duration) {
    var days = duration.toDays();
    return days != 0 && duration.equals(Duration.ofDays(days))
        ? "P" + days + "D"
        : duration.toString();
  }
}
