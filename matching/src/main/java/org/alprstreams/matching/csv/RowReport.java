package org.alprstreams.matching.csv;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What was wrong with the rows of a file: all of it counted, the first of it kept in words. */
public final class RowReport {

  private static final int MOST_KEPT = 1000;
  private static final int MOST_PRINTED = 50;

  private final List<String> kept = new ArrayList<>();
  private long rows;
  private long bad;

  /** Counts a row that was read. */
  public void row() {
    rows++;
  }

  /** Counts a row as bad. */
  public void bad(long line, String reason) {
    bad++;
    if (kept.size() < MOST_KEPT) {
      kept.add("line " + line + ": " + reason);
    }
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
