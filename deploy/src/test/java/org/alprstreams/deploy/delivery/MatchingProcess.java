package org.alprstreams.deploy.delivery;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.alprstreams.deploy.AlprJvm;
import org.alprstreams.deploy.Ports;

/** One {@code alpr matching}, which dies and comes back with the same data directory. */
final class MatchingProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(180);

  private final String name;
  private final Path directory;
  private final Map<String, ?> settings;
  private final int port = Ports.free();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private int starts;

  MatchingProcess(String name, Path directory, Map<String, ?> settings) {
    this.name = name;
    this.directory = directory;
    this.settings = Map.copyOf(settings);
  }

  void start() throws IOException {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("alpr.service.data-directory", directory.resolve(name));
    all.put("alpr.http.port", port);
    all.put("alpr.http.open-metrics", true);
    Path log = directory.resolve(name + "-" + ++starts + ".log");
    process = AlprJvm.launch("256m", log, List.of("matching"), all);
  }

  /** Waits until it takes part: topics and schemas are there, and its topology runs. */
  void awaitReady() {
    await(name + " ready; see its log in " + directory)
        .atMost(START)
        .ignoreExceptionsInstanceOf(IOException.class)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get("/health/ready").statusCode() == 200);
  }

  /** Waits until it has partitions and has processed this many looks from them since its start. */
  void awaitAtWork(int looks) {
    await(name + " at work; see its log in " + directory)
        .atMost(START)
        .ignoreExceptionsInstanceOf(IOException.class)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> looksProcessed() >= looks);
  }

  /** Ends it with SIGKILL: nothing of it gets to run any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  private double looksProcessed() throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("alpr_matching_looks_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended by itself; see its log in " + directory);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
