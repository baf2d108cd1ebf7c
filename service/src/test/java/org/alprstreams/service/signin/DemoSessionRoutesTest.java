package org.alprstreams.service.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSessionRoutesTest {

  @TempDir Path data;
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    Clock clock = Clock.systemUTC();
    Settings all = Settings.of(Map.of("alpr.http.port", "0"));
    SignInSettings settings = all.of(SignInSettings.class);
    DemoTokens tokens = DemoTokens.open(data, settings, clock);
    TokenSignIn signIn = TokenSignIn.from(settings, tokens, role -> true, ZoneOffset.UTC, clock);
    server = new HttpServer(all.of(HttpSettings.class), signIn);
    DemoSessionRoutes.register(
        server.routes(),
        tokens,
        SessionRoutes.register(server.routes(), signIn, settings, clock),
        role -> role != Role.OVERSIGHT);
    server.open();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void offersTheRolesOfThePolicyButNoCameras() throws Exception {
    HttpResponse<String> answer = send("GET", "/session/demo");

    assertThat(answer.body())
        .contains("DISPATCHER", "MAINTAINER")
        .doesNotContain("OVERSIGHT", "CAMERA");
  }

  @Test
  void opensASessionThatScriptsCannotReadAndOtherSitesCannotUse() throws Exception {
    // When
    HttpResponse<String> answer = send("POST", "/session/demo?role=analyst");

    // Then
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(send("GET", "/session", "Cookie", cookie.substring(0, cookie.indexOf(';'))).body())
        .contains("\"username\":\"demo-analyst\"", "\"ANALYST\"", "\"QUERY_READS\"")
        .doesNotContain("ACT_ON_ALERTS");
  }

  @Test
  void opensNoneForARoleThatIsNotOffered() throws Exception {
    for (String query : new String[] {"", "?role=", "?role=CAMERA", "?role=OVERSIGHT", "?role=x"}) {
      HttpResponse<String> answer = send("POST", "/session/demo" + query);

      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void opensNoneForAnotherSitesPage() throws Exception {
    String path = "/session/demo?role=ANALYST";

    assertThat(send("POST", path, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(send("POST", path, "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    assertThat(send("POST", path, "Origin", "http://other.example").statusCode()).isEqualTo(403);
    assertThat(send("POST", path, "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(send("POST", path, "Sec-Fetch-Site", "same-origin").statusCode()).isEqualTo(200);
    assertThat(send("POST", path, "Origin", "http://" + authority()).statusCode()).isEqualTo(200);
  }

  /** A page may have its own name point at this machine, and is of our origin then. */
  @ParameterizedTest
  @CsvSource({
    "evil.example, 403",
    "evil.example:8080, 403",
    "127.0.0.1.evil.example, 403",
    "localhost, 200",
    "localhost:8080, 200",
    "console:8080, 200",
    "192.168.1.7:8080, 200",
    "[::1]:8080, 200",
  })
  void opensOneOnlyUnderANameThatNoStrangerCanOwn(String host, int status) throws Exception {
    // When
    String answer;
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              ("POST /session/demo?role=ANALYST HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nOrigin: http://"
                      + host
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    // Then
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  private String authority() {
    return "127.0.0.1:" + server.port();
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + authority() + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
