package org.alprstreams.retention.query;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.query.ReadScan.Index;
import org.alprstreams.retention.store.ReadStores;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.retention.store.StoreKey;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Reads of this instance's own partitions. Clamps every query by its own clock: just after a
 * restart, before a store has been told the time, expired reads are still visible in it.
 */
final class LocalShard implements Shard {

  private final KafkaStreams streams;
  private final RetentionPlan plan;
  private final Clock clock;

  LocalShard(KafkaStreams streams, RetentionPlan plan, Clock clock) {
    this.streams = streams;
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<List<ReadJson>> reads(ReadScan scan, Set<Integer> partitions) {
    try {
      ReadScan clamped = scan.notBefore(plan.reads().cutoff(clock.instant()));
      List<ReadJson> found = new ArrayList<>();
      for (int partition : partitions) {
        found.addAll(reads(clamped, partition));
      }
      return CompletableFuture.completedFuture(Answers.newest(found, scan.limit()));
    } catch (InvalidStateStoreException e) {
      return CompletableFuture.failedFuture(moving(e));
    }
  }

  private List<ReadJson> reads(ReadScan scan, int partition) {
    List<ReadJson> found = new ArrayList<>();
    if (scan.from().isAfter(end(scan))) {
      return found;
    }
    ReadOnlyWindowStore<String, PlateRead> byPlate = store(ReadStores.READS_BY_PLATE, partition);
    if (scan.index() == Index.PLATE) {
      try (KeyValueIterator<Windowed<String>, PlateRead> reads = range(byPlate, scan)) {
        while (reads.hasNext() && found.size() < scan.limit()) {
          add(found, reads.next().value, scan, partition);
        }
      }
    } else {
      ReadOnlyWindowStore<String, String> byCamera = store(ReadStores.READS_BY_CAMERA, partition);
      try (KeyValueIterator<Windowed<String>, String> entries = range(byCamera, scan)) {
        while (entries.hasNext() && found.size() < scan.limit()) {
          var entry = entries.next();
          StoreKey indexed = StoreKey.decode(entry.key.key());
          StoreKey key = new StoreKey(entry.value, indexed.capturedAt(), indexed.readId());
          PlateRead read = byPlate.fetch(key.encoded(), indexed.capturedAt());
          if (read != null) { // Null where it was taken out since the index was read.
            add(found, read, scan, partition);
          }
        }
      }
    }
    return found;
  }

  private static <V> KeyValueIterator<Windowed<String>, V> range(
      ReadOnlyWindowStore<String, V> store, ReadScan scan) {
    Instant to = end(scan);
    return store.backwardFetch(
        StoreKey.from(scan.subject(), scan.from()),
        StoreKey.upTo(scan.subject(), to),
        scan.from(),
        to);
  }

  /** Nothing behind a page's end is newer than that. */
  private static Instant end(ReadScan scan) {
    return scan.after()
        .map(position -> Instant.ofEpochMilli(position.capturedAt()))
        .filter(last -> last.isBefore(scan.to()))
        .orElse(scan.to());
  }

  private static void add(List<ReadJson> found, PlateRead read, ReadScan scan, int partition) {
    Position position = new Position(read.getCapturedAt().toEpochMilli(), read.getReadId());
    boolean wanted =
        scan.text().map(read.getPlateText()::equals).orElse(true)
            && scan.after().map(last -> last.compareTo(position) < 0).orElse(true);
    if (wanted) {
      found.add(ReadJson.of(read, partition));
    }
  }

  @Override
  public CompletableFuture<Optional<ImageJson>> image(ImageRequest request, int partition) {
    try {
      Instant now = clock.instant();
      ReadOnlyWindowStore<String, ReadImage> images = store(ReadStores.READ_IMAGES, partition);
      try (WindowStoreIterator<ReadImage> kept =
          images.fetch(
              request.readId(), plan.images().cutoff(now), now.plus(plan.clockTolerance()))) {
        return CompletableFuture.completedFuture(
            kept.hasNext() ? part(kept.next().value, request) : Optional.empty());
      }
    } catch (InvalidStateStoreException e) {
      return CompletableFuture.failedFuture(moving(e));
    }
  }

  private static Optional<ImageJson> part(ReadImage image, ImageRequest request) {
    ByteBuffer wanted =
        switch (request.part()) {
          case CROP -> image.getPlateCrop();
          case SCENE -> image.getScene();
        };
    return Optional.ofNullable(wanted)
        .map(
            buffer -> {
              byte[] jpeg = new byte[buffer.remaining()];
              buffer.duplicate().get(jpeg);
              return new ImageJson(image.getRead().getPlateText(), jpeg);
            });
  }

  /** Only a partition this instance runs as its owner: never a stale copy, never none. */
  private <V> ReadOnlyWindowStore<String, V> store(String name, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>windowStore())
            .withPartition(partition));
  }

  private static ReadsUnavailable moving(RuntimeException e) {
    return new ReadsUnavailable("Reads are being moved between instances or restored.", e);
  }
}
