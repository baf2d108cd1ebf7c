package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.alprstreams.matching.optout.OptOutCommands;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.service.config.OptOutSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The opt-out list; changes are effective at once. */
@Command(
    name = "optout",
    mixinStandardHelpOptions = true,
    description = {
      "Change or count the opt-out list. Changes are effective at once.",
      "It holds keyed hashes only, so it cannot be printed."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      OptOutCommand.Add.class,
      OptOutCommand.Remove.class,
      OptOutCommand.Import.class,
      OptOutCommand.Count.class
    })
final class OptOutCommand {

  private OptOutCommand() {}

  private static OptOutCommands open(SettingsOptions options) throws IOException {
    Session session = Session.open(options);
    return new OptOutCommands(
        session.kafka(),
        OptOutKeys.of(session.settings().of(OptOutSettings.class)),
        session.policy().timeZone(),
        session.clock(),
        session.user(),
        System.out);
  }

  /** One plate out. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Opt a plate out. What is kept of it already is purged.")
  static final class Add implements Callable<Integer> {

    @Parameters(paramLabel = "PLATE", description = "2 to 8 letters and digits.")
    private String plate;

    @Option(names = "--state", paramLabel = "XX", description = "Two letters.")
    private String state;

    @Option(
        names = "--proof",
        paramLabel = "REFERENCE",
        required = true,
        description = "Reference of the proof of registration that was shown.")
    private String proof;

    @Option(
        names = "--expires",
        paramLabel = "DATE",
        description =
            "Its last day, or the time at which it ends (ISO 8601); the next renewal of the"
                + " registration.")
    private String expires;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).add(plate, state, proof, expires).code();
    }
  }

  /** One plate in again. */
  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Opt a plate back in.")
  static final class Remove implements Callable<Integer> {

    @Parameters(paramLabel = "PLATE", description = "2 to 8 letters and digits.")
    private String plate;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).remove(plate).code();
    }
  }

  /** Many plates out. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Opt out all plates of a CSV file; bad rows are reported and left out.",
        "The file is plain or the only one in a zip archive."
      })
  static final class Import implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "CSV in UTF-8 with a header row.")
    private Path file;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).importFile(file).code();
    }
  }

  /** How many. */
  @Command(
      name = "count",
      mixinStandardHelpOptions = true,
      description = "Print how many plates are opted out.")
  static final class Count implements Callable<Integer> {

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).count().code();
    }
  }
}
