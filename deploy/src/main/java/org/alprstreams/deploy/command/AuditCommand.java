package org.alprstreams.deploy.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.alprstreams.retention.audit.AuditCommands;
import org.alprstreams.retention.audit.AuditCommands.Span;
import org.alprstreams.retention.audit.AuditCommands.Why;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.AccessLogSettings;
import org.alprstreams.service.access.AccessLogs;
import org.alprstreams.service.access.PublicKeys;
import org.alprstreams.service.access.SigningKey;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.SettingsException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The access log, for those who audit it. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Look at the access log: export and verify it, draw samples, report.",
      "Each look is recorded in it before anything is printed."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AuditCommand.Export.class,
      AuditCommand.Verify.class,
      AuditCommand.Sample.class,
      AuditCommand.Report.class,
      AuditCommand.Subject.class,
      AuditCommand.Key.class
    })
final class AuditCommand {

  private AuditCommand() {}

  private static AuditCommands open(SettingsOptions options) throws IOException {
    Session session = Session.open(options);
    return new AuditCommands(
        session.kafka(),
        new AccessLogs(session.settings(), session.kafka(), session.policy(), session.clock()),
        session.policy(),
        session.clock(),
        session.user(),
        session.settings().of(ServiceSettings.class).dataDirectory(),
        System.out);
  }

  /** The whole log, or a span of it. */
  static final class SpanOptions {

    @Option(
        names = "--from",
        paramLabel = "TIME",
        converter = Time.class,
        description = "First moment, ISO 8601 in UTC such as 2026-01-01T00:00:00Z.")
    private Instant from;

    @Option(
        names = "--to",
        paramLabel = "TIME",
        converter = Time.class,
        description = "First moment after it.")
    private Instant to;

    Span span() {
      return new Span(from, to);
    }
  }

  /** Why somebody looks. */
  static final class WhyOptions {

    @Option(
        names = "--purpose",
        paramLabel = "CODE",
        defaultValue = "AUDIT",
        description = "Purpose code of the usage policy (default: ${DEFAULT-VALUE}).")
    private String purpose;

    @Option(names = "--case", paramLabel = "NUMBER", description = "Case number.")
    private String caseNumber;

    Why why() {
      return new Why(purpose, caseNumber, null);
    }
  }

  /** Instants on the command line. */
  static final class Time implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String written) {
      try {
        return Instant.parse(written);
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "'" + written + "' is no time; write it like 2026-01-01T00:00:00Z");
      }
    }
  }

  /** To a file. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = {
        "Write the log with its checkpoints to a new file that 'audit verify' checks.",
        "Of a span, every chain with a record in it is written whole.",
        "While it works, a hidden directory beside FILE holds as much again."
      })
  static final class Export implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.")
    private Path file;

    @Mixin private SpanOptions span;
    @Mixin private WhyOptions why;
    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).export(file, span.span(), why.why()).code();
    }
  }

  /** Offline. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "Check an export without a broker: hash chains, signatures, missing ends.",
        "Names the first bad record, and ends with code 1 if there is one."
      })
  static final class Verify implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What 'audit export' wrote.")
    private Path file;

    @Option(
        names = "--public-key",
        paramLabel = "PEM",
        required = true,
        description = "Key that signed it, from 'audit key'. May be given more than once.")
    private List<Path> keys;

    @Option(
        names = "--allow-unsigned",
        description = "Accept chains without any checkpoint: from before there was a key.")
    private boolean unsigned;

    @Option(
        names = "--allow-expired",
        description = "Accept chains that begin late or are missing: their records have expired.")
    private boolean expired;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      AccessExport.Verdict verdict =
          AccessExport.verify(file, PublicKeys.read(keys), unsigned, expired);
      spec.commandLine().getOut().println(verdict.words());
      return (verdict.intact() ? ExitCode.CLEAN : ExitCode.FAILURE).code();
    }
  }

  /** At random. */
  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      description = {
        "Print a random sample of the records of a span.",
        "The same seed draws the same records of the same log on every machine."
      })
  static final class Sample implements Callable<Integer> {

    @Option(names = "--size", paramLabel = "N", description = "Default: the usage policy's.")
    private Integer size;

    @Option(names = "--seed", paramLabel = "TEXT", required = true, description = "Any text.")
    private String seed;

    @Mixin private SpanOptions span;
    @Mixin private WhyOptions why;
    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      OptionalInt wanted = size == null ? OptionalInt.empty() : OptionalInt.of(size);
      return open(options).sample(wanted, seed, span.span(), why.why()).code();
    }
  }

  /** The yearly audit. */
  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = {
        "Print the audit report: totals, flags and every record of a span.",
        "Without --from, of the policy's audit period."
      })
  static final class Report implements Callable<Integer> {

    /** How it is written. */
    enum Format {
      MARKDOWN,
      CSV
    }

    @Option(
        names = "--format",
        defaultValue = "MARKDOWN",
        description = "One of: ${COMPLETION-CANDIDATES}. CSV holds the records only.")
    private Format format;

    @Mixin private SpanOptions span;
    @Mixin private WhyOptions why;
    @Mixin private SettingsOptions options;

    @Override
    public Integer call() throws IOException {
      return open(options).report(format == Format.CSV, span.span(), why.why()).code();
    }
  }

  /** Civil Code 1798.90.54. */
  @Command(
      name = "subject",
      mixinStandardHelpOptions = true,
      description = "Print every access and release that concerned a plate.")
  static final class Subject implements Callable<Integer> {

    @Parameters(paramLabel = "PLATE", description = "2 to 8 letters and digits.")
    private String plate;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Ground ground;

    @Option(
        names = "--purpose",
        paramLabel = "CODE",
        defaultValue = "AUDIT",
        description = "Purpose code of the usage policy (default: ${DEFAULT-VALUE}).")
    private String purpose;

    @Mixin private SettingsOptions options;

    /** One of them at least. */
    static final class Ground {

      @Option(names = "--case", paramLabel = "NUMBER", description = "Case number.")
      private String caseNumber;

      @Option(names = "--reason", paramLabel = "TEXT", description = "Who asks, and why.")
      private String reason;
    }

    @Override
    public Integer call() throws IOException {
      return open(options)
          .subject(plate, new Why(purpose, ground.caseNumber, ground.reason))
          .code();
    }
  }

  /** For whoever verifies. */
  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "Print the public key that verifies the checkpoints, and its id.")
  static final class Key implements Callable<Integer> {

    @Mixin private SettingsOptions options;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      SigningKey key =
          options
              .load()
              .of(AccessLogSettings.class)
              .signingKey()
              .map(SigningKey::read)
              .orElseThrow(
                  () ->
                      new SettingsException(
                          List.of(
                              "alpr.access-log.signing-key is missing; standalone makes one at its"
                                  + " first start, in its data directory")));
      spec.commandLine().getOut().println(key.publicPem() + "# key id " + key.id());
      return ExitCode.CLEAN.code();
    }
  }
}
