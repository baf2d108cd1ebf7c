package org.alprstreams.deploy.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.alprstreams.matching.hotlist.HotlistColumns;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.hotlist.ImportOptions;
import org.alprstreams.matching.hotlist.LookBackOrder;
import org.alprstreams.matching.mapping.Mappings;
import org.alprstreams.service.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The hotlist; changes are effective at once. */
@Command(
    name = "hotlist",
    mixinStandardHelpOptions = true,
    description = "Change or show the hotlist. Changes are effective at once.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      HotlistCommand.Import.class,
      HotlistCommand.Add.class,
      HotlistCommand.Remove.class,
      HotlistCommand.List.class,
      HotlistCommand.Status.class,
      HotlistCommand.Retire.class,
      HotlistCommand.MappingFiles.class
    })
final class HotlistCommand {

  private HotlistCommand() {}

  private static HotlistCommands open(SettingsOptions options) throws IOException {
    return commands(Session.open(options));
  }

  private static HotlistCommands commands(Session session) {
    return new HotlistCommands(
        session.kafka(), session.policy(), session.clock(), session.user(), System.out);
  }

  /** A whole list from its file. */
  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description = {
        "Make a list say what its file says, in one step or not at all.",
        "The file is plain or the only one in a zip archive."
      })
  static final class Import implements Callable<Integer> {

    @Parameters(
        paramLabel = "FILE",
        description = "CSV in UTF-8 with a header row, or whatever a mapping declares.")
    private Path file;

    @Option(
        names = "--list",
        paramLabel = "NAME",
        defaultValue = "default",
        description = "The list it is; other lists stay as they are (default: ${DEFAULT-VALUE}).")
    private String list;

    @Option(
        names = "--mapping",
        paramLabel = "NAME|FILE",
        description =
            "How the file is laid out and what its codes mean: the name of a mapping that comes"
                + " with the system ('alpr hotlist mappings' lists them), or a file of your own.")
    private String mapping;

    @Option(
        names = "--default",
        paramLabel = "FIELD=VALUE",
        description =
            "What a field is where the mapping finds nothing, such as category=STOLEN_VEHICLE. May"
                + " be given more than once.")
    private Map<String, String> defaults = new LinkedHashMap<>();

    @Option(
        names = "--allow-shrink",
        description = "Take the file in though the list loses more entries than the policy allows.")
    private boolean allowShrink;

    @Option(
        names = "--check",
        description = "Check the file and say what importing it would do; change nothing.")
    private boolean check;

    @Option(
        names = "--errors",
        paramLabel = "FILE",
        description =
            "Write every row that is bad, left out, expired or spelled twice to this file, as CSV.")
    private Path errors;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options)
          .importFile(
              file,
              new ImportOptions(
                  list,
                  Optional.ofNullable(mapping),
                  defaults,
                  allowShrink,
                  check,
                  Optional.ofNullable(errors)))
          .code();
    }
  }

  /** The mappings that come with the system. */
  @Command(
      name = "mappings",
      mixinStandardHelpOptions = true,
      description = "List the mappings that come with the system, or print one to start from.")
  static final class MappingFiles implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The mapping to print.")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (name == null) {
        Mappings.SHIPPED.forEach(
            mapping -> out.printf("%-14s %s%n", mapping, HotlistColumns.describe(mapping)));
      } else if (Mappings.SHIPPED.contains(name)) {
        out.print(Mappings.text(name));
      } else {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "There is no mapping of this name; there are " + String.join(", ", Mappings.SHIPPED));
      }
      out.flush();
      return ExitCode.CLEAN.code();
    }
  }

  /** One entry by hand. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Add one entry by hand, or change the one of the same plate and reference.")
  static final class Add implements Callable<Integer> {

    @Parameters(paramLabel = "PLATE", description = "2 to 8 letters and digits.")
    private String plate;

    @Option(names = "--state", paramLabel = "XX", description = "Two letters.")
    private String state;

    @Option(
        names = "--category",
        paramLabel = "CATEGORY",
        defaultValue = "LOCAL_BOLO",
        description = "Such as STOLEN_VEHICLE (default: ${DEFAULT-VALUE}).")
    private String category;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why it is listed; dispatchers see it.")
    private String reason;

    @Option(
        names = "--agency",
        paramLabel = "NAME",
        defaultValue = "local",
        description = "Whose entry it is (default: ${DEFAULT-VALUE}).")
    private String agency;

    @Option(
        names = "--reference",
        paramLabel = "TEXT",
        defaultValue = "manual",
        description = "The agency's reference (default: ${DEFAULT-VALUE}).")
    private String reference;

    @Option(
        names = "--field",
        paramLabel = "COLUMN=VALUE",
        description = "Any other column of the CSV format, such as expiresAt=2027-01-31.")
    private Map<String, String> fields = new LinkedHashMap<>();

    /** Columns that the command's own arguments give. */
    private static final Set<String> ARGUMENTS =
        Set.of(
            HotlistColumns.PLATE,
            HotlistColumns.STATE,
            HotlistColumns.CATEGORY,
            HotlistColumns.REASON,
            HotlistColumns.SOURCE_AGENCY,
            HotlistColumns.SOURCE_REF);

    @Spec private CommandSpec spec;

    @ArgGroup(exclusive = false, heading = "To have kept reads looked at too:%n")
    private LookBack lookBack;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      requireOtherColumns();
      Map<String, String> columns = new LinkedHashMap<>();
      columns.put("plate", plate);
      columns.put("category", category);
      columns.put("reason", reason);
      columns.put("sourceAgency", agency);
      columns.put("sourceRef", reference);
      if (state != null) {
        columns.put("state", state);
      }
      columns.putAll(fields);
      return add(columns).code();
    }

    /** One plate given twice over would list the one that its user looks at less. */
    private void requireOtherColumns() {
      if (fields.keySet().stream().anyMatch(ARGUMENTS::contains)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "Nothing was changed. --field is for columns without an option of their own: give the"
                + " plate as PLATE, and state, category, reason, sourceAgency and sourceRef by"
                + " --state, --category, --reason, --agency and --reference.");
      }
    }

    private ExitCode add(Map<String, String> columns) throws IOException {
      Session session = Session.open(options);
      HotlistCommands commands = commands(session);
      return lookBack == null
          ? commands.add(columns)
          : commands.add(
              columns,
              new LookBackOrder(
                  lookBack.span, lookBack.purpose, Optional.ofNullable(lookBack.caseNumber)),
              session.longestLookBack());
    }
  }

  /** That kept reads are looked at for a new entry. */
  static final class LookBack {

    @Option(
        names = "--look-back",
        paramLabel = "DURATION",
        required = true,
        description =
            "Look back over kept reads as far as this, such as PT24H, if the usage policy allows"
                + " it. It is recorded as an access.")
    private Duration span;

    @Option(
        names = "--purpose",
        paramLabel = "CODE",
        required = true,
        description = "What for: a purpose of the usage policy.")
    private String purpose;

    @Option(
        names = "--case",
        paramLabel = "NUMBER",
        description = "The case number, which some purposes need.")
    private String caseNumber;
  }

  /** Entries by plate or id. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Remove an entry by its id, or all entries of a plate.")
  static final class Remove implements Callable<Integer> {

    @Parameters(paramLabel = "PLATE|ENTRY", description = "A plate or an entry's id.")
    private String entry;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).remove(entry).code();
    }
  }

  /** All entries. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Print all entries, in no order.")
  static final class List implements Callable<Integer> {

    @Option(names = "--list", paramLabel = "NAME", description = "Only those of this list.")
    private String list;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).list(Optional.ofNullable(list)).code();
    }
  }

  /** Age of the lists. */
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Print how old each imported list is, and what it was made from.")
  static final class Status implements Callable<Integer> {

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).status().code();
    }
  }

  /** A list less. */
  @Command(
      name = "retire",
      mixinStandardHelpOptions = true,
      description = "Give a list up: remove all its entries, and no longer expect imports of it.")
  static final class Retire implements Callable<Integer> {

    @Parameters(paramLabel = "LIST", description = "The list's name.")
    private String list;

    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).retire(list).code();
    }
  }
}
