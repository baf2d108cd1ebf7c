package org.alprstreams.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.BadRequestResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.Health;
import org.alprstreams.service.health.HealthState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final SignIn NOBODY =
      context -> {
        throw new Problem(401, "Not signed in", "Send a token");
      };

  private final HttpSettings settings =
      Settings.of(Map.of("alpr.http.port", "0", "alpr.http.max-request-bytes", "1024"))
          .of(HttpSettings.class);
  private HttpServer server;

  @BeforeEach
  void setUp() {
    server =
        new HttpServer(settings, context -> new Caller("dana", "Sheriff", Set.of(Role.MAINTAINER)));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() throws Exception {
    // Given
    server.routes().open("GET", "/hello", context -> context.result("hello"));
    server.open();

    for (String path : new String[] {"/hello", "/nowhere"}) {
      // When
      HttpResponse<String> answer = get(path);

      // Then
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'")
          .contains("frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    ", 200",
    "Sheriff/dana, 200",
    "Sheriff/Dana, 412",
    "Police/dana, 412",
    "dana, 412",
    "Sheriff/dana/, 412",
    "Sheriff/%ZZ, 412"
  })
  void whatAnotherPersonsPageAsksForIsNotDone(String page, int status) throws Exception {
    // Given
    AtomicReference<String> doneBy = new AtomicReference<>();
    server
        .routes()
        .post(
            "/change",
            Permission.VIEW_METRICS,
            context -> doneBy.set(Caller.of(context).username()));
    server.open();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/change"))
            .POST(BodyPublishers.noBody());
    if (page != null) {
      request.header("Alpr-Signed-In-As", page);
    }

    // When
    HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(doneBy.get()).isEqualTo(status == 200 ? "dana" : null);
  }

  @Test
  void namesOfAnyScriptAreComparedAsTheyAre() throws Exception {
    // Given
    server.close();
    server =
        new HttpServer(
            settings, context -> new Caller("zoë +1/2", "Büro Ω", Set.of(Role.MAINTAINER)));
    server.routes().get("/own", Permission.VIEW_METRICS, context -> context.result("own"));
    server.open();

    // When, as encodeURIComponent writes it
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/own"))
                .header("Alpr-Signed-In-As", "B%C3%BCro%20%CE%A9/zo%C3%AB%20%2B1%2F2")
                .build(),
            BodyHandlers.ofString());

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void problemIsAnsweredAsThrown() throws Exception {
    // Given
    server
        .routes()
        .open(
            "GET",
            "/busy",
            context -> {
              throw new Problem(503, "Busy", "Try \"later\"", Map.of("Retry-After", "5"));
            });
    server.open();

    // When
    HttpResponse<String> answer = get("/busy");

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Busy\",\"status\":503,"
                + "\"detail\":\"Try \\\"later\\\"\"}");
  }

  @Test
  void unexpectedFailureTellsTheCallerAReferenceAndNothingElse() throws Exception {
    // Given
    server
        .routes()
        .open(
            "GET",
            "/fails",
            context -> {
              throw new IllegalStateException("plate 8SECRET1");
            });
    server.open();

    // When
    HttpResponse<String> answer = get("/fails");

    // Then
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .contains("reference")
        .doesNotContain("8SECRET1")
        .doesNotContain("IllegalState")
        .doesNotContain("\tat ");
  }

  @Test
  void unknownPathWrongMethodAndRefusalsOfTheLibraryAreProblemsToo() throws Exception {
    // Given
    server
        .routes()
        .open(
            "GET",
            "/picky",
            context -> {
              throw new BadRequestResponse("internal words");
            });
    server.open();

    // When / Then
    assertProblem(get("/nowhere"), 404);
    assertProblem(get("/picky"), 400);
    assertProblem(send(request("/picky").POST(BodyPublishers.noBody())), 405);
  }

  @Test
  void requestTooBrokenForARouteShowsNoInternals() throws Exception {
    // Given
    server.open();

    // When
    String answer;
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
      socket
          .getOutputStream()
          .write(
              "GET /%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      answer = readAll(socket.getInputStream());
    }

    // Then
    assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Jetty").doesNotContain("\tat ");
  }

  @Test
  void bodyOverTheLimitIsRefused() throws Exception {
    // Given
    server.routes().open("POST", "/in", context -> context.result(context.body()));
    server.open();

    // When
    HttpResponse<String> answer =
        send(request("/in").POST(BodyPublishers.ofString("x".repeat(1025))));

    // Then
    assertProblem(answer, 413);
  }

  @Test
  void senderOfABodyThatNobodyWantsSeesWhy() throws Exception {
    // Given
    server.close();
    server =
        new HttpServer(Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class), NOBODY);
    server.routes().post("/in", Permission.VIEW_METRICS, context -> context.result("in"));
    server.open();

    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());

      // When: more than a connection holds on its way, and all of it sent before listening
      String head =
          "POST /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[9_000_000]);

      // Then
      assertThat(readAll(socket.getInputStream()))
          .startsWith("HTTP/1.1 401")
          .contains("Send a token");
    }
  }

  @Test
  void bodyIsNotAskedForToBeRefused() throws Exception {
    // Given
    server.close();
    server = new HttpServer(settings, NOBODY);
    server.routes().post("/in", Permission.VIEW_METRICS, context -> context.result("in"));
    server.open();

    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(5).toMillis());

      // When
      socket
          .getOutputStream()
          .write(
              "POST /in HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      // Then
      assertThat(readAll(socket.getInputStream()))
          .startsWith("HTTP/1.1 401")
          .contains("Send a token");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"; filename=\"f\"", ""})
  void formInChunksOverTheLimitIsRefused(String fileName) throws Exception {
    // Given
    server
        .routes()
        .open(
            "POST",
            "/form",
            context -> {
              Forms.read(context);
              context.result("files: " + context.uploadedFiles().size());
            });
    server.open();

    // When: no length is declared that could be refused before the body is read
    HttpResponse<String> within = send(chunked("/form", fileName, 500));
    HttpResponse<String> over = send(chunked("/form", fileName, 1024));
    HttpResponse<String> farOver = send(chunked("/form", fileName, 1_000_000));

    // Then
    assertThat(within.body()).isEqualTo("files: " + (fileName.isEmpty() ? 0 : 1));
    assertProblem(over, 413);
    assertProblem(farOver, 413);
    assertThat(over.body()).contains("alpr.http.max-request-bytes");
  }

  @Test
  void formThatIsCutOffIsTheSendersFault() throws Exception {
    // Given
    server.routes().open("POST", "/form", Forms::read);
    server.open();

    // When
    HttpResponse<String> answer =
        send(
            request("/form")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString("--x\r\nContent-Disp")));

    // Then
    assertProblem(answer, 400);
    assertThat(answer.body()).contains("send it again, whole");
  }

  private HttpRequest.Builder chunked(String path, String fileName, int bytes) {
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"f\""
            + fileName
            + "\r\n\r\n"
            + "y".repeat(bytes)
            + "\r\n--x--\r\n";
    return request(path)
        .header("Content-Type", "multipart/form-data; boundary=x")
        .POST(
            BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(form.getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void permissionOfAnotherRoleIsRefused() throws Exception {
    // Given
    server.routes().get("/reads", Permission.QUERY_READS, context -> context.result("reads"));
    server.open();

    // When
    HttpResponse<String> answer = get("/reads");

    // Then
    assertProblem(answer, 403);
    assertThat(answer.body()).contains("QUERY_READS");
  }

  @Test
  void routeWithoutPermissionCannotBeRegistered() {
    // When / Then
    assertThatThrownBy(() -> server.routes().get("/reads", null, context -> {}))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("permission");
  }

  @Test
  void sameRouteTwiceIsRefused() {
    // Given
    server.routes().open("GET", "/x", context -> {});

    // When / Then
    assertThatThrownBy(() -> server.routes().get("/x", Permission.VIEW_AUDIT, context -> {}))
        .hasMessageContaining("GET /x is registered twice");
  }

  @Test
  void routeAfterOpeningIsRefused() {
    // Given
    server.open();

    // When / Then
    assertThatThrownBy(() -> server.routes().open("GET", "/late", context -> {}))
        .hasMessageContaining("Application.start");
  }

  @Test
  void filesOfTheClasspathAreServed() throws Exception {
    // Given
    server.routes().staticFiles("/", "/static-sample");
    server.open();

    // When
    HttpResponse<String> answer = get("/hello.txt");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().trim()).isEqualTo("hello");
  }

  /** What comes in may be a plate that nobody may keep: it touches no disk on the way. */
  @Test
  void partsOfAFormAreNotWrittenToFiles() throws Exception {
    // Given
    String content = "sample " + System.nanoTime();
    List<Path> written = new ArrayList<>();
    server
        .routes()
        .open(
            "POST",
            "/form",
            context -> {
              assertThat(context.uploadedFiles()).hasSize(1);
              written.addAll(temporaryFilesWith(content));
              context.result("read");
            });
    server.open();

    // When
    HttpResponse<String> answer =
        send(
            request("/form")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(
                    BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
                            + content
                            + "\r\n--x--\r\n")));

    // Then
    assertThat(answer.body()).isEqualTo("read");
    assertThat(written).isEmpty();
  }

  private static List<Path> temporaryFilesWith(String content) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) == content.length() && Files.readString(file).equals(content)) {
          found.add(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Another process's file, gone meanwhile.
    }
    return found;
  }

  @Test
  void portInUseIsNamed() {
    // Given
    server.open();
    HttpSettings taken =
        Settings.of(Map.of("alpr.http.port", String.valueOf(server.port()))).of(HttpSettings.class);

    // When / Then
    try (HttpServer second = new HttpServer(taken, context -> null)) {
      assertThatThrownBy(second::open)
          .hasMessageContaining("127.0.0.1:" + server.port())
          .hasMessageContaining("alpr.http.port");
    }
  }

  @Test
  void healthAnswersByTheWorstPart() throws Exception {
    // Given
    AtomicReference<HealthState> state = new AtomicReference<>(HealthState.starting("filling"));
    Health health = new Health();
    health.register("part", state::get);
    OperationsRoutes.register(
        server.routes(), settings, health, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    server.open();

    // When / Then
    assertHealth(200, 503, "STARTING");
    state.set(HealthState.up());
    assertHealth(200, 200, "UP");
    state.set(HealthState.down("no broker"));
    assertHealth(200, 503, "no broker");
    state.set(HealthState.dead("failed"));
    assertHealth(503, 503, "DEAD");
  }

  @Test
  void metricsAreForMaintainers() throws Exception {
    // Given
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.counter("sample").increment();
    OperationsRoutes.register(server.routes(), settings, new Health(), meters);
    server.open();

    // When
    HttpResponse<String> answer = get("/metrics");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("sample_total 1.0");
  }

  private void assertHealth(int live, int ready, String text) throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(live);
    HttpResponse<String> answer = get("/health/ready");
    assertThat(answer.statusCode()).isEqualTo(ready);
    assertThat(answer.body()).contains(text);
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body()).contains("\"status\":" + status).doesNotContain("internal words");
  }

  private static String readAll(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
