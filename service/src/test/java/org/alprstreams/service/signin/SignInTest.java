package org.alprstreams.service.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.file.ForcedFiles;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Denied;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Permission;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Over real HTTP, against keys served by a real issuer's endpoint. */
class SignInTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ZoneId TOWN = ZoneId.of("America/Los_Angeles");
  private static final String ISSUER = "https://issuer.example";

  /** Who may do what, written out a second time on purpose: the table a reviewer signs. */
  private static final Map<Role, Set<Permission>> TABLE =
      Map.of(
          Role.DISPATCHER, EnumSet.of(Permission.VIEW_ALERTS, Permission.ACT_ON_ALERTS),
          Role.ANALYST,
              EnumSet.of(Permission.VIEW_ALERTS, Permission.QUERY_READS, Permission.CORRECT_READS),
          Role.INVESTIGATOR,
              EnumSet.of(
                  Permission.VIEW_ALERTS,
                  Permission.ACT_ON_ALERTS,
                  Permission.QUERY_READS,
                  Permission.MANAGE_CASES,
                  Permission.CORRECT_READS),
          Role.OVERSIGHT, EnumSet.of(Permission.VIEW_AUDIT),
          Role.ADMINISTRATOR, EnumSet.of(Permission.MANAGE_LISTS, Permission.MANAGE_CAMERAS),
          Role.MAINTAINER, EnumSet.of(Permission.VIEW_METRICS),
          Role.CAMERA, EnumSet.of(Permission.SUBMIT_FRAMES));

  private static final AtomicReference<String> JWKS = new AtomicReference<>();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RSAKey key;
  private static HttpServer issuer;
  private static org.alprstreams.service.http.HttpServer server;

  @BeforeAll
  static void startIssuerAndServer() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    JWKS.set(new JWKSet(key.toPublicJWK()).toString());
    issuer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    issuer.createContext(
        "/jwks",
        exchange -> {
          byte[] body = JWKS.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    Settings settings =
        Settings.of(
            Map.of(
                "alpr.http.port",
                "0",
                "alpr.sign-in.issuer",
                ISSUER,
                "alpr.sign-in.jwks-uri",
                "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"));
    SignInSettings signInSettings = settings.of(SignInSettings.class);
    TokenSignIn signIn = TokenSignIn.from(signInSettings, role -> true, TOWN, CLOCK);
    server = new org.alprstreams.service.http.HttpServer(settings.of(HttpSettings.class), signIn);
    HttpRoutes routes = server.routes();
    for (Permission permission : Permission.values()) {
      routes.get("/" + permission, permission, context -> context.result("done"));
    }
    routes.post(
        "/change",
        Permission.ACT_ON_ALERTS,
        context -> context.result(Caller.of(context).username()));
    SessionRoutes.register(routes, signIn, signInSettings, CLOCK);
    server.open();
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.stop(0);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void eachRoleMayDoWhatTheTableSaysAndNothingElse(Role role) throws Exception {
    // Given
    String token = sign(claims().claim("roles", List.of(role.name())).build());

    for (Permission permission : Permission.values()) {
      // When
      HttpResponse<String> answer = get("/" + permission, token);

      // Then
      assertThat(answer.statusCode())
          .as(role + " " + permission)
          .isEqualTo(TABLE.get(role).contains(permission) ? 200 : 403);
    }
  }

  static Stream<Arguments> badTokens() throws Exception {
    JWTClaimsSet good = claims().build();
    String signed = sign(good);
    RSAKey stranger = new RSAKeyGenerator(2048).keyID("one").generate();
    String publicPem = key.toPublicJWK().toJSONString();
    SignedJWT hmac =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), good);
    hmac.sign(new MACSigner(publicPem.getBytes(StandardCharsets.UTF_8)));
    return Stream.of(
        Arguments.of("wrong audience", sign(claims().audience("other").build()), "audience"),
        Arguments.of("wrong issuer", sign(claims().issuer("https://evil").build()), "issuer"),
        Arguments.of("no audience", sign(claims().audience((String) null).build()), "audience"),
        Arguments.of("expired", sign(claims().expirationTime(at(-31)).build()), "expired"),
        Arguments.of("no expiry", sign(claims().expirationTime(null).build()), "dates"),
        Arguments.of("not yet valid", sign(claims().notBeforeTime(at(60)).build()), "dates"),
        Arguments.of("alg=none", new PlainJWT(good).serialize(), "not signed"),
        Arguments.of("signature cut off", signed.substring(0, signed.lastIndexOf('.') + 1), ""),
        Arguments.of("tampered", tampered(signed), "signature"),
        Arguments.of("stranger's key", sign(good, stranger), "signature"),
        Arguments.of("HMAC with the public key", hmac.serialize(), "not signed"),
        Arguments.of("no token at all", "garbage", "no JSON Web Token"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTokens")
  void badTokenIsRefusedWithAReasonThatLeaksNothing(String name, String token, String reason)
      throws Exception {
    // When
    HttpResponse<String> answer = get("/" + Permission.VIEW_ALERTS, token);

    // Then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.body())
        .contains(reason)
        .doesNotContain(ISSUER)
        .doesNotContain("nimbus")
        .doesNotContain("Exception")
        .doesNotContain(token);
  }

  @Test
  void withoutATokenTheAnswerSaysHowToSendOne() throws Exception {
    // When
    HttpResponse<String> answer = send(request("/" + Permission.VIEW_ALERTS).GET());

    // Then
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Authorization: Bearer");
  }

  @Test
  void clockSkewOfTheIssuerIsForgiven() throws Exception {
    // When
    HttpResponse<String> answer =
        get("/" + Permission.VIEW_ALERTS, sign(claims().expirationTime(at(-20)).build()));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  static Stream<Arguments> training() {
    return Stream.of(
        Arguments.of("DISPATCHER", NOW.minusSeconds(1).getEpochSecond(), 403),
        Arguments.of("DISPATCHER", NOW.getEpochSecond(), 403),
        Arguments.of("DISPATCHER", NOW.plusSeconds(1).getEpochSecond(), 200),
        Arguments.of("DISPATCHER", "2026-11-22", 403),
        Arguments.of("DISPATCHER", "2026-11-23", 200),
        Arguments.of("DISPATCHER", "someday", 403),
        Arguments.of("DISPATCHER", null, 403));
  }

  @ParameterizedTest
  @MethodSource("training")
  void trainingThatHasRunOutClosesTheDoor(String role, Object until, int status) throws Exception {
    // When
    HttpResponse<String> answer =
        get(
            "/" + Permission.VIEW_ALERTS,
            sign(claims().claim("roles", role).claim("training_expires", until).build()));

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  static Stream<Arguments> lastDayOfTraining() {
    return Stream.of(
        Arguments.of("2026-11-24T01:00:00Z", true), // in the afternoon of the 23rd, in the town
        Arguments.of("2026-11-24T07:59:59Z", true),
        Arguments.of("2026-11-24T08:00:00Z", false));
  }

  @ParameterizedTest
  @MethodSource("lastDayOfTraining")
  void trainingLastsUntilItsDayIsOverInTheTown(String now, boolean admitted) {
    // Given
    CallerReader reader =
        new CallerReader(
            Settings.of(Map.of()).of(SignInSettings.class),
            role -> true,
            TOWN,
            Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    JWTClaimsSet claims = claims().claim("training_expires", "2026-11-23").build();

    // When
    Throwable refusal = catchThrowable(() -> reader.read(claims));

    // Then
    if (admitted) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal).isInstanceOf(Denied.class);
    }
  }

  @Test
  void camerasNeedNoTraining() throws Exception {
    // When
    HttpResponse<String> answer =
        get(
            "/" + Permission.SUBMIT_FRAMES,
            sign(claims().claim("roles", "camera").claim("training_expires", null).build()));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void newKeyOfTheIssuerIsFetchedWhenATokenNamesIt() throws Exception {
    // Given
    RSAKey next = new RSAKeyGenerator(2048).keyID("two").generate();
    JWKS.set(new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK())).toString());

    // When
    HttpResponse<String> answer = get("/" + Permission.VIEW_ALERTS, sign(claims().build(), next));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void tokenIsExchangedForACookieThatScriptsCannotRead() throws Exception {
    // Given
    String token = sign(claims().build());

    // When
    HttpResponse<String> answer =
        send(
            request("/session")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"username\":\"dana\"").contains("VIEW_ALERTS");
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(
            send(request("/" + Permission.VIEW_ALERTS)
                    .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                    .GET())
                .statusCode())
        .isEqualTo(200);
  }

  static Stream<Arguments> origins() {
    return Stream.of(
        Arguments.of(Map.of(), 403),
        Arguments.of(Map.of("Sec-Fetch-Site", "cross-site"), 403),
        Arguments.of(Map.of("Sec-Fetch-Site", "same-site"), 403),
        Arguments.of(Map.of("Sec-Fetch-Site", "same-origin"), 200),
        Arguments.of(Map.of("Origin", "https://evil.example"), 403),
        Arguments.of(Map.of("Origin", "null"), 403),
        Arguments.of(Map.of("Origin", "http://127.0.0.1:PORT"), 200));
  }

  @ParameterizedTest
  @MethodSource("origins")
  void cookieChangesThingsOnlyFromOurOwnPages(Map<String, String> headers, int status)
      throws Exception {
    // Given
    HttpRequest.Builder request =
        request("/change")
            .header("Cookie", "alpr_session=" + sign(claims().build()))
            .POST(BodyPublishers.noBody());
    headers.forEach(
        (name, value) ->
            request.header(name, value.replace("PORT", String.valueOf(server.port()))));

    // When
    HttpResponse<String> answer = send(request);

    // Then
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void roleThatThePolicyAdmitsNobodyToGivesNothing() throws Exception {
    // Given
    SignInSettings settings = Settings.of(Map.of()).of(SignInSettings.class);
    CallerReader reader = new CallerReader(settings, role -> role != Role.ANALYST, TOWN, CLOCK);

    // When
    Caller caller = reader.read(claims().claim("roles", List.of("analyst", "dispatcher")).build());

    // Then
    assertThat(caller.roles()).containsExactly(Role.DISPATCHER);
  }

  @Test
  void demoTokensSurviveARestartAndTheirKeyIsPrivate(@TempDir Path directory) throws Exception {
    // Given
    SignInSettings settings = Settings.of(Map.of()).of(SignInSettings.class);
    String token =
        DemoTokens.open(directory, settings, CLOCK)
            .mint("olive", Set.of(Role.OVERSIGHT), Duration.ofHours(8));

    // When
    DemoTokens reopened = DemoTokens.open(directory, settings, CLOCK);
    TokenSignIn signIn = TokenSignIn.from(settings, reopened, role -> true, TOWN, CLOCK);

    // Then
    assertThat(signIn.signedIn(token).caller())
        .isEqualTo(new Caller("olive", "Demo", Set.of(Role.OVERSIGHT)));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(DemoTokens.KEY_FILE))))
        .isEqualTo("rw-------");
  }

  @Test
  void theDemoKeyIsOnTheDiskBeforeATokenIsSigned(@TempDir Path directory) throws Exception {
    // Given
    SignInSettings settings = Settings.of(Map.of()).of(SignInSettings.class);

    // When
    List<Path> forced =
        ForcedFiles.by(directory, () -> DemoTokens.open(directory, settings, CLOCK));

    // Then the key, and then its name: an empty file would let nobody in any more
    assertThat(forced).hasSize(2);
    assertThat(forced.get(0).getFileName().toString()).startsWith(DemoTokens.KEY_FILE);
    assertThat(forced.get(1)).isEqualTo(directory);
  }

  @Test
  void whoNamesAnIssuerGetsNoSignInWithoutPassword() {
    // Given
    SignInSettings both =
        Settings.of(
                Map.of(
                    "alpr.sign-in.demo-tokens", "true",
                    "alpr.sign-in.issuer", "https://id.town.example",
                    "alpr.sign-in.jwks-uri", "https://id.town.example/jwks"))
            .of(SignInSettings.class);
    SignInSettings demo =
        Settings.of(
                Map.of(
                    "alpr.sign-in.demo-tokens", "true",
                    "alpr.sign-in.issuer", DemoTokens.ISSUER,
                    "alpr.sign-in.jwks-uri", "http://console:8080/demo/jwks.json"))
            .of(SignInSettings.class);

    // Then
    assertThatThrownBy(() -> DemoTokens.areWanted(both))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("demo-tokens")
        .hasMessageContaining("without a password");
    assertThat(DemoTokens.areWanted(demo)).isTrue();
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience("alpr-streams")
        .subject("u-1")
        .claim("preferred_username", "dana")
        .claim("organisation", "Sheriff")
        .claim("roles", List.of("dispatcher"))
        .claim("training_expires", NOW.plusSeconds(3600).getEpochSecond())
        .expirationTime(at(600));
  }

  private static Date at(long secondsFromNow) {
    return Date.from(NOW.plusSeconds(secondsFromNow));
  }

  private static String sign(JWTClaimsSet claims) throws Exception {
    return sign(claims, key);
  }

  private static String sign(JWTClaimsSet claims, RSAKey by) throws Exception {
    JWSSigner signer = new RSASSASigner(by);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  /** The same header and signature around claims of another role. */
  private static String tampered(String token) throws Exception {
    String[] parts = token.split("\\.");
    String claims =
        new PlainJWT(claims().claim("roles", List.of("administrator")).build())
            .getPayload()
            .toBase64URL()
            .toString();
    return parts[0] + "." + claims + "." + parts[2];
  }

  private static HttpResponse<String> get(String path, String token) throws Exception {
    return send(request(path).header("Authorization", "Bearer " + token).GET());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
