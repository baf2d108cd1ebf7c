package org.alprstreams.matching.hotlist;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.identity.DerivedId;

/**
 * Prints the entries of a topic as it is read a second time: the first reading counts the records
 * of each entry, so that the second knows the last of them.
 */
final class Listing {

  private static final String LINE = "%-8s %-5s %-18s %-8s %-12s %-20s %s%n";

  private final Instant now;
  private final PrintStream out;
  private final LongTable records = new LongTable();
  private long printed;
  private long inForce;

  Listing(Instant now, PrintStream out) {
    this.now = now;
    this.out = out;
  }

  /** Counts a record of the first reading. */
  void count(String entryId) {
    long key = DerivedId.fingerprint(entryId);
    records.put(key, records.get(key) + 1);
  }

  /** Whether a record of the second reading is its entry's last. */
  boolean isLast(String entryId) {
    long key = DerivedId.fingerprint(entryId);
    long left = records.get(key) - 1;
    if (left > 0) {
      records.put(key, left);
    }
    return left <= 0;
  }

  void header() {
    out.printf(LINE, "plate", "state", "category", "priority", "list", "expires", "entry");
  }

  void print(HotlistEntry entry) {
    printed++;
    inForce += MatchRules.isInForce(entry, now) ? 1 : 0;
    out.printf(
        LINE,
        entry.getPlateText(),
        Optional.ofNullable(entry.getState()).orElse("-"),
        entry.getCategory(),
        entry.getPriority(),
        entry.getListId(),
        entry.getExpiresAt() == null ? "-" : entry.getExpiresAt(),
        entry.getEntryId());
  }

  void footer() {
    out.printf("%,d entries, %,d in force%n", printed, inForce);
  }
}
