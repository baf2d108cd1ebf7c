package org.alprstreams.retention.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alprstreams.retention.query.ReadScan.Index;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Sends a query to whoever owns the partitions it needs: one for a plate, all of them for a camera
 * or a partial plate. Where an owner does not answer, a standby may, and the answer says how stale
 * it is (KIP-535). An answer comes from every partition needed, or says which are missing.
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
   * What an answer may lack.
   *
   * @param partial partitions
   * @param stale what owners have taken in last: it may come from standbys
   */
  record Allowance(boolean partial, boolean stale) {}

  /**
   * What was found.
   *
   * @param reads newest first
   * @param missing partitions that did not answer
   * @param staleBy partitions for which a standby answered
   */
  record Found(List<ReadJson> reads, Set<Integer> missing, List<Staleness> staleBy) {}

  Router(Owners owners, Shards shards, Duration deadline) {
    this.owners = owners;
    this.shards = shards;
    this.deadline = deadline;
  }

  /**
   * Reads from every partition needed.
   *
   * @throws ReadsUnavailable if partitions are missing and may not be, or none has answered
   */
  Found reads(ReadScan scan, Allowance allowance, Optional<String> token) {
    Set<Integer> needed =
        scan.index() == Index.PLATE
            ? Set.of(owners.partitionOf(scan.subject()))
            : IntStream.range(0, owners.partitions()).boxed().collect(Collectors.toSet());
    long end = System.nanoTime() + deadline.toNanos();
    Gathering gathering = new Gathering(needed);
    Map<Integer, HostInfo> owned = owners.current();
    Map<Integer, List<HostInfo>> standbys = allowance.stale() ? owners.standbys() : Map.of();

    ask(scan, Copy.OWNER, owned, gathering, token, standbys.isEmpty() ? end : share(end, 2));
    int most = standbys.values().stream().mapToInt(List::size).max().orElse(0);
    for (int rank = 0; rank < most; rank++) {
      ask(scan, Copy.STANDBY, ranked(standbys, rank), gathering, token, share(end, most - rank));
    }
    gathering.requireEnough(allowance.partial());
    return gathering.found(scan.limit());
  }

  /** An equal share of what is left, for whoever is asked now: who comes after may answer. */
  private static long share(long end, int waiting) {
    long now = System.nanoTime();
    return now + Math.max(0, end - now) / waiting;
  }

  private static Map<Integer, HostInfo> ranked(Map<Integer, List<HostInfo>> standbys, int rank) {
    return standbys.entrySet().stream()
        .filter(partition -> partition.getValue().size() > rank)
        .collect(Collectors.toMap(Map.Entry::getKey, partition -> partition.getValue().get(rank)));
  }

  /** Asks for all partitions that are still missing, each its host; all hosts at once. */
  private void ask(
      ReadScan scan,
      Copy copy,
      Map<Integer, HostInfo> hosts,
      Gathering gathering,
      Optional<String> token,
      long end) {
    Map<HostInfo, Set<Integer>> byHost =
        gathering.missing().stream()
            .filter(hosts::containsKey)
            .collect(Collectors.groupingBy(hosts::get, Collectors.toSet()));
    Map<HostInfo, CompletableFuture<ShardReads>> asked = new HashMap<>();
    byHost.forEach(
        (host, partitions) ->
            asked.put(host, shards.at(host, token).reads(scan, partitions, copy)));
    asked.forEach(
        (host, answer) -> {
          try {
            gathering.add(Peers.await(answer, end), byHost.get(host));
          } catch (ReadsUnavailable e) {
            gathering.failed(e); // Its partitions stay among the missing.
          }
        });
  }

  /**
   * An image of a partition.
   *
   * @param stale whether it may come from a standby
   * @throws ReadsUnavailable if whoever keeps it does not answer
   */
  Optional<ImageJson> image(
      ImageRequest request, int partition, boolean stale, Optional<String> token) {
    long end = System.nanoTime() + deadline.toNanos();
    List<HostInfo> standbys =
        stale ? owners.standbys().getOrDefault(partition, List.of()) : List.of();
    ReadsUnavailable failure = new ReadsUnavailable("The partition has no owner at present.");
    HostInfo owner = owners.current().get(partition);
    if (owner != null) {
      try {
        return Peers.await(
            shards.at(owner, token).image(request, partition, Copy.OWNER),
            standbys.isEmpty() ? end : share(end, 2));
      } catch (ReadsUnavailable e) {
        failure = e;
      }
    }
    for (int rank = 0; rank < standbys.size(); rank++) {
      try {
        return Peers.await(
            shards.at(standbys.get(rank), token).image(request, partition, Copy.STANDBY),
            share(end, standbys.size() - rank));
      } catch (ReadsUnavailable e) {
        failure.addSuppressed(e); // The next may have it.
      }
    }
    throw failure;
  }
}
