package org.alprstreams.matching.hotlist;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.alprstreams.avro.HotlistImport;

/** Prints how old the imported lists are and what they were made from. */
final class ListStatus {

  private static final String LINE = "%-16s %-20s %-10s %-12s %10s %10s %-14s %-12s %s%n";
  private static final int SHORT_HASH = 12;

  private ListStatus() {}

  static void print(
      Collection<HotlistImport> imports, ListAges ages, Instant now, PrintStream out) {
    out.printf(
        LINE, "list", "imported", "age", "by", "entries", "bad rows", "mapping", "sha256", "state");
    imports.stream()
        .sorted(Comparator.comparing(HotlistImport::getListId))
        .forEach(record -> print(record, ages, now, out));
    long stale = imports.stream().filter(record -> ages.isStale(age(record, now))).count();
    out.printf(
        "%,d imported lists, %,d stale; entries made by hand are never stale%n",
        imports.size(), stale);
  }

  private static void print(HotlistImport record, ListAges ages, Instant now, PrintStream out) {
    Duration age = age(record, now);
    out.printf(
        LINE,
        record.getListId(),
        record.getImportedAt().truncatedTo(ChronoUnit.SECONDS),
        words(age),
        record.getImportedBy(),
        "%,d".formatted(record.getEntries()),
        "%,d".formatted(record.getBadRows()),
        Optional.ofNullable(record.getMapping()).orElse("-"),
        record.getSha256().substring(0, Math.min(SHORT_HASH, record.getSha256().length())),
        ages.isStale(age) ? "STALE: import it again" : "fresh");
  }

  private static Duration age(HotlistImport record, Instant now) {
    return Duration.between(record.getImportedAt(), now);
  }

  private static String words(Duration age) {
    return age.toDays() > 0
        ? "%d d %d h".formatted(age.toDays(), age.toHoursPart())
        : "%d h %d min".formatted(age.toHours(), age.toMinutesPart());
  }
}
