package org.alprstreams.retention.store;

import io.micrometer.core.instrument.Meter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Tells a window store the time. A store expires by the newest time it was given, and only when
 * something is put into it: without this, silence would keep reads for ever, and a restart would
 * show those again that had expired. Deleting a key that was never there is enough of a put, and
 * leaves nothing behind.
 */
final class ExpirySentinel implements AutoCloseable {

  private static final String NOBODY = "";

  private final WindowStore<String, ?> store;
  private final String topic;
  private final StoreExpiry expiry;
  private final FallingSegments falling;
  private final Receipts receipts;
  private final RetentionMeters meters;
  private final Meter gauge;
  private volatile double oldestAge;
  private Instant receiptedSegment = Instant.MIN;

  /**
   * @param topic what the store is filled from, for receipts
   * @param falling counts what falls
   */
  ExpirySentinel(
      WindowStore<String, ?> store,
      String topic,
      int partition,
      StoreExpiry expiry,
      FallingSegments falling,
      Receipts receipts,
      RetentionMeters meters) {
    this.store = store;
    this.topic = topic;
    this.expiry = expiry;
    this.falling = falling;
    this.receipts = receipts;
    this.meters = meters;
    this.gauge = meters.oldest(store.name(), partition, () -> oldestAge);
  }

  /** Expires what is due. A receipt goes out at the start and whenever a segment has fallen. */
  void tell(Instant now) {
    falling.look(now);
    store.put(NOBODY, null, now.toEpochMilli());
    Instant cutoff = expiry.cutoff(now);
    Optional<Instant> bound = oldestBound(cutoff);
    oldestAge = bound.map(at -> RetentionMeters.ageSeconds(at, now)).orElse(0.0);
    Instant oldestSegment = expiry.segmentStart(cutoff);
    if (oldestSegment.isAfter(receiptedSegment)) {
      boolean first = receiptedSegment.equals(Instant.MIN);
      receipts.write(
          store.name(),
          topic,
          now,
          cutoff,
          deleted(first),
          bound,
          (first ? "start " : "expiry ") + oldestSegment);
      receiptedSegment = oldestSegment;
    }
  }

  /** What expired while nobody looked is not counted: it is not restored. */
  private long deleted(boolean first) {
    return falling.fallen().orElse(first ? Receipts.UNCOUNTED : 0);
  }

  /** Nothing older remains: entries are in no order of time within their segment. */
  private Optional<Instant> oldestBound(Instant cutoff) {
    try (KeyValueIterator<Windowed<String>, ?> entries = store.all()) {
      return entries.hasNext()
          ? Optional.of(Instant.ofEpochMilli(entries.peekNextKey().window().start()))
              .map(expiry::segmentStart)
              .map(start -> start.isBefore(cutoff) ? cutoff : start)
          : Optional.empty();
    }
  }

  @Override
  public void close() {
    meters.remove(gauge);
  }
}
