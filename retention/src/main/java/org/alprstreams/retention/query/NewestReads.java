package org.alprstreams.retention.query;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.alprstreams.retention.store.StoreExpiry;

/**
 * Keeps the newest reads of a scan that goes through a store segment by segment, newest first, but
 * within a segment in no order of time.
 */
final class NewestReads {

  private final StoreExpiry expiry;
  private final int limit;
  private final PriorityQueue<ReadJson> oldestFirst =
      new PriorityQueue<>(Comparator.comparing(ReadJson::position).reversed());

  /**
   * @param expiry of the store, which knows its segments
   * @param limit how many to keep, 1 or more
   */
  NewestReads(StoreExpiry expiry, int limit) {
    this.expiry = expiry;
    this.limit = limit;
  }

  /** Whether a read at this place would be kept. */
  boolean wants(Position position) {
    return !isFull() || position.compareTo(oldestFirst.element().position()) < 0;
  }

  void add(ReadJson read) {
    oldestFirst.add(read);
    if (oldestFirst.size() > limit) {
      oldestFirst.remove();
    }
  }

  /** Whether nothing of this time's segment, nor of those behind it, can be among the newest. */
  boolean isCompleteBefore(Instant at) {
    return isFull()
        && expiry
            .segmentStart(at)
            .isBefore(expiry.segmentStart(oldestFirst.element().capturedAt()));
  }

  List<ReadJson> newestFirst() {
    return Answers.newest(oldestFirst, limit);
  }

  private boolean isFull() {
    return oldestFirst.size() == limit;
  }
}
