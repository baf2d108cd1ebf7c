package org.alprstreams.ingest.source;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.image.Refusal;

/** Counts what became of an import's pictures and says so at the end. Safe for many threads. */
public final class ImportReport {

  private static final int MOST_NAMES = 20;

  private final Map<Refusal, List<String>> refused = new TreeMap<>();
  private final Map<Refusal, String> messages = new TreeMap<>();
  private long accepted;
  private long duplicates;
  private long ignored;

  /** Counts a picture. */
  synchronized void add(String name, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refusal) {
      refused.computeIfAbsent(refusal.reason(), reason -> new ArrayList<>()).add(name);
      messages.putIfAbsent(refusal.reason(), refusal.message());
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

  /** Names of the pictures that did not come in, by reason. */
  public synchronized Map<Refusal, List<String>> refused() {
    Map<Refusal, List<String>> copy = new TreeMap<>();
    refused.forEach((reason, names) -> copy.put(reason, List.copyOf(names)));
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
    long refusals = refused.values().stream().mapToLong(List::size).sum();
    out.println(
        "accepted %d, already there %d, refused %d, no pictures %d"
            .formatted(accepted, duplicates, refusals, ignored));
    refused.forEach(
        (reason, files) -> {
          out.println(
              "  %s (%d): for instance: %s"
                  .formatted(reason.label(), files.size(), messages.get(reason)));
          if (names) {
            printNames(files, out);
          }
        });
  }

  private static void printNames(List<String> files, PrintStream out) {
    files.stream().limit(MOST_NAMES).forEach(name -> out.println("    " + name));
    if (files.size() > MOST_NAMES) {
      out.println("    and " + (files.size() - MOST_NAMES) + " more");
    }
  }
}
