package org.alprstreams.matching.passage;

import java.time.Instant;

/**
 * What time it is.
 *
 * @param wall this system's time
 * @param passages the time by which passages go on and end; earlier while looks wait to be worked
 *     through
 */
public record Times(Instant wall, Instant passages) {

  /** While no look waits. */
  public static Times onTime(Instant now) {
    return new Times(now, now);
  }
}
