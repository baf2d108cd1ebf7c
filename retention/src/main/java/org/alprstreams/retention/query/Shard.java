package org.alprstreams.retention.query;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Reads of the partitions that one instance holds. Answers fail with {@link ReadsUnavailable}. */
interface Shard {

  /** Reads of these partitions, newest first, all together at most the scan's limit. */
  CompletableFuture<ShardReads> reads(ReadScan scan, Set<Integer> partitions, Copy copy);

  /** An image kept in this partition. That a standby has none says nothing: it fails then. */
  CompletableFuture<Optional<ImageJson>> image(ImageRequest request, int partition, Copy copy);
}
