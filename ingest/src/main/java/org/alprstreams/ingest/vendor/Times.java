package org.alprstreams.ingest.vendor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as other makers write them. */
final class Times {

  private static final double LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
  private static final Pattern BLANK = Pattern.compile("(\\d) (\\d)");

  /** Day and time without separators, as Axis writes them. */
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd HHmmssSSSxx");

  private Times() {}

  /** Milliseconds since 1970. */
  static Instant ofMillis(JsonField field) throws EventRefused {
    return Instant.ofEpochMilli(Math.round(field.number(0, LATEST)));
  }

  /** ISO 8601 with an offset, date and time separated by T or a blank. */
  static Instant ofText(String path, String written) throws EventRefused {
    try {
      return OffsetDateTime.parse(iso(written)).toInstant();
    } catch (DateTimeException e) {
      throw EventRefused.malformed(
          path, "is no time with an offset, such as 2026-11-23T08:05:00.250-08:00");
    }
  }

  /**
   * The same; a time without an offset is taken for UTC, which a maker may mean and not write. A
   * local time is most often hours off then, and the capture window refuses it.
   */
  static CaptureTime ofTextOrUtc(JsonField field) throws EventRefused {
    try {
      Instant utc = LocalDateTime.parse(iso(field.text())).toInstant(ZoneOffset.UTC);
      return new CaptureTime(
          utc,
          Optional.of(
              field.path()
                  + " has no offset and was taken for UTC; let the sender write UTC, or the offset"
                  + " of its time zone"));
    } catch (DateTimeException e) {
      return CaptureTime.of(ofText(field.path(), field.text()));
    }
  }

  private static String iso(String written) {
    return BLANK.matcher(written.trim()).replaceFirst("$1T$2");
  }

  /** Such as {@code 20261123 080500250-0800}. */
  static Instant ofCompact(JsonField field) throws EventRefused {
    try {
      return OffsetDateTime.parse(field.text().trim(), COMPACT).toInstant();
    } catch (DateTimeException e) {
      throw EventRefused.malformed(
          field.path(),
          "is no time with an offset, such as 20261123 080500250-0800, and there is no"
              + " capture_timestamp; update the camera's application");
    }
  }
}
