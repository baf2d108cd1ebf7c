package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.alprstreams.service.rocksdb.StoreFiles;
import org.apache.kafka.streams.state.WindowStore;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Counts the entries of segments before they fall, since afterwards nothing tells how many there
 * were. By then all but the last minutes of a segment have expired: nothing comes into it or is
 * taken out of it between count and fall, but for those.
 */
final class FallingSegments {

  /** Most entries counted of a segment: about a second's reading. */
  private static final int MOST = 500_000;

  private final WindowStore<?, ?> store;
  private final StoreExpiry expiry;
  private final Duration ahead;
  private final ToLongFunction<StoreFiles> count;
  private final Map<Long, Long> counts = new TreeMap<>();

  private FallingSegments(
      WindowStore<?, ?> store,
      StoreExpiry expiry,
      Duration ahead,
      ToLongFunction<StoreFiles> count) {
    this.store = store;
    this.expiry = expiry;
    this.ahead = ahead;
    this.count = count;
  }

  /**
   * For stores of small entries: reads the whole segment, and stops where that would hold the
   * store's thread up.
   *
   * @param ahead a segment that falls within this time is counted: until the next look, and by as
   *     much as a read that comes before it may be dated ahead
   */
  static FallingSegments ofSmall(WindowStore<?, ?> store, StoreExpiry expiry, Duration ahead) {
    return new FallingSegments(store, expiry, ahead, FallingSegments::read);
  }

  /**
   * For stores of large entries, of which to read all would take long: goes by what the database
   * has noted. Entries that were taken out are among them if they have not been erased yet, that
   * is, of the last {@code erase-delay} before the segment was about to fall.
   *
   * @param ahead as in {@link #ofSmall}
   */
  static FallingSegments ofLarge(WindowStore<?, ?> store, StoreExpiry expiry, Duration ahead) {
    return new FallingSegments(store, expiry, ahead, FallingSegments::noted);
  }

  /** Counts those that may fall before the next look. */
  void look(Instant now) {
    StoreFiles.of(store)
        .forEach(
            (number, files) -> {
              if (!counts.containsKey(number) && !falls(number).isAfter(now.plus(ahead))) {
                counts.put(number, count.applyAsLong(files));
              }
            });
  }

  /**
   * How many entries were in the segments that have fallen since this was last asked; {@link
   * Receipts#UNCOUNTED} if one could not be counted, empty if none has fallen.
   */
  OptionalLong fallen() {
    Set<Long> open = StoreFiles.of(store).keySet();
    OptionalLong sum = OptionalLong.empty();
    Iterator<Map.Entry<Long, Long>> counted = counts.entrySet().iterator();
    while (counted.hasNext()) {
      Map.Entry<Long, Long> segment = counted.next();
      if (!open.contains(segment.getKey())) {
        sum = OptionalLong.of(plus(sum.orElse(0), segment.getValue()));
        counted.remove();
      }
    }
    return sum;
  }

  private static long plus(long sum, long count) {
    return sum < 0 || count < 0 ? Receipts.UNCOUNTED : sum + count;
  }

  private Instant falls(long number) {
    long end = (number + 1) * expiry.segment().toMillis();
    return Instant.ofEpochMilli(end).plus(expiry.retention());
  }

  private static long noted(StoreFiles files) {
    try {
      return files.count();
    } catch (RocksDBException e) {
      return Receipts.UNCOUNTED; // The receipt says so.
    }
  }

  private static long read(StoreFiles files) {
    try (ReadOptions passing = new ReadOptions().setFillCache(false);
        RocksIterator entries = files.database().newIterator(files.entries(), passing)) {
      long count = 0;
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        if (++count > MOST) {
          return Receipts.UNCOUNTED;
        }
      }
      return count;
    }
  }
}
