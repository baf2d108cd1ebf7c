package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alprstreams.deploy.Applications;
import org.alprstreams.deploy.standalone.AccessLogKey;
import org.alprstreams.deploy.standalone.OptOutSecret;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsLoader;
import picocli.CommandLine.Option;

/** The options by which every command is given settings. */
final class SettingsOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings as YAML. Otherwise the file that ALPR_CONFIG names, or"
              + " ./application.yaml.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as alpr.http.port=8090. May be given more than once.")
  private Map<String, String> pairs = new LinkedHashMap<>();

  /** What was given by {@code --set}. */
  Map<String, String> pairs() {
    return pairs;
  }

  /** A loader that knows every setting of the system: one file may serve all processes. */
  SettingsLoader loader() {
    SettingsLoader loader =
        new SettingsLoader()
            .mappings(Applications.settings())
            .environment(System.getenv())
            .commandLine(pairs);
    return file == null ? loader : loader.file(file);
  }

  /**
   * The settings for a command, with the opt-out list's secret and the access log's key of a
   * standalone in this directory.
   *
   * @throws IOException if they cannot be read
   */
  Settings load() throws IOException {
    SettingsLoader loader = loader();
    Settings settings = loader.load();
    Map<String, String> all = OptOutSecret.complete(pairs, settings, false);
    return loader.commandLine(AccessLogKey.complete(all, settings, false)).load();
  }
}
