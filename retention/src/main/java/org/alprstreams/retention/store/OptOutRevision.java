package org.alprstreams.retention.store;

import java.util.concurrent.atomic.AtomicLong;

/** Counts additions to the opt-out list, so that tasks know when to purge what they kept. */
final class OptOutRevision {

  private final AtomicLong additions = new AtomicLong();

  void added() {
    additions.incrementAndGet();
  }

  long current() {
    return additions.get();
  }
}
