package org.alprstreams.deploy.cameras;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The events that ingest is tested with, moved to another time. Test support. */
public final class VendorSamples {

  /** Just after all of them. */
  public static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");

  private static final Path FOLDER =
      Path.of("..", "ingest", "src", "test", "resources", "org", "alprstreams", "ingest", "vendor");

  private static final Pattern MILLIS = Pattern.compile("17\\d{11}");

  private VendorSamples() {}

  /** A sample as it is. */
  public static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sample whose times in milliseconds are moved so that {@link #NOW} becomes another time. */
  public static String text(String name, Instant now) {
    long shift = Duration.between(NOW, now).toMillis();
    Matcher matcher = MILLIS.matcher(text(name));
    return matcher.replaceAll(found -> String.valueOf(Long.parseLong(found.group()) + shift));
  }
}
