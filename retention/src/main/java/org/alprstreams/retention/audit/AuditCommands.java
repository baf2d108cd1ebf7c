package org.alprstreams.retention.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.Purpose;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.access.AccessEntry;
import org.alprstreams.service.access.AccessExport;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.access.AccessLogUnavailable;
import org.alprstreams.service.access.AccessLogs;
import org.alprstreams.service.access.ExportWriter.Written;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicScan;

/**
 * What an auditor asks of the access log. Each look is recorded in it first; without its record
 * nothing is printed.
 */
public final class AuditCommands {

  private static final String WRITER = "audit-command";

  private final KafkaClients kafka;
  private final AccessLogs logs;
  private final UsagePolicy policy;
  private final Clock clock;
  private final String user;
  private final Path scratch;
  private final PrintStream out;

  /**
   * @param user who gives the command, for the record
   * @param scratch where what is printed waits meanwhile, deleted afterwards; about as large as
   *     that
   * @param out where reports go
   */
  public AuditCommands(
      KafkaClients kafka,
      AccessLogs logs,
      UsagePolicy policy,
      Clock clock,
      String user,
      Path scratch,
      PrintStream out) {
    this.kafka = kafka;
    this.logs = logs;
    this.policy = policy;
    this.clock = clock;
    this.user = user;
    this.scratch = scratch;
    this.out = out;
  }

  /**
   * Why somebody looks.
   *
   * @param purpose purpose code of the policy
   * @param caseNumber case number, or null
   * @param reason in words, or null
   */
  public record Why(String purpose, String caseNumber, String reason) {}

  /**
   * A span of time.
   *
   * @param from its first moment, or null for no bound
   * @param to the first moment after it, or null for no bound
   */
  public record Span(Instant from, Instant to) {}

  /** Writes the log, or whole the chains of a span, to a new file. */
  public ExitCode export(Path file, Span span, Why why) throws IOException {
    if (Files.exists(file)) {
      return refuse("There is a file " + file + " already; name one that does not exist.");
    }
    Optional<String> refusal = record("EXPORT_ACCESS_LOG", elements(span), why);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Written written = AccessExport.write(kafka, file, clock.instant(), span.from(), span.to());
    out.printf(
        "%,d records and %,d checkpoints in %s%n", written.records(), written.checkpoints(), file);
    return ExitCode.CLEAN;
  }

  /**
   * Prints a random sample.
   *
   * @param size of the sample, or empty for the policy's
   * @param seed whoever gives the same draws the same of the same records
   */
  public ExitCode sample(OptionalInt size, String seed, Span span, Why why) throws IOException {
    int wanted = size.orElse(policy.audits().sampleSize());
    if (wanted < 1) {
      return refuse("A sample has one record at least: give a larger --size.");
    }
    Span closed = closed(span);
    Map<String, String> elements = elements(closed);
    elements.put("size", Integer.toString(wanted));
    elements.put("seed", seed);
    Optional<String> refusal = record("SAMPLE_ACCESS_LOG", elements, why);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Sample sample = new Sample(wanted, seed);
    each(closed, sample::add);
    List<AccessRecord> drawn = sample.records();
    try (RecordTable table = table()) {
      drawn.forEach(table::add);
      out.printf("# Sample of access records%n%n");
      out.printf(
          "%,d of %,d records from %s until before %s, drawn with the seed '%s'.%n%n",
          drawn.size(), sample.of(), closed.from(), closed.to(), seed);
      table.print(out);
    }
    return ExitCode.CLEAN;
  }

  /**
   * Prints the audit report.
   *
   * @param csv whether as CSV, which holds the records only
   */
  public ExitCode report(boolean csv, Span span, Why why) throws IOException {
    Span closed = closed(span);
    Optional<String> refusal = record("REPORT_ACCESS_LOG", elements(closed), why);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    try (AuditReport report =
        new AuditReport(scratch, csv ? Layout.CSV : Layout.MARKDOWN, policy.timeZone())) {
      each(closed, report::add);
      report.print(out, policy.agency(), closed.from(), closed.to());
    }
    return ExitCode.CLEAN;
  }

