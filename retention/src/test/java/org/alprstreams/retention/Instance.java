package org.alprstreams.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Role;

/** One process with retention in it, and a client that is signed in. */
final class Instance implements AutoCloseable {

  static final String OPT_OUT_SECRET = "00".repeat(32);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  private final ServiceRuntime runtime;

  private Instance(int port, ServiceRuntime runtime) {
    this.port = port;
    this.runtime = runtime;
  }

  /**
   * Starts a process under the Town's policy; instances that share a data directory's parent share
   * the demo key.
   */
  static Instance start(String bootstrap, Path data, Map<String, String> more) throws Exception {
    return start(bootstrap, data, more, UsagePolicy.losAltosHills(), Clock.systemUTC());
  }

  /**
   * The same under another policy, or with a clock that queries go by: topologies have the
   * system's.
   */
  static Instance start(
      String bootstrap, Path data, Map<String, String> more, UsagePolicy policy, Clock clock)
      throws Exception {
    int port = freePort();
    Map<String, String> settings = settings(bootstrap, data, port);
    settings.putAll(more);
    ServiceRuntime runtime =
        new ServiceRuntime(
            Settings.of(settings),
            policy,
            List.of(new RetentionApplication()),
            Optional.of(RecordSerdes.registryFree()),
            clock);
    runtime.start();
    return new Instance(port, runtime);
  }

  /** Settings that all instances have, quick where tests would wait. */
  static Map<String, String> settings(String bootstrap, Path data, int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("alpr.kafka.bootstrap-servers", bootstrap);
    settings.put("alpr.service.data-directory", data.toString());
    settings.put("alpr.http.port", Integer.toString(port));
    settings.put("alpr.sign-in.demo-tokens", "true");
    settings.put("alpr.opt-out.secret", OPT_OUT_SECRET);
    settings.put("alpr.retention.access-log-deadline", "PT1S");
    settings.put("alpr.retention.sentinel-interval", "PT1S");
    settings.put("alpr.retention.purge-interval", "PT0.2S");
    // A flag comes when it comes: of another test's searches it may come among this one's records.
    settings.put("alpr.retention.repeat-searches", "100");
    settings.put("alpr.streams.commit-interval", "PT0.1S");
    settings.put("alpr.streams.properties.session.timeout.ms", "6000");
    return settings;
  }

  /** How a part of the process is. */
  HealthState health(String part) {
    return runtime.health().states().get(part);
  }

  boolean ready() {
    return runtime.health().ready();
  }

  int port() {
    return port;
  }

  Set<String> routes() {
    return runtime.routes();
  }

  String token(Role role) {
    return runtime.demoTokens().orElseThrow().mint("ana", Set.of(role), Duration.ofHours(1));
  }

  /** Asks as an analyst. */
  HttpResponse<byte[]> get(String pathAndQuery) throws IOException, InterruptedException {
    return get(pathAndQuery, Optional.of(token(Role.ANALYST)));
  }

  HttpResponse<byte[]> get(String pathAndQuery, Optional<String> token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery));
    token.ifPresent(given -> request.header("Authorization", "Bearer " + given));
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Asks as somebody of this role; the body is JSON, or empty for none. */
  HttpResponse<byte[]> call(Role role, String method, String pathAndQuery, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(pathAndQuery))
            .header("Authorization", "Bearer " + token(role))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  JsonNode json(String pathAndQuery) throws IOException, InterruptedException {
    return JSON.readTree(get(pathAndQuery).body());
  }

  static JsonNode parse(HttpResponse<byte[]> response) throws IOException {
    return JSON.readTree(response.body());
  }

  private URI uri(String pathAndQuery) {
    return URI.create("http://127.0.0.1:" + port + pathAndQuery);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    runtime.close();
  }
}
