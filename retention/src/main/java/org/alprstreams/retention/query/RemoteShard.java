package org.alprstreams.retention.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Reads of another instance's partitions, asked over HTTP as the caller. */
final class RemoteShard implements Shard {

  private final HttpClient client;
  private final URI peer;
  private final PeerSignature signature;
  private final String token;
  private final Duration deadline;

  /**
   * @param peer the other instance's route for peers
   * @param token the caller's, passed on
   * @param deadline for the whole call
   */
  RemoteShard(
      HttpClient client, URI peer, PeerSignature signature, String token, Duration deadline) {
    this.client = client;
    this.peer = peer;
    this.signature = signature;
    this.token = token;
    this.deadline = deadline;
  }

  @Override
  public CompletableFuture<ShardReads> reads(ReadScan scan, Set<Integer> partitions, Copy copy) {
    return call(
        new PeerCall(Optional.of(scan), Optional.empty(), partitions, copy),
        response -> parse(response, ShardReads.class));
  }

  @Override
  public CompletableFuture<Optional<ImageJson>> image(
      ImageRequest request, int partition, Copy copy) {
    return call(
        new PeerCall(Optional.empty(), Optional.of(request), Set.of(partition), copy),
        response ->
            response.statusCode() == PeerRoute.NO_CONTENT
                ? Optional.empty()
                : Optional.of(parse(response, ImageJson.class)));
  }

  private <T> CompletableFuture<T> call(PeerCall call, Function<HttpResponse<byte[]>, T> answer) {
    byte[] body = Json.write(call);
    HttpRequest request =
        HttpRequest.newBuilder(peer)
            .timeout(deadline)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header(PeerSignature.HEADER, signature.sign(token, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw new ReadsUnavailable("An instance does not answer.", failure);
              }
              if (response.statusCode() >= 300) {
                throw new ReadsUnavailable(
                    "An instance answers with status " + response.statusCode() + ".");
              }
              return answer.apply(response);
            });
  }

  private static <T> T parse(HttpResponse<byte[]> response, Class<T> type) {
    try {
      return Json.read(response.body(), type);
    } catch (IOException e) {
      throw new CompletionException(
          new ReadsUnavailable("An instance of another release answers.", e));
    }
  }
}