  /** Prints every access and release that concerned a plate (Civil Code 1798.90.54). */
  public ExitCode subject(String written, Why why) throws IOException {
    Optional<PlateText> plate = PlateText.tryParse(written);
    if (plate.isEmpty()) {
      return refuse("This is no plate: give 2 to 8 letters and digits.");
    }
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("plate", plate.get().value());
    Optional<String> refusal = record("SUBJECT_REPORT", elements, why);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    PlateSubject subject = new PlateSubject(plate.get());
    try (RecordTable exact = table();
        RecordTable alike = table();
        RecordTable parts = table()) {
      Map<PlateSubject.Match, RecordTable> tables =
          Map.of(
              PlateSubject.Match.EXACT, exact,
              PlateSubject.Match.LOOKALIKE, alike,
              PlateSubject.Match.PART, parts);
      each(
          new Span(null, null),
          record -> subject.match(record).map(tables::get).ifPresent(table -> table.add(record)));
      out.printf("# Accesses and releases that concerned %s%n%n", plate.get().value());
      print("This plate", exact);
      print("Plates that look alike", alike);
      print("Searches by a part of a plate that fits it", parts);
    }
    out.println(
        "A search by camera names no plate: whether it showed this one cannot be told from here.");
    return ExitCode.CLEAN;
  }

  private void print(String title, RecordTable records) throws IOException {
    out.printf("## %s (%,d)%n%n", title, records.rows());
    records.print(out);
    out.println();
  }

  private RecordTable table() throws IOException {
    return new RecordTable(scratch, Layout.MARKDOWN, policy.timeZone());
  }

  /** A span with both bounds, so that what is recorded can be asked for again. */
  private Span closed(Span span) {
    Instant to = Optional.ofNullable(span.to()).orElseGet(clock::instant);
    Instant from =
        Optional.ofNullable(span.from())
            .orElseGet(() -> to.minus(policy.audits().period().upperBound()));
    return new Span(from, to);
  }

  /** Hands over the records of a span as the log gives them, in no order among chains. */
  private void each(Span span, Consumer<AccessRecord> use) throws IOException {
    try {
      TopicScan.all(
          kafka,
          Topics.ACCESS_LOG,
          found -> {
            if (AccessExport.within(found.value(), span.from(), span.to())) {
              use.accept(found.value());
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Records the look, and says why it is refused if it is. */
  private Optional<String> record(String action, Map<String, String> elements, Why why)
      throws IOException {
    Optional<String> denial = denial(why);
    Map<String, String> all = new LinkedHashMap<>(elements);
    Optional.ofNullable(why.reason()).ifPresent(reason -> all.put("reason", reason));
    try (AccessLog log = logs.open(WRITER)) {
      log.append(
          new AccessEntry(
              action,
              all,
              user,
              policy.agency(),
              List.of(),
              why.purpose(),
              Optional.ofNullable(why.caseNumber()),
              denial.isPresent() ? AccessOutcome.DENIED : AccessOutcome.GRANTED,
              denial,
              Optional.empty()));
    } catch (AccessLogUnavailable e) {
      return Optional.of(
          "This look cannot be recorded now, so nothing is shown: check that the broker runs and"
              + " alpr.kafka.bootstrap-servers names it.");
    }
    return denial.map(
        code ->
            code.equals("UNKNOWN_PURPOSE")
                ? "The usage policy does not authorise this purpose; it authorises "
                    + String.join(", ", policy.purposes().stream().map(Purpose::code).toList())
                    + "."
                : "This purpose needs a case number: give --case.");
  }

  private Optional<String> denial(Why why) {
    Optional<Purpose> purpose = policy.purpose(why.purpose());
    if (purpose.isEmpty()) {
      return Optional.of("UNKNOWN_PURPOSE");
    }
    return purpose.get().requiresCaseNumber() && why.caseNumber() == null
        ? Optional.of("CASE_NUMBER_MISSING")
        : Optional.empty();
  }

  private static Map<String, String> elements(Span span) {
    Map<String, String> elements = new LinkedHashMap<>();
    Optional.ofNullable(span.from()).ifPresent(from -> elements.put("from", from.toString()));
    Optional.ofNullable(span.to()).ifPresent(to -> elements.put("to", to.toString()));
    return elements;
  }

  private ExitCode refuse(String why) {
    out.println(why);
    return ExitCode.FAILURE;
  }
}
