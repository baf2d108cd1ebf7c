package org.alprstreams.recognition.evaluation.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Says on what the times of a report were measured. */
public final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor as far as it is known, cores, system and Java; no host name. */
  public static String describe() {
    return "%s, %d cores (one thread reads), %s, Java %s"
        .formatted(
            processor().orElseGet(() -> System.getProperty("os.arch")),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("java.version"));
  }

  /** Linux tells; elsewhere the architecture must do. */
  private static Optional<String> processor() {
    if (!Files.isReadable(PROCESSORS)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
