package org.alprstreams.console.reads;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Problem;

/**
 * Passes queries on to the retention service under the caller's own identity. That service decides
 * and records; this one neither looks at answers nor keeps them.
 */
public final class ReadProxy {

  private final URI retention;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * @param retention base address of the retention service
   * @param timeout how long it may take to answer
   */
  public ReadProxy(URI retention, Duration timeout) {
    this.retention = retention;
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
    HttpRequest.Builder request = HttpRequest.newBuilder(target(context)).timeout(timeout).GET();
    copy(context, request, "Authorization");
    copy(context, request, "Cookie");
    copy(context, request, "Sec-Fetch-Site");
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      context.status(answer.statusCode());
      answer.headers().firstValue("Content-Type").ifPresent(context::contentType);
      answer.headers().firstValue("Retry-After").ifPresent(v -> context.header("Retry-After", v));
      context.result(answer.body());
    } catch (IOException e) {
      throw new Problem(
          503,
          "Reads cannot be queried now",
          "The retention service does not answer. Nothing was returned; try again in a moment.");
    }
  }

  private URI target(Context context) {
    String query = context.queryString();
    return retention.resolve(context.path() + (query == null ? "" : "?" + query));
  }

  private static void copy(Context context, HttpRequest.Builder request, String header) {
    String value = context.header(header);
    if (value != null) {
      request.header(header, value);
    }
  }
}
