package org.alprstreams.retention.query;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.retention.store.ReadStores;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.retention.store.StoreKey;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** Single reads of this instance's own partitions, whole. Clamps by its own clock. */
public final class LocalReads {

  private final KafkaStreams streams;
  private final OwnersLease lease;
  private final RetentionPlan plan;
  private final Owners owners;
  private final Clock clock;

  LocalReads(
      KafkaStreams streams, OwnersLease lease, RetentionPlan plan, Owners owners, Clock clock) {
    this.streams = streams;
    this.lease = lease;
    this.plan = plan;
    this.owners = owners;
    this.clock = clock;
  }

  /**
   * A read with its images, as far as these are kept; empty where the read is not kept.
   *
   * @throws ReadsUnavailable while its partition is moved or restored, or is another instance's, or
   *     may be
   */
  public Optional<ReadImage> find(ReadRef ref) {
    return lease.whole(() -> kept(ref));
  }

  private Optional<ReadImage> kept(ReadRef ref) {
    Instant now = clock.instant();
    if (ref.capturedAt().isBefore(plan.reads().cutoff(now))) {
      return Optional.empty();
    }
    String plateKey = PlateKey.of(new PlateText(ref.plate())).value();
    int partition = owners.partitionOf(plateKey);
    long at = ref.capturedAt().toEpochMilli();
    String key = new StoreKey(plateKey, at, ref.readId()).encoded();
    ReadOnlyWindowStore<String, PlateRead> reads = store(ReadStores.READS_BY_PLATE, partition);
    return Optional.ofNullable(reads.fetch(key, at))
        .filter(read -> read.getPlateText().equals(ref.plate()))
        .map(read -> withImages(read, partition, now));
  }

  /** Images may be kept for less time than reads. */
  private ReadImage withImages(PlateRead read, int partition, Instant now) {
    ReadOnlyWindowStore<String, ReadImage> images = store(ReadStores.READ_IMAGES, partition);
    try (WindowStoreIterator<ReadImage> kept =
        images.fetch(
            read.getReadId(), plan.images().cutoff(now), now.plus(plan.clockTolerance()))) {
      ReadImage.Builder whole = ReadImage.newBuilder().setReadId(read.getReadId()).setRead(read);
      if (kept.hasNext()) {
        ReadImage image = kept.next().value;
        whole.setPlateCrop(image.getPlateCrop()).setScene(image.getScene());
      }
      return whole.build();
    }
  }

  private <V> ReadOnlyWindowStore<String, V> store(String name, int partition) {
    try {
      return streams.store(
          StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>windowStore())
              .withPartition(partition));
    } catch (InvalidStateStoreException e) {
      throw new ReadsUnavailable("Reads are being moved between instances or restored.", e);
    }
  }
}
