package org.alprstreams.retention;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;

/**
 * Retention in a process of its own, which can be killed and comes back with its state, or be
 * frozen and go on.
 */
final class InstanceProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(120);

  /**
   * The deadlines of a query and of its access record, 5 seconds and 1, and as much again for a
   * machine that others use.
   */
  private static final Duration ANSWER = Duration.ofSeconds(12);

  private final String name;
  private final Path directory;
  private final Map<String, String> settings;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;
  private int starts;

  /**
   * @param directory data of all instances; they share the key of tokens, and nothing else
   */
  InstanceProcess(String name, String bootstrap, Path directory, Map<String, String> more)
      throws IOException {
    this.name = name;
    this.directory = directory;
    this.port = Instance.freePort();
    this.settings = new HashMap<>(Instance.settings(bootstrap, directory, port));
    settings.put("alpr.streams.properties.state.dir", directory.resolve(name).toString());
    settings.putAll(more);
  }

  /**
   * Runs retention until the process ends.
   *
   * @param args settings, each {@code key=value}
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String arg : args) {
      String[] pair = arg.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    try (ServiceRuntime runtime =
        new ServiceRuntime(
            Settings.of(settings),
            UsagePolicy.losAltosHills(),
            List.of(new RetentionApplication()),
            Optional.of(RecordSerdes.registryFree()),
            Clock.systemUTC())) {
      runtime.start();
      runtime.await();
    }
  }

  String name() {
    return name;
  }

  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                InstanceProcess.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve(name + "-" + ++starts + ".log").toFile())
            .start();
  }

  void awaitReady() {
    await(name + " ready; see its log in " + directory)
        .atMost(START)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> process.isAlive() && get("/health/ready", "").statusCode() == 200);
  }

  /** Ends it with SIGKILL: nothing of it gets to run any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Stops it with SIGSTOP: its connections stay open, and nothing answers. */
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on where it stopped. */
  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill ends with status " + status + ".");
    }
  }

  HttpResponse<byte[]> get(String pathAndQuery, String token)
      throws IOException, InterruptedException {
    return http.send(request(pathAndQuery, token), BodyHandlers.ofByteArray());
  }

  /** Asks and does not wait. */
  CompletableFuture<HttpResponse<byte[]>> ask(String pathAndQuery, String token) {
    return http.sendAsync(request(pathAndQuery, token), BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String pathAndQuery, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
        .header("Authorization", "Bearer " + token)
        .timeout(ANSWER)
        .build();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }
}
