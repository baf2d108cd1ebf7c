package org.alprstreams.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM with the {@code alpr} command in it, as the launcher starts one. Test support. */
public final class AlprJvm {

  /** What the build left: libraries and the registry. */
  public static final Path APP = Path.of("target/app").toAbsolutePath();

  private AlprJvm() {}

  /**
   * Starts one.
   *
   * @param heap largest heap, such as {@code 512m}
   * @param log gets what it prints
   * @param words the command and its options
   * @param settings given by {@code --set}
   */
  public static Process launch(String heap, Path log, List<String> words, Map<String, ?> settings)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                APP.resolve("lib") + "/*",
                "org.alprstreams.deploy.Main"));
    command.addAll(words);
    settings.forEach(
        (key, value) -> {
          command.add("--set");
          command.add(key + "=" + value);
        });
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
