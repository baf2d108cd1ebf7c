package org.alprstreams.retention.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.alprstreams.service.rocksdb.StoreFiles;
import org.apache.kafka.streams.state.WindowStore;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Takes what a store has just stopped showing out of its changelog, wherever it lies there. A read
 * that was corrected, or that comes of an old photograph, lies among those of the day on which it
 * was written; whoever goes through the changelog from its beginning reaches it when all of these
 * have expired, weeks too late. The store has it in the segment of its own time.
 *
 * <p>Looks at keys only, twice in the time that a segment of the changelog takes records in. After
 * a start all that has expired and not fallen is buried once more.
 */
final class StoreBurial {

  /** A window store's key ends in the window's start, 8 bytes, and a number, 4 bytes. */
  private static final int AFTER_KEY = Long.BYTES + Integer.BYTES;

  /** Looks in the time within which an entry is to be buried. */
  private static final int LOOKS = 2;

  private final WindowStore<?, ?> store;
  private final StoreExpiry inStore;
  private final StoreExpiry expiry;
  private final UnaryOperator<byte[]> key;
  private final Consumer<byte[]> changelog;
  private Instant buried = Instant.EPOCH;
  private Instant next = Instant.MIN;

  private StoreBurial(
      WindowStore<?, ?> store,
      StoreExpiry inStore,
      StoreExpiry expiry,
      UnaryOperator<byte[]> key,
      Consumer<byte[]> changelog) {
    this.store = store;
    this.inStore = inStore;
    this.expiry = expiry;
    this.key = key;
    this.changelog = changelog;
  }

  /**
   * Of a store, out of its own changelog.
   *
   * @param changelog given the keys to bury
   */
  static StoreBurial of(WindowStore<?, ?> store, StoreExpiry expiry, Consumer<byte[]> changelog) {
    return new StoreBurial(store, expiry, expiry, UnaryOperator.identity(), changelog);
  }

  /**
   * Of the images of reads, which are kept no longer than these: to look at their own keys would
   * read all images from the disk. An image of another time than its read's, whose revision has
   * brought none, is left to the burial that goes through the changelog.
   *
   * @param reads by plate
   * @param ofReads when these expire
   * @param images when images do
   * @param changelog of images
   */
  static StoreBurial ofImages(
      WindowStore<?, ?> reads,
      StoreExpiry ofReads,
      StoreExpiry images,
      Consumer<byte[]> changelog) {
    return new StoreBurial(reads, ofReads, images, StoreBurial::imageOf, changelog);
  }

  /** Buries what has expired since it last looked, if it is time to look. */
  void look(Instant now) {
    if (now.isBefore(next)) {
      return;
    }
    Instant cutoff = expiry.cutoff(now);
    StoreFiles.of(store)
        .forEach(
            (number, files) -> {
              Instant start = Instant.ofEpochMilli(number * inStore.segment().toMillis());
              if (start.isBefore(cutoff) && start.plus(inStore.segment()).isAfter(buried)) {
                bury(files, buried.toEpochMilli(), cutoff.toEpochMilli());
              }
            });
    buried = cutoff;
    next = now.plus(expiry.changelogSegment().dividedBy(LOOKS));
  }

  private void bury(StoreFiles files, long from, long before) {
    try (ReadOptions passing = new ReadOptions().setFillCache(false);
        RocksIterator entries = files.database().newIterator(files.entries(), passing)) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        byte[] entry = entries.key();
        long time = ByteBuffer.wrap(entry).getLong(entry.length - AFTER_KEY);
        if (time >= from && time < before) {
          changelog.accept(key.apply(entry));
        }
      }
    }
  }

  /** Images are kept under their read's id, at the time of its capture. */
  private static byte[] imageOf(byte[] entry) {
    int length = entry.length - AFTER_KEY;
    String read = new String(entry, 0, length, StandardCharsets.UTF_8);
    byte[] readId = StoreKey.decode(read).readId().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(readId.length + AFTER_KEY)
        .put(readId)
        .put(entry, length, AFTER_KEY)
        .array();
  }
}
