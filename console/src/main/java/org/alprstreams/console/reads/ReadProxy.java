package org.alprstreams.console.reads;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Passes queries on to the retention service under the caller's own identity. That service decides
 * and records; this one neither looks at answers nor keeps them.
 */
public final class ReadProxy {

  private final String retention;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param retention base address of the retention service
   * @param timeout how long it may take to answer
   */
  public ReadProxy(URI retention, Duration timeout) {
    this.retention = retention.toString().replaceFirst("/+$", "");
    this.timeout = timeout;
    this.client = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /** Takes over the retention service's paths. */
  public void register(HttpRoutes http) {
    http.get("/reads", Permission.QUERY_READS, this::forward);
    http.get("/reads/<rest>", Permission.QUERY_READS, this::forward);
    http.open("GET", "/policy", this::forward);
  }

  private void forward(Context context) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(target(context)).GET();
    copy(context, request, "Authorization");
    copy(context, request, "Cookie");
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      // The request's own timeout would end with the headers; this one counts the body, too.
      HttpResponse<byte[]> answer = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      context.status(answer.statusCode());
      answer.headers().firstValue("Content-Type").ifPresent(context::contentType);
      answer.headers().firstValue("Retry-After").ifPresent(v -> context.header("Retry-After", v));
      context.result(answer.body());
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw unavailable();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw unavailable();
      }
      throw new IllegalStateException("Passing a query on failed", e.getCause());
    }
  }

  private static Problem unavailable() {
    return new Problem(
        503,
        "Reads cannot be queried now",
        "The retention service does not answer. Nothing was returned; try again in a moment.",
        Map.of("Retry-After", "5"));
  }

  private URI target(Context context) {
    String query = context.queryString();
    try {
      return new URI(retention + context.path() + (query == null ? "" : "?" + query));
    } catch (URISyntaxException e) {
      // Not its words, which repeat the address.
      throw new Problem(
          400,
          "Bad address",
          "The query has a character that an address may not have, or a % without two digits."
              + " Percent-encode each value.");
    }
  }

  private static void copy(Context context, HttpRequest.Builder request, String header) {
    String value = context.header(header);
    if (value != null) {
      request.header(header, value);
    }
  }
}
