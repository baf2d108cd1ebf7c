package org.alprstreams.retention.query;

import java.time.Instant;
import java.util.Optional;

/**
 * Which reads are wanted, newest first.
 *
 * @param index by what they are looked up
 * @param subject the plate key or the camera id
 * @param text only reads of exactly this text
 * @param from captured then or later
 * @param to captured then or earlier
 * @param after only those behind this one: a page's end
 * @param limit how many at most, 1 or more
 */
record ReadScan(
    Index index,
    String subject,
    Optional<String> text,
    Instant from,
    Instant to,
    Optional<Position> after,
    int limit) {

  /** The stores' two orders. */
  enum Index {
    PLATE,
    CAMERA
  }

  ReadScan notBefore(Instant earliest) {
    return from.isBefore(earliest)
        ? new ReadScan(index, subject, text, earliest, to, after, limit)
        : this;
  }

  ReadScan limitedTo(int most) {
    return new ReadScan(index, subject, text, from, to, after, most);
  }

  /** May hold a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ReadScan[" + index + "]";
  }
}
