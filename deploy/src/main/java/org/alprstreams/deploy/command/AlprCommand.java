package org.alprstreams.deploy.command;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.alprstreams.console.ConsoleApplication;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.recognition.RecognitionApplication;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.service.Application;
import org.alprstreams.service.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code alpr} command. */
@Command(
    name = "alpr",
    mixinStandardHelpOptions = true,
    description = {
      "A privacy-first licence plate reader pipeline on Kafka Streams.",
      "",
      "On one machine, start with: alpr demo"
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      StandaloneCommand.class,
      TopicsCommand.class,
      IngestCommand.class,
      HotlistCommand.class,
      OptOutCommand.class,
      CamerasCommand.class,
      ReleaseCommand.class,
      AuditCommand.class,
      EvaluateCommand.class,
      SweepCommand.class,
      TokenCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class AlprCommand implements Runnable {

  @Spec private CommandSpec spec;

  private AlprCommand() {}

  /** The whole tree, ready to execute; its exit codes are those of {@link ExitCode}. */
  public static CommandLine commandLine() {
    CommandLine root = new CommandLine(new AlprCommand());
    run(root, "matching", MatchingApplication::new, "Drop opted-out plates, match the rest.");
    run(root, "recognition", RecognitionApplication::new, "Find and read plates in frames.");
    run(
        root,
        "retention",
        RetentionApplication::new,
        "Keep reads, answer queries, delete on time.");
    run(root, "console", ConsoleApplication::new, "Serve the dispatch board and the search.");
    configure(root);
    return root;
  }

  private static void run(
      CommandLine root, String name, Supplier<Application> application, String description) {
    CommandLine command = new CommandLine(new RunCommand(() -> List.of(application.get())));
    command
        .getCommandSpec()
        .name(name)
        .usageMessage()
        .description(description, "Runs against the cluster that alpr.kafka names, until stopped.");
    root.addSubcommand(name, command);
  }

  private static void configure(CommandLine command) {
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.registerConverter(Duration.class, new Durations());
    command.setExecutionExceptionHandler(new Failures());
    command.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE.code());
    command.getSubcommands().values().forEach(AlprCommand::configure);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
