package org.alprstreams.ingest.vendor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Events in the structure that makers document, with plates, cameras and people that nobody is. */
public final class Samples {

  private Samples() {}

  /** A sample as text. */
  public static String text(String name) {
    try (InputStream file = Samples.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CameraEvent parse(EventFormat format, String document) throws EventRefused {
    return format.parser().parse(EventBody.of(document.getBytes(StandardCharsets.UTF_8)));
  }
}
