package org.alprstreams.retention.query;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
 * Reads of this instance's own partitions, and of its standby copies where those will do. Clamps
 * every query by its own clock: just after a restart, before a store has been told the time,
 * expired reads are still visible in it; and a standby is told the time by nobody but the owner.
 */
final class LocalShard implements Shard {

  private final KafkaStreams streams;
  private final RetentionPlan plan;
  private final OwnersLease lease;
  private final StandbyLags lags;
  private final Executor searches;
  private final Duration deadline;
  private final Clock clock;

  /**
   * @param lease for what it owns
   * @param lags of the standby copies
   * @param searches runs what takes long, a partition at a time
   * @param deadline for one search
   */
  LocalShard(
      KafkaStreams streams,
      RetentionPlan plan,
      OwnersLease lease,
      StandbyLags lags,
      Executor searches,
      Duration deadline,
      Clock clock) {
    this.streams = streams;
    this.plan = plan;
    this.lease = lease;
    this.lags = lags;
    this.searches = searches;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<ShardReads> reads(ReadScan scan, Set<Integer> partitions, Copy copy) {
    ReadScan clamped = scan.notBefore(plan.reads().cutoff(clock.instant()));
    // What is quick does not wait behind searches.
    Executor executor = scan.index() == Index.PARTIAL_PLATE ? searches : Runnable::run;
    List<CompletableFuture<ShardReads>> parts =
        partitions.stream().map(partition -> reads(clamped, partition, copy, executor)).toList();
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(
            done -> {
              List<ShardReads> answers = parts.stream().map(CompletableFuture::join).toList();
              return new ShardReads(
                  Answers.newest(
                      answers.stream().flatMap(answer -> answer.reads().stream()).toList(),
                      scan.limit()),
                  answers.stream().flatMap(answer -> answer.staleBy().stream()).toList());
            });
  }

  private CompletableFuture<ShardReads> reads(
      ReadScan scan, int partition, Copy copy, Executor executor) {
    Patience patience = Patience.of(deadline); // Waiting for other searches counts.
    return CompletableFuture.supplyAsync(() -> reads(scan, partition, copy, patience), executor);
  }

  private ShardReads reads(ReadScan scan, int partition, Copy copy, Patience patience) {
    List<String> stores = List.of(ReadStores.READS_BY_PLATE, ReadStores.READS_BY_CAMERA);
    try {
      if (copy == Copy.OWNER) {
        return lease.whole(() -> new ShardReads(find(scan, partition, copy, patience), List.of()));
      }
      // Before reading: what comes in meanwhile makes the answer better than it says.
      List<Staleness> staleBy = List.of(lags.of(stores, partition));
      return new ShardReads(find(scan, partition, copy, patience), staleBy);
    } catch (InvalidStateStoreException e) {
      throw moving(e);
    }
  }

  private List<ReadJson> find(ReadScan scan, int partition, Copy copy, Patience patience) {
    if (scan.from().isAfter(scan.end())) {
      return List.of();
    }
    ReadOnlyWindowStore<String, PlateRead> byPlate =
        store(ReadStores.READS_BY_PLATE, partition, copy);
    if (scan.index() == Index.PLATE) {
      return ofPlate(scan, byPlate, partition);
    }
    ReadOnlyWindowStore<String, String> byCamera =
        store(ReadStores.READS_BY_CAMERA, partition, copy);
    return scan.index() == Index.CAMERA
        ? ofCamera(scan, byPlate, byCamera, partition)
        : new PartialPlateScan(byPlate, byCamera, plan.reads(), patience).newest(scan, partition);
  }

  private static List<ReadJson> ofPlate(
      ReadScan scan, ReadOnlyWindowStore<String, PlateRead> byPlate, int partition) {
    List<ReadJson> found = new ArrayList<>();
    try (KeyValueIterator<Windowed<String>, PlateRead> reads = range(byPlate, scan)) {
      while (reads.hasNext() && found.size() < scan.limit()) {
        add(found, reads.next().value, scan, partition);
      }
    }
    return found;
  }

  private static List<ReadJson> ofCamera(
      ReadScan scan,
      ReadOnlyWindowStore<String, PlateRead> byPlate,
      ReadOnlyWindowStore<String, String> byCamera,
      int partition) {
    List<ReadJson> found = new ArrayList<>();
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
    return found;
  }

  private static <V> KeyValueIterator<Windowed<String>, V> range(
      ReadOnlyWindowStore<String, V> store, ReadScan scan) {
    Instant to = scan.end();
    return store.backwardFetch(
        StoreKey.from(scan.subject(), scan.from()),
        StoreKey.upTo(scan.subject(), to),
        scan.from(),
        to);
  }

  private static void add(List<ReadJson> found, PlateRead read, ReadScan scan, int partition) {
    Position position = new Position(read.getCapturedAt().toEpochMilli(), read.getReadId());
    if (scan.wants(position) && scan.wants(read.getPlateText())) {
      found.add(ReadJson.of(read, partition));
    }
  }

  @Override
  public CompletableFuture<Optional<ImageJson>> image(
      ImageRequest request, int partition, Copy copy) {
    try {
      if (copy == Copy.OWNER) {
        return CompletableFuture.completedFuture(
            lease.whole(() -> find(request, partition, copy, Optional.empty())));
      }
      Staleness staleBy = lags.of(List.of(ReadStores.READ_IMAGES), partition);
      Optional<ImageJson> image = find(request, partition, copy, Optional.of(staleBy));
      return image.isEmpty()
          ? CompletableFuture.failedFuture(
              new ReadsUnavailable("A standby has no such image, which may be on its way."))
          : CompletableFuture.completedFuture(image);
    } catch (InvalidStateStoreException e) {
      return CompletableFuture.failedFuture(moving(e));
    } catch (ReadsUnavailable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Optional<ImageJson> find(
      ImageRequest request, int partition, Copy copy, Optional<Staleness> staleBy) {
    Instant now = clock.instant();
    ReadOnlyWindowStore<String, ReadImage> images = store(ReadStores.READ_IMAGES, partition, copy);
    try (WindowStoreIterator<ReadImage> kept =
        images.fetch(
            request.readId(), plan.images().cutoff(now), now.plus(plan.clockTolerance()))) {
      return kept.hasNext() ? part(kept.next().value, request, staleBy) : Optional.empty();
    }
  }

  private static Optional<ImageJson> part(
      ReadImage image, ImageRequest request, Optional<Staleness> staleBy) {
    ByteBuffer wanted =
        switch (request.part()) {
          case CROP -> image.getPlateCrop();
          case SCENE -> image.getScene();
        };
    return Optional.ofNullable(wanted)
        .map(jpeg -> new ImageJson(image.getRead().getPlateText(), Bytes.of(jpeg), staleBy));
  }

  /** Only a copy that was asked for: an owner's is never stale, and none is never nothing. */
  private <V> ReadOnlyWindowStore<String, V> store(String name, int partition, Copy copy) {
    StoreQueryParameters<ReadOnlyWindowStore<String, V>> wanted =
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>windowStore())
            .withPartition(partition);
    return streams.store(copy == Copy.OWNER ? wanted : wanted.enableStaleStores());
  }

  private static ReadsUnavailable moving(RuntimeException e) {
    return new ReadsUnavailable("Reads are being moved between instances or restored.", e);
  }
}
