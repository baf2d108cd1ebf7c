package org.alprstreams.ingest.source;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.image.Refusal;

/**
 * Counts what became of an import's pictures and says so at the end. A watched folder is counted
 * for as long as the process runs, so of each reason only the first names are kept. Safe for many
 * threads.
 */
public final class ImportReport {

  private static final int MOST_NAMES = 20;

  private final Map<Refusal, Refused> refused = new TreeMap<>();
  private long accepted;
  private long duplicates;
  private long ignored;

  /** Counts a picture. */
  synchronized void add(String name, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refusal) {
      refused.computeIfAbsent(refusal.reason(), reason -> new Refused(refusal.message())).add(name);
    } else if (outcome instanceof Outcome.Accepted) {
      accepted++;
    } else {
      duplicates++;
    }
  }

  /** Counts a file that does not even claim to be a picture. */
  synchronized void addIgnored() {
    ignored++;
  }

  /** Pictures the broker has acknowledged. */
  public synchronized long accepted() {
    return accepted;
  }

  /** Pictures that had come in before. */
  public synchronized long duplicates() {
    return duplicates;
  }

  /** Files that do not claim to be pictures. */
  public synchronized long ignored() {
    return ignored;
  }

  /** Names of the first 20 pictures that did not come in, by reason. */
  public synchronized Map<Refusal, List<String>> refused() {
    Map<Refusal, List<String>> copy = new TreeMap<>();
    refused.forEach((reason, files) -> copy.put(reason, List.copyOf(files.names)));
    return copy;
  }

  /** Whether anything was refused. */
  public synchronized boolean anyRefused() {
    return !refused.isEmpty();
  }

  /**
   * Prints the counts, and what each reason means.
   *
   * @param names whether to name the files too
   */
  public synchronized void print(PrintStream out, boolean names) {
    long refusals = refused.values().stream().mapToLong(files -> files.count).sum();
    out.println(
        "accepted %d, already there %d, refused %d, no pictures %d"
            .formatted(accepted, duplicates, refusals, ignored));
    refused.forEach(
        (reason, files) -> {
          out.println(
              "  %s (%d): for instance: %s".formatted(reason.label(), files.count, files.message));
          if (names) {
            printNames(files, out);
          }
        });
  }

  private static void printNames(Refused files, PrintStream out) {
    files.names.forEach(name -> out.println("    " + name));
    if (files.count > files.names.size()) {
      out.println("    and " + (files.count - files.names.size()) + " more");
    }
  }

  /** Those of one reason. */
  private static final class Refused {
    private final String message;
    private final List<String> names = new ArrayList<>();
    private long count;

    Refused(String message) {
      this.message = message;
    }

    void add(String name) {
      count++;
      if (names.size() < MOST_NAMES) {
        names.add(name);
      }
    }
  }
}
