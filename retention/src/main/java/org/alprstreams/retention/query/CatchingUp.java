package org.alprstreams.retention.query;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A copy that follows its changelog. It is complete until the last time at which the changelog
 * ended where the copy has come to since.
 */
final class CatchingUp {

  /** Ends remembered; later ones are dropped then, and the copy is taken for older than it is. */
  private static final int MOST_ENDS = 1000;

  private record End(long at, long offset) {}

  /** Ends that the copy has not come to yet, in order of time. */
  private final Deque<End> ahead = new ArrayDeque<>();

  private boolean complete;
  private long completeUntil;
  private long position;
  private long records;

  /**
   * Takes a measurement. A copy that has gone back has been started anew, and nothing is known of
   * it any more.
   *
   * @param now offset of the next change that the copy takes in
   * @param end where the changelog ended, no earlier than...
   * @param at this time, nanoseconds on a clock that only goes forward
   */
  void measured(long now, long end, long at) {
    if (now < position) {
      ahead.clear();
      complete = false;
    }
    position = now;
    records = Math.max(0, end - position);
    if (ahead.size() < MOST_ENDS) {
      ahead.addLast(new End(at, end));
    }
    while (!ahead.isEmpty() && ahead.element().offset() <= position) {
      completeUntil = ahead.remove().at();
      complete = true;
    }
  }

  /** Whether it has been complete at any time since it was first measured. */
  boolean hasBeenComplete() {
    return complete;
  }

  /** When it was complete last, on the clock of the measurements. */
  long completeUntil() {
    return completeUntil;
  }

  /** Changes still to come when last measured. */
  long records() {
    return records;
  }
}
