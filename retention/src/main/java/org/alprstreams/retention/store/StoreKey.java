package org.alprstreams.retention.store;

import java.time.Instant;
import java.util.Locale;

/**
 * Key of a read in a window store: what it is looked up by, when it was captured, which read it is.
 *
 * <p>A window store orders a segment's entries by key, then time. With the time inside the key, all
 * reads of one plate or camera in a span of time lie together, in order, and a scan touches no
 * other.
 *
 * @param subject plate key or camera id
 * @param capturedAt milliseconds since the epoch, 0 or more
 * @param readId the read
 */
public record StoreKey(String subject, long capturedAt, String readId) {

  /** Sorts before every character that a plate, a camera id or a read id has. */
  private static final char SEPARATOR = '\0';

  /** Digits of a time in milliseconds until the year 2286, so that text sorts as time does. */
  private static final int DIGITS = 13;

  /** The key as text. */
  public String encoded() {
    return from(subject, capturedAt) + SEPARATOR + readId;
  }

  /**
   * Reads a key back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static StoreKey decode(String encoded) {
    int second = encoded.lastIndexOf(SEPARATOR);
    int first = second - DIGITS - 1;
    if (first < 0 || encoded.charAt(first) != SEPARATOR) {
      throw new IllegalArgumentException("This is no key of a read store.");
    }
    return new StoreKey(
        encoded.substring(0, first),
        Long.parseLong(encoded.substring(first + 1, second)),
        encoded.substring(second + 1));
  }

  /** Sorts before every key of this subject from this instant on, and after all earlier ones. */
  public static String from(String subject, Instant from) {
    return from(subject, from.toEpochMilli());
  }

  /** Sorts after every key of this subject up to and with this instant, before all later ones. */
  public static String upTo(String subject, Instant to) {
    return from(subject, to.toEpochMilli() + 1);
  }

  private static String from(String subject, long millis) {
    return subject + SEPARATOR + String.format(Locale.ROOT, "%0" + DIGITS + "d", millis);
  }

  /** Holds a plate key: kept out of logs. */
  @Override
  public String toString() {
    return "StoreKey[" + readId + "]";
  }
}
