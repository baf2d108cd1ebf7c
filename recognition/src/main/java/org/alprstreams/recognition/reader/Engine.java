package org.alprstreams.recognition.reader;

/**
 * A reading engine.
 *
 * @param name as in the setting {@code alpr.recognition.engine}
 * @param version changes whenever the same image may be read differently
 */
public record Engine(String name, String version) {

  public Engine {
    if (name.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException(
          "An engine needs a name and a version, got '%s' and '%s'".formatted(name, version));
    }
  }
}
