package org.alprstreams.ingest.video;

import java.time.Duration;

/** Takes so many pictures of each second, evenly; all of a video that has fewer. */
final class Sampling {

  private final double framesPerSecond;
  private long taken;

  Sampling(double framesPerSecond) {
    if (!(framesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "Pictures per second are more than 0, not " + framesPerSecond);
    }
    this.framesPerSecond = framesPerSecond;
  }

  /**
   * @param position of the next picture; never goes back
   */
  boolean takes(Duration position) {
    // Half a millisecond of grace, as positions are rounded to milliseconds.
    if (position.toNanos() / 1e9 + 0.0005 < taken / framesPerSecond) {
      return false;
    }
    taken = (long) Math.floor((position.toNanos() / 1e9 + 0.0005) * framesPerSecond) + 1;
    return true;
  }
}
