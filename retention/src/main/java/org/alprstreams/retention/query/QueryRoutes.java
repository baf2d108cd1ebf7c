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

  /**
   * What other routes of retention need of these.
   *
   * @param search finds reads
   * @param local gives reads of this instance, whole
   * @param peers reaches other instances
   * @param access records accesses
   */
  public record Doors(ReadSearch search, LocalReads local, Peers peers, RecordedAccess access) {}

  /** Registers the routes of queries. */
  public static Doors register(
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
    Owners owners = new StreamsOwners(streams, network.partitions());
    Router router = new Router(owners, shards, network.deadline());
    RecordedAccess access = new RecordedAccess(policy, log);
    new ReadRoutes(router, access, plan, network.longestSpan(), network.partitions(), clock)
        .register(routes);
    signature.ifPresent(known -> new PeerRoute(local, known).register(routes));
    PolicyRoute.register(routes, policy);
    return new Doors(
        new ReadSearch(router, owners, plan, network.longestSpan(), clock),
        new LocalReads(streams, plan, owners, clock),
        new Peers(network.self(), network.tls(), signature, client, network.deadline()),
        access);
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
