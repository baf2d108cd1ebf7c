package org.alprstreams.retention.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.service.streams.ListRevision;
import org.apache.kafka.streams.KeyValue;

/**
 * Goes through the kept reads after the opt-out list has grown, a bounded step at a time. The list
 * holds keyed hashes, which cannot be turned back into plates, so every read has to be looked at;
 * one pass serves any number of additions made before it began.
 */
final class PurgeSweep {

  private static final long NEVER = -1;

  private final KeptReads reads;
  private final StoreExpiry expiry;
  private final ListRevision revision;
  private final int batch;

  private long sweptRevision = NEVER;
  private Pass pass;

  PurgeSweep(KeptReads reads, StoreExpiry expiry, ListRevision revision, int batch) {
    this.reads = reads;
    this.expiry = expiry;
    this.revision = revision;
    this.batch = batch;
  }

  /**
   * Looks at one batch. The first pass begins unasked: the list may have grown while this task was
   * not running.
   *
   * @param newest no read that is kept was captured later
   * @param optedOut which reads must go
   * @param purge takes a read out
   * @return how many reads this step took out
   */
  int step(Instant newest, Predicate<PlateRead> optedOut, Consumer<PlateRead> purge) {
    if (pass == null) {
      long current = revision.additions();
      if (current == sweptRevision) {
        return 0;
      }
      pass = new Pass(current, expiry.segmentStart(expiry.cutoff(newest)), newest);
    }
    int purged = pass.step(optedOut, purge);
    if (pass.isOver()) {
      sweptRevision = pass.revision;
      pass = null;
    }
    return purged;
  }

  /** One way through the store, segment by segment and within each by key. */
  private final class Pass {
    private final long revision;
    // Later reads met the list as it now is when they came in.
    private final Instant end;
    private Instant segment;
    private String after;

    Pass(long revision, Instant start, Instant end) {
      this.revision = revision;
      this.segment = start;
      this.end = end;
    }

    int step(Predicate<PlateRead> optedOut, Consumer<PlateRead> purge) {
      int left = batch;
      int purged = 0;
      while (left > 0 && !isOver()) {
        Instant next = segment.plus(expiry.segment());
        List<KeyValue<String, PlateRead>> slice =
            reads.slice(segment, next.minusMillis(1), after, left);
        for (KeyValue<String, PlateRead> entry : slice) {
          if (optedOut.test(entry.value)) {
            purge.accept(entry.value);
            purged++;
          }
          after = entry.key;
        }
        if (slice.size() < left) {
          segment = next;
          after = null;
        }
        left -= slice.size();
      }
      return purged;
    }

    boolean isOver() {
      return segment.isAfter(end);
    }
  }
}
