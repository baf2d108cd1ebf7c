package org.alprstreams.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own Chromium: tests download no browser. */
final class Chromium {

  private Chromium() {}

  /** Where it is, searched on PATH under its usual names. */
  static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(path.split(File.pathSeparator))
                    .filter(directory -> !directory.isEmpty())
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether a machine without it fails the tests that need it, rather than skipping them. */
  static boolean required() {
    return Boolean.parseBoolean(System.getenv("ALPR_REQUIRE_BROWSER"));
  }
}
