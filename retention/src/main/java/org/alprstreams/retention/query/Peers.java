package org.alprstreams.retention.query;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alprstreams.retention.query.PeerSignature.Verdict;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Denied;
import org.alprstreams.service.http.Problem;
import org.apache.kafka.streams.state.HostInfo;

/**
 * What instances ask of each other over HTTP, as the caller: with the caller's token, and a
 * signature that only an instance can make.
 */
public final class Peers {

  /**
   * How many questions may wait for one instance: each holds a thread here, and one that is frozen
   * takes connections and answers none.
   */
  static final int MOST_WAITING = 32;

  private final HostInfo self;
  private final boolean tls;
  private final Optional<PeerSignature> signature;
  private final HttpClient client;
  private final Duration deadline;
  private final Map<HostInfo, Semaphore> waiting = new ConcurrentHashMap<>();

  Peers(
      HostInfo self,
      boolean tls,
      Optional<PeerSignature> signature,
      HttpClient client,
      Duration deadline) {
    this.self = self;
    this.tls = tls;
    this.signature = signature;
    this.client = client;
    this.deadline = deadline;
  }

  /** How long one question may take, this instance's own work included. */
  public Duration deadline() {
    return deadline;
  }

  /** Whether that is this instance. */
  public boolean isSelf(HostInfo host) {
    return host.equals(self);
  }

  /** Whether there can be other instances: a secret is set. */
  public boolean isConnected() {
    return signature.isPresent();
  }

  /**
   * Asks another instance.
   *
   * @param path its route
   * @param caller whose token is passed on
   * @param body the question
   * @return the answer's body, empty where there is none; fails with {@link ReadsUnavailable}
   * @throws ReadsUnavailable if it cannot be asked at all
   */
  public CompletableFuture<byte[]> ask(HostInfo host, String path, Context caller, byte[] body) {
    return ask(host, path, CallerToken.of(caller), body);
  }

  CompletableFuture<byte[]> ask(HostInfo host, String path, Optional<String> caller, byte[] body) {
    PeerSignature known =
        signature.orElseThrow(
            () ->
                new ReadsUnavailable(
                    "Another instance owns these, and alpr.retention.peer-secret is not set."));
    String token =
        caller.orElseThrow(
            () ->
                new ReadsUnavailable(
                    "Another instance owns these, and the request carries no token to pass on."));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    (tls ? "https" : "http") + "://" + host.host() + ":" + host.port() + path))
            .timeout(deadline)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header(PeerSignature.HEADER, known.sign(token, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    Semaphore places = waiting.computeIfAbsent(host, none -> new Semaphore(MOST_WAITING));
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new ReadsUnavailable("An instance has left too many questions unanswered."));
    }
    return send(request)
        .whenComplete((response, failure) -> places.release())
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw new ReadsUnavailable("An instance does not answer.", failure);
              }
              if (response.statusCode() >= 300) {
                throw new ReadsUnavailable(
                    "An instance answers with status " + response.statusCode() + ".");
              }
              return response.body();
            });
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    // The request's own timeout ends with the head of an answer: its body may hang too.
    return sent.copy()
        .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((response, failure) -> sent.cancel(true));
  }

  /**
   * Waits for an answer as long as one question may take.
   *
   * @throws ReadsUnavailable if it does not come in time or has failed so
   */
  public <T> T await(CompletableFuture<T> answer) {
    return await(answer, System.nanoTime() + deadline.toNanos());
  }

  /**
   * The same until this instant of {@link System#nanoTime}.
   *
   * @throws ReadsUnavailable if it does not come in time or has failed so
   */
  public static <T> T await(CompletableFuture<T> answer, long end) {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ReadsUnavailable unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("A question failed.", e.getCause());
    } catch (TimeoutException e) {
      throw new ReadsUnavailable("An instance did not answer in time.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadsUnavailable("Interrupted while waiting for an instance.", e);
    }
  }

  /**
   * What another instance asks.
   *
   * @throws Denied 403 if no instance of ours asks
   * @throws Problem 400 if it is another release's question, 503 if it was asked too long ago
   */
  public <T> T question(Context context, Class<T> type) {
    byte[] body = context.bodyAsBytes();
    String token = CallerToken.of(context).orElse(null);
    Verdict verdict =
        signature
            .map(known -> known.check(context.header(PeerSignature.HEADER), token, body))
            .orElse(Verdict.FALSE);
    if (verdict == Verdict.OUT_OF_TIME) {
      // Asked while this instance was frozen: no caller's fault, and nobody waits any more.
      throw Responses.unavailable(
          "This question is too old, or the clocks of instances differ by half a minute.");
    }
    if (verdict == Verdict.FALSE) {
      throw new Denied(
          Caller.of(context),
          "NOT_AN_INSTANCE",
          new Problem(403, "Not an instance", "This route is for instances of retention."));
    }
    try {
      return Json.read(body, type);
    } catch (IOException e) {
      throw new Problem(
          400, "Not a question", "An instance of another release asks; run one release only.");
    }
  }
}
