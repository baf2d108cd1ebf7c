package org.alprstreams.retention.query;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.alprstreams.retention.store.RetentionPlan;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.http.HttpRoutes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Puts the routes together. */
public final class QueryRoutes {

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
   */
  public record Network(
      HostInfo self,
      boolean tls,
      Optional<String> peerSecret,
      int partitions,
      Duration deadline,
      Duration longestSpan) {}

  /** Registers all routes of retention. */
  public static void register(
      HttpRoutes routes,
      KafkaStreams streams,
      RetentionPlan plan,
      UsagePolicy policy,
      AccessLog log,
      Network network,
      Clock clock) {
    Shard local = new LocalShard(streams, plan, clock);
    Optional<PeerSignature> signature =
        network.peerSecret().map(secret -> new PeerSignature(secret, clock));
    HttpClient client = HttpClient.newBuilder().connectTimeout(network.deadline()).build();
    Router.Shards shards =
        (host, token) ->
            host.equals(network.self())
                ? local
                : new RemoteShard(
                    client,
                    peer(network.tls(), host),
                    signature.orElseThrow(QueryRoutes::noSecret),
                    token.orElseThrow(QueryRoutes::noToken),
                    network.deadline());
    Router router =
        new Router(new StreamsOwners(streams, network.partitions()), shards, network.deadline());
    new ReadRoutes(
            router,
            new RecordedAccess(policy, log),
            plan,
            network.longestSpan(),
            network.partitions(),
            clock)
        .register(routes);
    signature.ifPresent(known -> new PeerRoute(local, known).register(routes));
    PolicyRoute.register(routes, policy);
  }

  private static URI peer(boolean tls, HostInfo host) {
    return URI.create(
        (tls ? "https" : "http") + "://" + host.host() + ":" + host.port() + PeerRoute.PATH);
  }

  private static ReadsUnavailable noSecret() {
    return new ReadsUnavailable(
        "Another instance owns these reads, and alpr.retention.peer-secret is not set.");
  }

  private static ReadsUnavailable noToken() {
    return new ReadsUnavailable(
        "Another instance owns these reads, and the request carries no token to pass on.");
  }
}
