package org.alprstreams.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.alprstreams.simulation.SimulatedFrame;

/** Sends frames the way a camera does: HTTP POST with a camera's token. */
public final class FrameSender {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI base;
  private final Supplier<String> token;

  /**
   * @param base of the process that takes frames
   * @param token of a camera, asked for with each frame
   */
  public FrameSender(URI base, Supplier<String> token) {
    this.base = base;
    this.token = token;
  }

  /** Whether the process takes frames yet. */
  boolean ready() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/health/ready")).timeout(TIMEOUT).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Not listening yet.
      return false;
    }
  }

  /**
   * Sends a frame.
   *
   * @return the HTTP status
   * @throws IOException if the server does not answer
   */
  int send(SimulatedFrame frame) throws IOException, InterruptedException {
    return client.send(request(frame, frame.capturedAt()), BodyHandlers.discarding()).statusCode();
  }

  /**
   * Sends a frame and does not wait for the answer.
   *
   * @param capturedAt what it is to say instead of its own moment
   * @return the HTTP status, in time
   */
  public CompletableFuture<Integer> sendAsync(SimulatedFrame frame, Instant capturedAt) {
    return client
        .sendAsync(request(frame, capturedAt), BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  private HttpRequest request(SimulatedFrame frame, Instant capturedAt) {
    return HttpRequest.newBuilder(base.resolve("/cameras/" + frame.cameraId() + "/frames"))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token.get())
        .header("Content-Type", "image/jpeg")
        .header("X-Captured-At", capturedAt.toString())
        .POST(BodyPublishers.ofByteArray(frame.jpeg()))
        .build();
  }
}
