package org.alprstreams.matching.csv;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What was wrong with the rows of a file: all of it counted, the first of it kept in words. */
public final class RowReport {

  /** Gets every remark as it is made, where somebody wants them all. */
  @FunctionalInterface
  public interface Log {

    /**
     * @param kind {@code bad}, or another word for rows that are remarkable and not bad
     */
    void remark(long line, String kind, String reason);
  }

  private static final int MOST_KEPT = 1000;
  private static final int MOST_PRINTED = 50;

  private final List<String> kept = new ArrayList<>();
  private final Log log;
  private long rows;
  private long bad;

  /** A report of its own. */
  public RowReport() {
    this((line, kind, reason) -> {});
  }

  /** A report that passes all remarks on. */
  public RowReport(Log log) {
    this.log = log;
  }

  /** Counts a row that was read. */
  public void row() {
    rows++;
  }

  /** Counts a row as bad. */
  public void bad(long line, String reason) {
    bad++;
    log.remark(line, "bad", reason);
    if (kept.size() < MOST_KEPT) {
      kept.add("line " + line + ": " + reason);
    }
  }

  /** Passes on what is remarkable about a row that is not bad. */
  public void remark(long line, String kind, String reason) {
    log.remark(line, kind, reason);
  }

  /** Rows read, the bad ones included. */
  public long rows() {
    return rows;
  }

  /** Bad rows. */
  public long badRows() {
    return bad;
  }

  /** Bad rows as a share of all, 0 to 1. */
  public double badShare() {
    return rows == 0 ? 0 : (double) bad / rows;
  }

  /** The first bad rows, each with its line and reason. */
  public List<String> lines() {
    return List.copyOf(kept);
  }

  /** Prints the first bad rows. */
  public void print(PrintStream out) {
    kept.stream().limit(MOST_PRINTED).forEach(out::println);
    if (bad > MOST_PRINTED) {
      out.printf("... and %,d more%n", bad - MOST_PRINTED);
    }
  }
}
