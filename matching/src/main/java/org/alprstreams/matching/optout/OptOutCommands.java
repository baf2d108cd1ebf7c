package org.alprstreams.matching.optout;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.OptOut;
import org.alprstreams.matching.csv.BadRowException;
import org.alprstreams.matching.csv.CsvRow;
import org.alprstreams.matching.csv.CsvRows;
import org.alprstreams.matching.csv.RowReport;
import org.alprstreams.matching.csv.UnusableFileException;
import org.alprstreams.matching.table.Change;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.UndecodableOptOut;

/**
 * What an administrator does to the opt-out list. The reports never name a plate. What is kept of
 * opted-out plates already is purged by whoever keeps it: the list's topic tells.
 */
public final class OptOutCommands {

  /** Under which name changes of the list are written. */
  public static final String WRITER = "opt-outs";

  private final TableTopic<OptOut> optOuts;
  private final OptOutKeys keys;
  private final ZoneId zone;
  private final Clock clock;
  private final String user;
  private final PrintStream out;

  /**
   * @param zone where dates without time begin: the policy's
   * @param user who gives the command; it is recorded where nobody else is named
   * @param out where reports go
   */
  public OptOutCommands(
      KafkaClients kafka, OptOutKeys keys, ZoneId zone, Clock clock, String user, PrintStream out) {
    this.optOuts = new TableTopic<>(kafka, Topics.OPT_OUTS, UndecodableOptOut::standIn);
    this.keys = keys;
    this.zone = zone;
    this.clock = clock;
    this.user = user;
    this.out = out;
  }

  /**
   * Adds one plate, or changes its opt-out; one that ends later stays. A plate is opted out
   * whatever its state, so two residents of two states share one opt-out.
   *
   * @param state two letters, or null
   * @param proofRef reference of the proof of registration that was shown
   * @param expiresAt the last day, or the time (ISO 8601) at which it ends; null for never
   */
  public ExitCode add(String plate, String state, String proofRef, String expiresAt) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(OptOutColumns.PLATE, plate);
    fields.put(OptOutColumns.PROOF_REF, proofRef);
    Optional.ofNullable(state).ifPresent(value -> fields.put(OptOutColumns.STATE, value));
    Optional.ofNullable(expiresAt).ifPresent(value -> fields.put(OptOutColumns.EXPIRES_AT, value));
    OptOut entry;
    try {
      entry = reader().optOut(new CsvRow(0, fields));
    } catch (BadRowException e) {
      return refuse(e.getMessage() + ".");
    }
    Map<String, OptOut> before = optOuts.snapshot();
    if (!stands(entry, before)) {
      return refuse(
          "This plate is opted out for longer already, in whichever state. To shorten that, opt it"
              + " back in first.");
    }
    return change(before, Map.of(entry.getPlateHash(), entry), "1 plate opted out");
  }

  /** Opts a plate back in. */
  public ExitCode remove(String plate) {
    Optional<PlateText> text = PlateText.tryParse(plate);
    if (text.isEmpty()) {
      return refuse("This is no plate: give 2 to 8 letters and digits.");
    }
    String key = keys.of(text.get());
    Map<String, OptOut> before = optOuts.snapshot();
    if (!isOurs(before)) {
      return refuseForeignList();
    }
    if (!before.containsKey(key)) {
      return refuse("This plate is not on the opt-out list.");
    }
    optOuts.change(List.of(Change.removal(key)), WRITER);
    out.println("1 plate opted back in");
    return ExitCode.CLEAN;
  }

  /**
   * Adds the plates of a file, {@code plate,state,proofRef,verifiedBy,verifiedAt,expiresAt} or
   * {@code plate,address}. Good rows are taken in even where others are bad: each is a resident's
   * right. Nothing is removed, nor is an opt-out shortened: of two of one plate, in the file or on
   * the list, the one that ends later stands.
   *
   * @return a failure if any row is bad
   */
  public ExitCode importFile(Path file) {
    RowReport report = new RowReport();
    Map<String, OptOut> entries = new LinkedHashMap<>();
    try {
      read(file, report, entries);
    } catch (UnusableFileException e) {
      return refuse(e.getMessage());
    }
    report.print(out);
    String done =
        "%,d rows, %,d bad, %,d plates opted out"
            .formatted(report.rows(), report.badRows(), entries.size());
    ExitCode result = ExitCode.CLEAN;
    if (entries.isEmpty()) {
      out.println(done);
    } else {
      result = change(optOuts.snapshot(), entries, done);
    }
    return report.badRows() > 0 ? ExitCode.FAILURE : result;
  }

  /** Prints how many plates are opted out. */
  public ExitCode count() {
    Map<String, OptOut> entries = optOuts.snapshot();
    entries.remove(keys.checkKey());
    Instant now = clock.instant();
    long active = entries.values().stream().filter(e -> OptOutGate.isActive(e, now)).count();
    out.printf("%,d plates opted out, %,d expired%n", active, entries.size() - active);
    return ExitCode.CLEAN;
  }

  private void read(Path file, RowReport report, Map<String, OptOut> entries)
      throws UnusableFileException {
    OptOutReader reader = reader();
    CsvRows.read(
        file,
        new CsvRows.Taker() {
          @Override
          public List<String> header(List<String> columns) throws UnusableFileException {
            return OptOutColumns.check(columns);
          }

          @Override
          public void row(CsvRow row) {
            report.row();
            try {
              OptOut entry = reader.optOut(row);
              entries.merge(
                  entry.getPlateHash(),
                  entry,
                  (before, other) -> endsLater(other, before) ? other : before);
            } catch (BadRowException e) {
              report.bad(row.line(), e.getMessage());
            }
          }

          @Override
          public void bad(long line, String reason) {
            report.row();
            report.bad(line, reason);
          }
        });
  }

  /**
   * @param before the list as it is
   */
  private ExitCode change(Map<String, OptOut> before, Map<String, OptOut> entries, String done) {
    if (!isOurs(before)) {
      return refuseForeignList();
    }
    List<Change<OptOut>> changes = new ArrayList<>();
    if (!before.containsKey(keys.checkKey())) {
      changes.add(new Change<>(keys.checkKey(), reader().check()));
    }
    entries.forEach(
        (key, entry) -> {
          if (stands(entry, before)) {
            changes.add(new Change<>(key, entry));
          }
        });
    optOuts.change(changes, WRITER);
    out.println(done);
    return ExitCode.CLEAN;
  }

  /** Whether an opt-out takes the place of what is listed of its plate. */
  private static boolean stands(OptOut entry, Map<String, OptOut> before) {
    OptOut listed = before.get(entry.getPlateHash());
    return listed == null || endsLater(entry, listed);
  }

  /** Whether an opt-out protects at least as long as another. */
  private static boolean endsLater(OptOut entry, OptOut other) {
    return entry.getExpiresAt() == null
        || other.getExpiresAt() != null && !entry.getExpiresAt().isBefore(other.getExpiresAt());
  }

  private boolean isOurs(Map<String, OptOut> list) {
    return list.isEmpty() || list.containsKey(keys.checkKey());
  }

  private ExitCode refuseForeignList() {
    return refuse(
        "The list was made with another secret: set alpr.opt-out.secret to the one that matching"
            + " runs with.");
  }

  private OptOutReader reader() {
    return new OptOutReader(keys, zone, user, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private ExitCode refuse(String reason) {
    out.println("Nothing was changed. " + reason);
    return ExitCode.FAILURE;
  }
}
