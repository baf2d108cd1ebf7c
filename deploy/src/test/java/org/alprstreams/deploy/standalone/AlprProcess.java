package org.alprstreams.deploy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.alprstreams.deploy.AlprJvm;
import org.alprstreams.deploy.Ports;

/**
 * A standalone in a process of its own with ports and data of its own, as the launcher starts it,
 * and the commands that a user gives beside it. Test support.
 */
final class AlprProcess {

  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration COMMAND = Duration.ofSeconds(120);

  private final Path data;
  private final int httpPort = Ports.free();
  private final Map<String, Integer> ports =
      Map.of(
          "alpr.http.port", httpPort,
          "alpr.standalone.broker-port", Ports.free(),
          "alpr.standalone.controller-port", Ports.free(),
          "alpr.standalone.registry-port", Ports.free());
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> tokens = new HashMap<>();
  private Process process;
  private Path log;
  private int starts;

  AlprProcess(Path data) {
    this.data = data;
  }

  /** Starts it and waits until every part is up. */
  void start() throws IOException {
    log = data.resolveSibling("standalone-" + ++starts + ".log");
    process = launch(log, List.of("standalone"));
    await("readiness; see " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !process.isAlive() || status("/health/ready") == 200);
    assertThat(process.isAlive())
        .as("standalone runs; it said:\n" + Files.readString(log))
        .isTrue();
  }

  /** Ends it the way a power cut does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Ends the schema registry, the one process that it has started. */
  void killRegistry() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits until it has ended by itself, and gives its exit code. */
  int awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** What it said since its last start. */
  String printed() throws IOException {
    return Files.readString(log);
  }

  /** Ends it the way Ctrl-C does, and gives the time that took. */
  Duration stop() throws InterruptedException {
    long began = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Stops what still runs, at the end of a test that failed. */
  void clean() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  /** Runs a command to its end and gives what it printed. */
  String command(String... words) throws IOException, InterruptedException {
    Path log = Files.createTempFile(data.getParent(), "command-", ".log");
    Process command = launch(log, List.of(words));
    assertThat(command.waitFor(COMMAND.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String printed = Files.readString(log);
    assertThat(command.exitValue()).as(String.join(" ", words) + "\n" + printed).isZero();
    return printed;
  }

  /** Whether something still listens where the schema registry did. */
  boolean registryRuns() {
    try {
      return status("http://localhost:" + ports.get("alpr.standalone.registry-port") + "/apis", "")
          > 0;
    } catch (IOException e) {
      return false;
    }
  }

  JsonNode get(String role, String path, Map<String, String> query) throws Exception {
    HttpResponse<byte[]> response = getBytes(role, path, query);
    assertThat(response.statusCode())
        .as(path + ": " + new String(response.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return json.readTree(response.body());
  }

  HttpResponse<byte[]> getBytes(String role, String path, Map<String, String> query)
      throws Exception {
    String parameters =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path + "?" + parameters))
            .header("Authorization", "Bearer " + token(role))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private String token(String role) throws IOException, InterruptedException {
    String known = tokens.get(role);
    if (known == null) {
      known = command("token", role).strip();
      tokens.put(role, known);
    }
    return known;
  }

  private String address() {
    return "http://localhost:" + httpPort;
  }

  private int status(String path) {
    try {
      return status(address(), path);
    } catch (IOException e) {
      return 0;
    }
  }

  private int status(String base, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Process launch(Path log, List<String> words) throws IOException {
    Map<String, Object> settings = new HashMap<>(ports);
    settings.put("alpr.service.data-directory", data);
    settings.put("alpr.standalone.home", AlprJvm.APP);
    settings.put(
        "alpr.kafka.bootstrap-servers", "localhost:" + ports.get("alpr.standalone.broker-port"));
    settings.put(
        "alpr.registry.url", "http://localhost:" + ports.get("alpr.standalone.registry-port"));
    settings.put("alpr.ingest.state-directory", data.resolve("ingest"));
    return AlprJvm.launch("512m", log, words, settings);
  }
}
