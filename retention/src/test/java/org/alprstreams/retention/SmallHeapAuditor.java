package org.alprstreams.retention;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.alprstreams.retention.audit.AuditCommands;
import org.alprstreams.retention.audit.AuditCommands.Span;
import org.alprstreams.retention.audit.AuditCommands.Why;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.AccessExport.Verdict;
import org.alprstreams.service.access.AccessLogs;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.SettingsKafkaClients;

/** Whatever an auditor does, in a process of its own with hardly any memory. Test support. */
final class SmallHeapAuditor {

  static final String HEAP = "-Xmx48m";
  static final String EXPORT = "export.jsonl";
  static final String VERDICT = "verdict.txt";
  static final String SAMPLE = "sample.md";
  static final String REPORT = "report.csv";
  static final String SUBJECT = "subject.md";

  private static final Why AUDIT = new Why("AUDIT", null, "yearly audit");

  private final String bootstrap;
  private final Path directory;
  private final String plate;
  private final Span span;

  private SmallHeapAuditor(String bootstrap, Path directory, String plate) {
    this.bootstrap = bootstrap;
    this.directory = directory;
    this.plate = plate;
    this.span = new Span(Instant.EPOCH, Instant.now());
  }

  /** Runs {@link #main} in such a process; what it prints is in {@code auditor.log}. */
  static Process start(String bootstrap, Path directory, String plate) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapAuditor.class.getName(),
                bootstrap,
                directory.toString(),
                plate));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("auditor.log").toFile())
        .start();
  }

  /**
   * Exports, verifies, samples, reports and looks for a subject.
   *
   * @param args broker, directory for all results, and plate
   */
  public static void main(String[] args) throws Exception {
    new SmallHeapAuditor(args[0], Path.of(args[1]), args[2]).audit();
  }

  private void audit() throws Exception {
    Path export = directory.resolve(EXPORT);
    command("export.txt", commands -> commands.export(export, new Span(null, null), AUDIT));
    Verdict verdict = AccessExport.verify(export, PublicKeys.none(), true, false);
    Files.writeString(directory.resolve(VERDICT), verdict.words());
    command(SAMPLE, commands -> commands.sample(OptionalInt.of(10), "seed", span, AUDIT));
    command(REPORT, commands -> commands.report(true, span, AUDIT));
    command(SUBJECT, commands -> commands.subject(plate, AUDIT));
  }

  @FunctionalInterface
  private interface Use {
    void of(AuditCommands commands) throws Exception;
  }

  private void command(String printed, Use use) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "alpr.kafka.bootstrap-servers",
                bootstrap,
                "alpr.service.data-directory",
                directory.resolve("data").toString()));
    SettingsKafkaClients kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    UsagePolicy policy = UsagePolicy.losAltosHills();
    try (OutputStream file = Files.newOutputStream(directory.resolve(printed));
        PrintStream out = new PrintStream(file, false, StandardCharsets.UTF_8)) {
      use.of(
          new AuditCommands(
              kafka,
              new AccessLogs(settings, kafka, policy, Clock.systemUTC()),
              policy,
              Clock.systemUTC(),
              "auditor",
              directory.resolve("scratch"),
              out));
    }
  }
}
