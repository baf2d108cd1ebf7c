package org.alprstreams.retention.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alprstreams.retention.query.ReadScan.Index;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Sends a query to whoever owns the partitions it needs: one for a plate, all of them for a camera.
 * An answer comes from every partition needed, or says which are missing.
 */
final class Router {

  private final Owners owners;
  private final Shards shards;
  private final Duration deadline;

  /** Reaches an instance on behalf of a caller, whose token it may need. */
  interface Shards {
    Shard at(HostInfo host, Optional<String> token);
  }

  /**
   * What was found.
   *
   * @param reads newest first
   * @param missing partitions that did not answer
   */
  record Found(List<ReadJson> reads, Set<Integer> missing) {}

  Router(Owners owners, Shards shards, Duration deadline) {
    this.owners = owners;
    this.shards = shards;
    this.deadline = deadline;
  }

  /**
   * Reads from every partition needed.
   *
   * @param allowPartial whether to answer though partitions are missing
   * @throws ReadsUnavailable if partitions are missing and may not be, or none has answered
   */
  Found reads(ReadScan scan, boolean allowPartial, Optional<String> token) {
    Set<Integer> needed =
        scan.index() == Index.PLATE
            ? Set.of(owners.partitionOf(scan.subject()))
            : IntStream.range(0, owners.partitions()).boxed().collect(Collectors.toSet());
    Map<Integer, HostInfo> owned = owners.current();
    Map<HostInfo, Set<Integer>> byHost =
        needed.stream()
            .filter(owned::containsKey)
            .collect(Collectors.groupingBy(owned::get, Collectors.toSet()));

    Map<HostInfo, CompletableFuture<List<ReadJson>>> asked = new HashMap<>();
    byHost.forEach(
        (host, partitions) -> asked.put(host, shards.at(host, token).reads(scan, partitions)));

    Set<Integer> missing = new TreeSet<>(needed);
    List<ReadJson> reads = new ArrayList<>();
    long end = System.nanoTime() + deadline.toNanos();
    asked.forEach(
        (host, answer) -> {
          try {
            reads.addAll(await(answer, end));
            missing.removeAll(byHost.get(host));
          } catch (ReadsUnavailable e) {
            if (!allowPartial) {
              throw e;
            } // Its partitions stay among the missing, and the answer says so.
          }
        });
    if (!missing.isEmpty() && !allowPartial) {
      throw new ReadsUnavailable(
          missing.size() + " of " + needed.size() + " partitions have no owner at present.");
    }
    if (missing.size() == needed.size()) {
      throw new ReadsUnavailable("No partition has answered.");
    }
    return new Found(Answers.newest(reads, scan.limit()), missing);
  }

  /**
   * An image of a partition.
   *
   * @throws ReadsUnavailable if its owner does not answer
   */
  Optional<ImageJson> image(ImageRequest request, int partition, Optional<String> token) {
    HostInfo owner = owners.current().get(partition);
    if (owner == null) {
      throw new ReadsUnavailable("The partition has no owner at present.");
    }
    return await(
        shards.at(owner, token).image(request, partition), System.nanoTime() + deadline.toNanos());
  }

  private static <T> T await(CompletableFuture<T> answer, long end) {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ReadsUnavailable unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("A query failed.", e.getCause());
    } catch (TimeoutException e) {
      throw new ReadsUnavailable("An instance did not answer in time.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadsUnavailable("Interrupted while waiting for an instance.", e);
    }
  }
}
