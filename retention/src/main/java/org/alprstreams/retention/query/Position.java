package org.alprstreams.retention.query;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * Place of a read in an answer: newest first, read id where times are equal. As a cursor it names
 * the last read of a page and holds no plate.
 *
 * @param capturedAt milliseconds since the epoch
 * @param readId the read
 */
public record Position(long capturedAt, String readId) implements Comparable<Position> {

  private static final Comparator<Position> NEWEST_FIRST =
      Comparator.comparingLong(Position::capturedAt).thenComparing(Position::readId).reversed();

  private static final char SEPARATOR = '~';

  @Override
  public int compareTo(Position other) {
    return NEWEST_FIRST.compare(this, other);
  }

  /** Opaque to the caller, who gives it back for the next page. */
  public String cursor() {
    String text = Long.toString(capturedAt) + SEPARATOR + readId;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The position a cursor stands for, or empty where it is none of ours. */
  public static Optional<Position> ofCursor(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int end = text.indexOf(SEPARATOR);
      return end < 0
          ? Optional.empty()
          : Optional.of(
              new Position(Long.parseLong(text.substring(0, end)), text.substring(end + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Neither base64 nor a number: the caller is told.
    }
  }
}
