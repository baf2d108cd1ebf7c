package org.alprstreams.benchmarks.queries;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.signin.DemoTokens;
import org.alprstreams.service.signin.SignInSettings;

/** Retention alone in a process of its own, and a signed-in analyst who asks it. */
public final class RetentionProcess implements AutoCloseable {

  private static final Duration VALID = Duration.ofHours(4);

  private final Process process;
  private final int port;
  private final String token;
  private final HttpClient http = HttpClient.newHttpClient();

  private RetentionProcess(Process process, int port, String token) {
    this.process = process;
    this.port = port;
    this.token = token;
  }

  /**
   * Runs retention until the process is ended.
   *
   * @param args settings, each {@code key=value}
   */
  public static void main(String[] args) throws Exception {
    JdkLogging.redirect();
    Map<String, String> settings = new TreeMap<>();
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
      Runtime.getRuntime().addShutdownHook(new Thread(runtime::stop));
      runtime.start();
      runtime.await();
    }
  }

  /**
   * Starts one.
   *
   * @param heap largest heap, such as {@code 512m}
   */
  static RetentionProcess start(String heap, Path log, Map<String, String> settings)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RetentionProcess.class.getName()));
    settings.forEach((key, value) -> command.add(key + "=" + value));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Settings parsed = Settings.of(settings);
    String token =
        DemoTokens.open(
                Path.of(settings.get("alpr.service.data-directory")),
                parsed.of(SignInSettings.class),
                Clock.systemUTC())
            .mint("analyst", Set.of(Role.ANALYST), VALID);
    return new RetentionProcess(process, Integer.parseInt(settings.get("alpr.http.port")), token);
  }

  HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofMinutes(1))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  boolean isReady() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("Retention ended by itself; see its log.");
    }
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // Its port is not open yet.
    }
  }

  /** The sum of a metric's values over its labels. */
  double metric(String begin) throws IOException, InterruptedException {
    return new String(get("/metrics").body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Resident memory in MiB, as Linux tells it; NaN elsewhere. */
  double residentMib() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
            .findFirst()
            .orElse(Double.NaN)
        : Double.NaN;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
