package org.alprstreams.retention.query;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.retention.store.StoreExpiry;
import org.alprstreams.retention.store.StoreKey;
import org.alprstreams.schemas.plate.PartialPlate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/**
 * Finds the reads of one partition that a partial plate fits.
 *
 * <p>What a pattern begins with narrows the search to the plate keys that begin so. Where that is
 * too little, every plate key there is has to be looked at; those stand in the index by camera too,
 * in entries a tenth as long as a read, and only reads whose key fits are fetched.
 */
final class PartialPlateScan {

  /**
   * With so many known characters at the beginning, the reads that begin so are few enough to go
   * through. With one they can be half the traffic: cars in California begin with 7, 8 or 9.
   */
  static final int SHORTEST_PREFIX = 2;

  /** Sorts after every character of a plate key. */
  private static final char LAST = '\u007f';

  private final ReadOnlyWindowStore<String, PlateRead> byPlate;
  private final ReadOnlyWindowStore<String, String> byCamera;
  private final StoreExpiry expiry;
  private final Patience patience;

  /**
   * @param expiry of both stores
   * @param patience how long the search may take
   */
  PartialPlateScan(
      ReadOnlyWindowStore<String, PlateRead> byPlate,
      ReadOnlyWindowStore<String, String> byCamera,
      StoreExpiry expiry,
      Patience patience) {
    this.byPlate = byPlate;
    this.byCamera = byCamera;
    this.expiry = expiry;
    this.patience = patience;
  }

  /**
   * Newest first, the scan's limit at most.
   *
   * @param partition where the stores are
   * @throws ReadsUnavailable if it takes too long
   */
  List<ReadJson> newest(ReadScan scan, int partition) {
    PartialPlate pattern = new PartialPlate(scan.subject());
    Predicate<String> fits = pattern.keys().asMatchPredicate();
    NewestReads newest = new NewestReads(expiry, scan.limit());
    if (pattern.keyPrefix().length() >= SHORTEST_PREFIX) {
      throughReads(scan, pattern.keyPrefix(), fits, partition, newest);
    } else {
      throughIndex(scan, fits, partition, newest);
    }
    return newest.newestFirst();
  }

  private void throughReads(
      ReadScan scan, String prefix, Predicate<String> fits, int partition, NewestReads newest) {
    try (KeyValueIterator<Windowed<String>, PlateRead> reads =
        byPlate.backwardFetch(prefix, prefix + LAST, scan.from(), scan.end())) {
      while (reads.hasNext()) {
        PlateRead read = reads.next().value;
        patience.check();
        if (newest.isCompleteBefore(read.getCapturedAt())) {
          return;
        }
        if (fits.test(read.getPlateKey())) {
          add(scan, read, partition, newest);
        }
      }
    }
  }

  private void throughIndex(
      ReadScan scan, Predicate<String> fits, int partition, NewestReads newest) {
    try (KeyValueIterator<Windowed<String>, String> entries =
        byCamera.backwardFetchAll(scan.from(), scan.end())) {
      while (entries.hasNext()) {
        KeyValue<Windowed<String>, String> entry = entries.next();
        patience.check();
        if (newest.isCompleteBefore(Instant.ofEpochMilli(entry.key.window().start()))) {
          return;
        }
        if (fits.test(entry.value)) {
          StoreKey indexed = StoreKey.decode(entry.key.key());
          StoreKey key = new StoreKey(entry.value, indexed.capturedAt(), indexed.readId());
          PlateRead read = byPlate.fetch(key.encoded(), indexed.capturedAt());
          if (read != null) { // Null where it was taken out since the index was read.
            add(scan, read, partition, newest);
          }
        }
      }
    }
  }

  private static void add(ReadScan scan, PlateRead read, int partition, NewestReads newest) {
    Position position = new Position(read.getCapturedAt().toEpochMilli(), read.getReadId());
    if (scan.wants(position) && newest.wants(position) && scan.wants(read.getPlateText())) {
      newest.add(ReadJson.of(read, partition));
    }
  }
}
