package org.alprstreams.retention.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.PlateRead;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/** The reads of one task, and their index by camera: always changed together. */
final class KeptReads {

  /** How far a passage's times may shift between two revisions of it. */
  static final Duration SHIFT = Duration.ofMinutes(1);

  private final WindowStore<String, PlateRead> byPlate;
  private final WindowStore<String, String> byCamera;
  private final Eraser eraser;

  KeptReads(
      WindowStore<String, PlateRead> byPlate, WindowStore<String, String> byCamera, Eraser eraser) {
    this.byPlate = byPlate;
    this.byCamera = byCamera;
    this.eraser = eraser;
  }

  /** Adds a read under its own capture time. */
  void put(PlateRead read) {
    long at = read.getCapturedAt().toEpochMilli();
    byPlate.put(plateEntry(read), read, at);
    byCamera.put(cameraEntry(read), read.getPlateKey(), at);
  }

  /** Takes a read out. */
  void remove(PlateRead read) {
    long at = read.getCapturedAt().toEpochMilli();
    byPlate.put(plateEntry(read), null, at);
    byCamera.put(cameraEntry(read), null, at);
    eraser.removed(byPlate, read.getCapturedAt());
    eraser.removed(byCamera, read.getCapturedAt());
  }

  /**
   * The revision of this read's passage that is kept under the same plate key. Its capture time may
   * differ: another look may have become the best.
   */
  Optional<PlateRead> kept(PlateRead read) {
    Instant from = read.getFirstSeenAt().minus(SHIFT);
    Instant to = read.getLastSeenAt().plus(SHIFT);
    try (KeyValueIterator<Windowed<String>, PlateRead> near =
        byPlate.fetch(
            StoreKey.from(read.getPlateKey(), from),
            StoreKey.upTo(read.getPlateKey(), to),
            from,
            to)) {
      while (near.hasNext()) {
        PlateRead candidate = near.next().value;
        if (candidate.getReadId().equals(read.getReadId())) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Some reads of a span of time, in key order.
   *
   * @param after start behind this key, or at the beginning where it is null
   * @param most how many at most, 1 or more
   */
  List<KeyValue<String, PlateRead>> slice(Instant from, Instant to, String after, int most) {
    List<KeyValue<String, PlateRead>> slice = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, PlateRead> reads =
        byPlate.fetch(after, null, from, to)) {
      while (reads.hasNext() && slice.size() < most) {
        KeyValue<Windowed<String>, PlateRead> next = reads.next();
        if (!next.key.key().equals(after)) {
          slice.add(KeyValue.pair(next.key.key(), next.value));
        }
      }
    }
    return slice;
  }

  private static String plateEntry(PlateRead read) {
    return entry(read.getPlateKey(), read);
  }

  private static String cameraEntry(PlateRead read) {
    return entry(read.getCameraId(), read);
  }

  private static String entry(String subject, PlateRead read) {
    return new StoreKey(subject, read.getCapturedAt().toEpochMilli(), read.getReadId()).encoded();
  }
}
