package org.alprstreams.retention.query;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.http.HttpRoutes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Puts the routes together. */
public final class QueryRoutes {

  private static final Duration MEASURING = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private QueryRoutes() {}

  /**
   * How queries travel.
   *
   * @param self address under which other instances reach this one
   * @param tls whether instances reach each other over TLS
   * @param peerSecret shared by all instances; without it this one answers from its own partitions
   *     only, and refuses whatever needs another's
   * @param partitions of the reads' topic
   * @param deadline for one query, other instances included
   * @param longestSpan for queries of a camera
   * @param longestStaleness a standby that is further behind does not answer; empty where there are
   *     no standbys
   */
  public record Network(
      HostInfo self,
      boolean tls,
      Optional<String> peerSecret,
      int partitions,
      Duration deadline,
      Duration longestSpan,
      Optional<Duration> longestStaleness) {}

  /**
   * What other routes of retention need of these.
   *
   * @param search finds reads
   * @param local gives reads of this instance, whole
   * @param peers reaches other instances
   * @param access records accesses
   * @param lease for what this instance owns
   * @param standbys measures them; to be closed before the topology
   */
  public record Doors(
      ReadSearch search,
      LocalReads local,
      Peers peers,
      RecordedAccess access,
      OwnersLease lease,
      StandbyLags standbys) {}

  /**
   * Registers the routes of queries.
   *
   * @param lease for what this instance owns
   */
  public static Doors register(
      HttpRoutes routes,
      KafkaStreams streams,
      OwnersLease lease,
      RetentionPlan plan,
      UsagePolicy policy,
      AccessLog log,
      Network network,
      Clock clock) {
    StandbyLags lags =
        network
            .longestStaleness()
            .map(longest -> StandbyLags.measuring(streams, MEASURING, longest))
            .orElseGet(StandbyLags::none);
    Shard local = new LocalShard(streams, plan, lease, lags, searches(), network.deadline(), clock);
    Peers peers =
        new Peers(
            network.self(),
            network.tls(),
            network.peerSecret().map(secret -> new PeerSignature(secret, clock)),
            HttpClient.newBuilder().connectTimeout(network.deadline()).build(),
            network.deadline());
    Router.Shards shards =
        (host, token) -> peers.isSelf(host) ? local : new RemoteShard(peers, host, token);
    Owners owners = new StreamsOwners(streams, network.partitions());
    Router router = new Router(owners, shards, network.deadline());
    RecordedAccess access = new RecordedAccess(policy, log);
    new ReadRoutes(router, access, plan, network.longestSpan(), network.partitions(), clock)
        .register(routes);
    if (peers.isConnected()) {
      new PeerRoute(local, peers).register(routes);
    }
    PolicyRoute.register(routes, policy);
    OpenApiRoute.register(routes);
    return new Doors(
        new ReadSearch(router, owners, plan, network.longestSpan(), clock),
        new LocalReads(streams, lease, plan, owners, clock),
        peers,
        access,
        lease,
        lags);
  }

  /** As many at once as there are processors, so that searches share them with all else. */
  private static Executor searches() {
    int processors = Runtime.getRuntime().availableProcessors();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            processors,
            processors,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "retention-search");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
