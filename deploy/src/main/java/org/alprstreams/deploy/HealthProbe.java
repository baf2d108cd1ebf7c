package org.alprstreams.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks a health address once and exits with 0 where it answers 200, with 1 otherwise: the health
 * check of an image that holds a Java runtime and no other tool.
 */
public final class HealthProbe {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private HealthProbe() {}

  /**
   * @param args the address, such as {@code http://localhost:8080/health/live}
   */
  public static void main(String[] args) throws InterruptedException {
    System.exit(healthy(URI.create(args[0])) ? 0 : 1);
  }

  /** Whether the address answers 200 within 2 seconds. */
  public static boolean healthy(URI address) throws InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).GET().build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      System.err.println("No answer from " + address + ": " + e.getMessage());
      return false;
    }
  }
}
