package org.alprstreams.retention.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** The images of one task, by read id; at most one set of images of each read. */
final class KeptImages {

  private static final Instant BEGINNING = Instant.EPOCH;
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final WindowStore<String, ReadImage> images;
  private final Eraser eraser;

  KeptImages(WindowStore<String, ReadImage> images, Eraser eraser) {
    this.images = images;
    this.eraser = eraser;
  }

  /** Adds images under the capture time of their frame. */
  void put(ReadImage image) {
    images.put(image.getReadId(), image, image.getRead().getCapturedAt().toEpochMilli());
  }

  /** The read that kept images belong to, in its revision of then. */
  Optional<PlateRead> keptRead(String readId) {
    try (WindowStoreIterator<ReadImage> kept = images.fetch(readId, BEGINNING, END)) {
      return kept.hasNext() ? Optional.of(kept.next().value.getRead()) : Optional.empty();
    }
  }

  /**
   * Takes out whatever is kept of a read.
   *
   * @return how many entries
   */
  int remove(String readId) {
    return remove(readId, image -> true);
  }

  /**
   * Takes out what is kept of a read under a plate key that it no longer has. Those of its later
   * revision, which stand in another topic than its retraction, may be here already.
   *
   * @return how many entries
   */
  int removeOf(String readId, String plateKey) {
    return remove(readId, image -> image.getRead().getPlateKey().equals(plateKey));
  }

  private int remove(String readId, Predicate<ReadImage> which) {
    List<Long> times = new ArrayList<>();
    try (WindowStoreIterator<ReadImage> kept = images.fetch(readId, BEGINNING, END)) {
      while (kept.hasNext()) {
        KeyValue<Long, ReadImage> entry = kept.next();
        if (which.test(entry.value)) {
          times.add(entry.key);
        }
      }
    }
    for (long time : times) {
      images.put(readId, null, time);
      eraser.removed(images, Instant.ofEpochMilli(time));
    }
    return times.size();
  }
}
