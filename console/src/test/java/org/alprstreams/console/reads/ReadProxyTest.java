package org.alprstreams.console.reads;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadProxyTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  /** What reached the retention service: the target, and the identity that came with it. */
  private record Seen(String target, String authorization, String cookie) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private com.sun.net.httpserver.HttpServer retention;
  private HttpServer console;
  private Role role = Role.ANALYST;

  @BeforeEach
  void open() throws IOException {
    retention =
        com.sun.net.httpserver.HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    retention.setExecutor(threads);
    retention.start();
    console =
        new HttpServer(
            Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
            context -> new Caller("dana", "Sheriff", Set.of(role)));
    URI address = URI.create("http://127.0.0.1:" + retention.getAddress().getPort() + "/");
    new ReadProxy(address, TIMEOUT).register(console.routes());
    console.open();
  }

  @AfterEach
  void close() {
    ended.countDown();
    console.close();
    retention.stop(0);
    threads.shutdownNow();
  }

  @Test
  void queriesAndAnswersPassThroughUnderTheCallersIdentity() throws Exception {
    // Given
    answer(200, "application/json", "{\"reads\":[]}");

    // When
    HttpResponse<String> answer = get("/reads?camera=CAM%2F7&from=a%2Bb&purpose=X");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"reads\":[]}");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(seen)
        .containsExactly(
            new Seen(
                "/reads?camera=CAM%2F7&from=a%2Bb&purpose=X", "Bearer abc", "alpr_session=def"));
  }

  @Test
  void refusalsPassThroughAsTheyAre() throws Exception {
    answer(422, "application/problem+json", "{\"title\":\"Case number missing\"}");

    HttpResponse<String> answer = get("/reads?plate=7ABC123&purpose=X");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("Case number missing");
  }

  @Test
  void imagesAndThePolicyPassThrough() throws Exception {
    answer(200, "image/jpeg", "picture");

    assertThat(get("/reads/r%201/image?part=crop&locator=3").body()).isEqualTo("picture");
    assertThat(get("/policy").body()).isEqualTo("picture");

    assertThat(seen)
        .extracting(Seen::target)
        .containsExactly("/reads/r%201/image?part=crop&locator=3", "/policy");
  }

  @Test
  void aCallerWithoutTheRightReachesNothing() throws Exception {
    role = Role.DISPATCHER;
    answer(200, "application/json", "{}");

    assertThat(get("/reads?plate=7ABC123").statusCode()).isEqualTo(403);
    assertThat(get("/reads/r1/image").statusCode()).isEqualTo(403);
    assertThat(seen).isEmpty();
  }

  @Test
  void aServiceThatDoesNotAnswerInTimeIsAProblem() throws Exception {
    // Given one that sends headers and half a body, and then nothing
    handle(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(new byte[50]);
          exchange.getResponseBody().flush();
          awaitEnd();
        });

    // When / Then
    assertUnavailable(get("/reads?plate=7ABC123"));
  }

  @Test
  void aServiceThatIsDownIsAProblem() throws Exception {
    retention.stop(0);

    assertUnavailable(get("/reads?plate=7ABC123"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/reads?plate=7ABC123|",
        "/reads?plate=7ABC123\"",
        "/reads?plate=7ABC123&camera={x}",
        "/reads?plate=7ABC123&camera=%",
        "/reads/a|b/image?plate=7ABC123",
        "/reads/%zz?plate=7ABC123"
      })
  void whatIsNoAddressIsTheCallersMistake(String target) throws Exception {
    // Given
    answer(200, "application/json", "{}");

    // When
    String answer = getAsItIs(target);

    // Then
    assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("7ABC123");
    assertThat(seen).isEmpty();
  }

  @Test
  void encodedCharactersPassThroughAsTheyAre() throws Exception {
    // Given
    answer(200, "application/json", "{}");

    // When
    get("/reads/a%7C%C3%BC%22/image?plate=7ABC123%7C");

    // Then
    assertThat(seen)
        .extracting(Seen::target)
        .containsExactly("/reads/a%7C%C3%BC%22/image?plate=7ABC123%7C");
  }

  /** Java's client would not send such an address. */
  private String getAsItIs(String target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: console\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertUnavailable(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(answer.body())
        .contains("Reads cannot be queried now")
        .doesNotContain("7ABC123")
        .doesNotContain("127.0.0.1");
  }

  private void answer(int status, String type, String body) {
    handle(
        exchange -> {
          seen.add(
              new Seen(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  exchange.getRequestHeaders().getFirst("Cookie")));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  private void handle(HttpHandler handler) {
    retention.createContext(
        "/",
        exchange -> {
          try (HttpExchange closing = exchange) {
            handler.handle(closing);
          }
        });
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> get(String target) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + target))
                .header("Authorization", "Bearer abc")
                .header("Cookie", "alpr_session=def")
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
