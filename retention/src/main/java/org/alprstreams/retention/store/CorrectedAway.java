package org.alprstreams.retention.store;

import java.time.Instant;
import org.alprstreams.avro.PlateRead;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The reads of one task that a person corrected to another plate key, each until its own limit. In
 * the index by camera, under a subject that no camera has as its id, and without a plate: no search
 * comes upon them.
 */
final class CorrectedAway {

  private static final String SUBJECT = "\u0001corrected";
  private static final String NO_PLATE = "";

  private final WindowStore<String, String> byCamera;

  CorrectedAway(WindowStore<String, String> byCamera) {
    this.byCamera = byCamera;
  }

  /** Notes a read: what the reader says of it later, under this key, is no read any more. */
  void note(PlateRead read) {
    long at = read.getCapturedAt().toEpochMilli();
    byCamera.put(new StoreKey(SUBJECT, at, read.getReadId()).encoded(), NO_PLATE, at);
  }

  /** Whether a person corrected this read to another plate key. */
  boolean has(PlateRead read) {
    Instant from = read.getFirstSeenAt().minus(KeptReads.SHIFT);
    Instant to = read.getLastSeenAt().plus(KeptReads.SHIFT);
    try (KeyValueIterator<Windowed<String>, String> near =
        byCamera.fetch(StoreKey.from(SUBJECT, from), StoreKey.upTo(SUBJECT, to), from, to)) {
      while (near.hasNext()) {
        if (StoreKey.decode(near.next().key.key()).readId().equals(read.getReadId())) {
          return true;
        }
      }
    }
    return false;
  }
}
