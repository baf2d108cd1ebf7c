package org.alprstreams.matching.hotlist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.SettingsKafkaClients;

/** An import in a process of its own, so that it can be killed. */
final class ImportingProcess {

  private ImportingProcess() {}

  static Process start(String bootstrapServers, Path file, String listId, Path log)
      throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ImportingProcess.class.getName(),
                bootstrapServers,
                file.toString(),
                listId))
        .redirectErrorStream(true)
        .redirectOutput(new File(log.toString()))
        .start();
  }

  public static void main(String[] args) throws IOException {
    Settings settings = Settings.of(Map.of("alpr.kafka.bootstrap-servers", args[0]));
    HotlistCommands commands =
        new HotlistCommands(
            new SettingsKafkaClients(settings, RecordSerdes.registryFree()),
            UsagePolicy.losAltosHills(),
            Clock.systemUTC(),
            "clerk",
            System.out);
    System.exit(commands.importFile(Path.of(args[1]), args[2], false).code());
  }
}
