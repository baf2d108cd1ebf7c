package org.alprstreams.retention.query;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;

/** Reads of another instance's partitions, asked over HTTP as the caller. */
final class RemoteShard implements Shard {

  private final Peers peers;
  private final HostInfo host;
  private final Optional<String> token;

  /**
   * @param host the other instance
   * @param token the caller's, passed on
   */
  RemoteShard(Peers peers, HostInfo host, Optional<String> token) {
    this.peers = peers;
    this.host = host;
    this.token = token;
  }

  @Override
  public CompletableFuture<ShardReads> reads(ReadScan scan, Set<Integer> partitions, Copy copy) {
    return ask(new PeerCall(Optional.of(scan), Optional.empty(), partitions, copy))
        .thenApply(answer -> parse(answer, ShardReads.class));
  }

  @Override
  public CompletableFuture<Optional<ImageJson>> image(
      ImageRequest request, int partition, Copy copy) {
    return ask(new PeerCall(Optional.empty(), Optional.of(request), Set.of(partition), copy))
        .thenApply(
            answer ->
                answer.length == 0
                    ? Optional.empty()
                    : Optional.of(parse(answer, ImageJson.class)));
  }

  private CompletableFuture<byte[]> ask(PeerCall call) {
    return peers.ask(host, PeerRoute.PATH, token, Json.write(call));
  }

  private static <T> T parse(byte[] answer, Class<T> type) {
    try {
      return Json.read(answer, type);
    } catch (IOException e) {
      throw new CompletionException(
          new ReadsUnavailable("An instance of another release answers.", e));
    }
  }
}
