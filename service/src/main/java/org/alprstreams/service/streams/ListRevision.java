package org.alprstreams.service.streams;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the changes of a list that a global store holds, so that whoever depends on it knows when
 * to look again. Safe for use by many threads: the global thread counts, stream threads read.
 */
public final class ListRevision {

  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong additions = new AtomicLong();

  /** A list that has not changed yet. */
  public ListRevision() {}

  void added() {
    additions.incrementAndGet();
    changes.incrementAndGet();
  }

  void removed() {
    changes.incrementAndGet();
  }

  /** How often the list has changed in this process, what was read at its start included. */
  public long changes() {
    return changes.get();
  }

  /** The same, without removals: for whoever only has to act when there is more on the list. */
  public long additions() {
    return additions.get();
  }
}
