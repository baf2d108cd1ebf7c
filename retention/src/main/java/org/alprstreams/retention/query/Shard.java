package org.alprstreams.retention.query;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Reads of the partitions that one instance owns. Answers fail with {@link ReadsUnavailable}. */
interface Shard {

  /** Reads of these partitions, newest first, all together at most the scan's limit. */
  CompletableFuture<List<ReadJson>> reads(ReadScan scan, Set<Integer> partitions);

  /** An image kept in this partition. */
  CompletableFuture<Optional<ImageJson>> image(ImageRequest request, int partition);
}
