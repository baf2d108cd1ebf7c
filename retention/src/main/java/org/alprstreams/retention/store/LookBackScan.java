package org.alprstreams.retention.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** Finds the kept reads of a plate, and of the plates that one could take for it. */
final class LookBackScan {

  private final ReadOnlyWindowStore<String, PlateRead> byPlate;
  private final ReadOnlyWindowStore<String, ReadImage> images;

  LookBackScan(
      ReadOnlyWindowStore<String, PlateRead> byPlate,
      ReadOnlyWindowStore<String, ReadImage> images) {
    this.byPlate = byPlate;
    this.images = images;
  }

  /**
   * Reads that could match, newest first.
   *
   * @param plateText the plate looked for
   * @param mostDifferences in how many look-alike characters a read may differ
   * @param most how many at most, 1 or more
   */
  List<PlateRead> reads(
      String plateKey,
      String plateText,
      int mostDifferences,
      Instant from,
      Instant until,
      int most) {
    List<PlateRead> found = new ArrayList<>();
    if (from.isAfter(until)) {
      return found;
    }
    try (KeyValueIterator<Windowed<String>, PlateRead> reads =
        byPlate.backwardFetch(
            StoreKey.from(plateKey, from), StoreKey.upTo(plateKey, until), from, until)) {
      while (reads.hasNext() && found.size() < most) {
        PlateRead read = reads.next().value;
        if (differences(read.getPlateText(), plateText) <= mostDifferences) {
          found.add(read);
        }
      }
    }
    return found;
  }

  /** A read with its crop, as far as an image of this age may be shown. */
  ReadImage withCrop(PlateRead read, Instant imagesFrom) {
    ReadImage.Builder image = ReadImage.newBuilder().setReadId(read.getReadId()).setRead(read);
    if (!read.getCapturedAt().isBefore(imagesFrom)) {
      try (WindowStoreIterator<ReadImage> kept =
          images.fetch(read.getReadId(), imagesFrom, read.getLastSeenAt())) {
        if (kept.hasNext()) {
          image.setPlateCrop(kept.next().value.getPlateCrop());
        }
      }
    }
    return image.build();
  }

  /** Texts of one plate key are equally long. */
  private static long differences(String read, String listed) {
    int differing = 0;
    for (int position = 0; position < listed.length(); position++) {
      if (read.charAt(position) != listed.charAt(position)) {
        differing++;
      }
    }
    return differing;
  }
}
