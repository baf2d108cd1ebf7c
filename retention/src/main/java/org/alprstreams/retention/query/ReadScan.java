package org.alprstreams.retention.query;

import java.time.Instant;
import java.util.Optional;
import org.alprstreams.schemas.plate.PartialPlate;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Which reads are wanted, newest first.
 *
 * @param index by what they are looked up
 * @param subject the plate key, the camera id or the partial plate
 * @param text only reads of exactly this text, or that fit exactly this partial plate; without it
 *     look-alike characters count as the same
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

  /** What reads are looked up by. */
  enum Index {
    PLATE,
    CAMERA,
    PARTIAL_PLATE
  }

  ReadScan notBefore(Instant earliest) {
    return from.isBefore(earliest)
        ? new ReadScan(index, subject, text, earliest, to, after, limit)
        : this;
  }

  ReadScan limitedTo(int most) {
    return new ReadScan(index, subject, text, from, to, after, most);
  }

  /** Nothing behind a page's end is newer than that. */
  Instant end() {
    return after
        .map(position -> Instant.ofEpochMilli(position.capturedAt()))
        .filter(last -> last.isBefore(to))
        .orElse(to);
  }

  /** Whether a read at this place belongs to the page. */
  boolean wants(Position position) {
    return after.map(last -> last.compareTo(position) < 0).orElse(true);
  }

  /** Whether a read of this text is wanted, found under the subject. */
  boolean wants(String plateText) {
    return text.map(
            wanted ->
                index == Index.PARTIAL_PLATE
                    ? new PartialPlate(wanted).match(new PlateText(plateText), 0).isPresent()
                    : wanted.equals(plateText))
        .orElse(true);
  }

  /** May hold a plate: kept out of logs. */
  @Override
  public String toString() {
    return "ReadScan[" + index + "]";
  }
}
