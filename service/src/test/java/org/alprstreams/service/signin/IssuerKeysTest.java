package org.alprstreams.service.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.proc.SecurityContext;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.health.HealthState.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real issuer's endpoint that goes away; hours pass as the library is told the time. */
class IssuerKeysTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration KEPT = Duration.ofHours(4);

  /** What keys that were taken in an outage are cached for, as others are. */
  private static final Duration CACHED = Duration.ofMinutes(5);

  private final IssuerKeys keys;
  private final HttpServer issuer;
  private final RSAKey key;
  private volatile int status = 200;

  IssuerKeysTest() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keys = keys(KEPT);
  }

  @BeforeEach
  void open() {
    byte[] body = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    issuer.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
  }

  @AfterEach
  void close() {
    issuer.stop(0);
  }

  @Test
  void keysAreTakenForHoursWhileTheIssuerIsAwayAndHealthSaysSo() throws Exception {
    // Given
    assertThat(ids(keys, Duration.ZERO)).containsExactly("one");
    assertThat(keys.state().level()).isEqualTo(Level.UP);

    // When
    status = 503;

    // Then
    for (Duration later = Duration.ofMinutes(6);
        later.compareTo(KEPT) < 0;
        later = later.plusMinutes(6)) {
      assertThat(ids(keys, later)).as("after %s", later).containsExactly("one");
    }
    await().until(() -> keys.state().level() == Level.WARNING);
    assertThat(keys.state().detail())
        .contains("2026-11-23T16:00:00Z")
        .contains("alpr.sign-in.jwks-uri");

    // And not for longer, but for what is cached
    assertThatThrownBy(() -> ids(keys, KEPT.plus(CACHED).plusSeconds(1)))
        .isInstanceOf(KeySourceException.class);

    // When it is back
    status = 200;

    // Then
    assertThat(ids(keys, KEPT.plusHours(1))).containsExactly("one");
    assertThat(keys.state().level()).isEqualTo(Level.UP);
  }

  @Test
  void aKeyThatTheIssuerDidNotGiveIsTakenFromNobodyAndMayBeTriedAgain() throws Exception {
    // Given
    assertThat(select(keys, "one")).hasSize(1);

    // When
    status = 503;

    // Then
    assertThat(select(keys, "one")).hasSize(1);
    assertThatThrownBy(() -> select(keys, "two")).isInstanceOf(KeySourceException.class);
  }

  @Test
  void withoutAKeyFromBeforeNobodySignsInAndHealthSaysSo() {
    // Given
    status = 503;

    // When / Then
    assertThatThrownBy(() -> ids(keys, Duration.ZERO)).isInstanceOf(KeySourceException.class);
    assertThat(keys.state().level()).isEqualTo(Level.WARNING);
    assertThat(keys.state().detail()).contains("nobody can sign in");
  }

  @Test
  void whoWantsNoKeysKeptHasNone() throws Exception {
    // Given
    IssuerKeys strict = keys(Duration.ZERO);
    assertThat(ids(strict, Duration.ZERO)).containsExactly("one");

    // When
    status = 503;

    // Then
    assertThatThrownBy(() -> ids(strict, CACHED.plusSeconds(1)))
        .isInstanceOf(KeySourceException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1S", "PT24H1S"})
  void keysAreKeptForADayAtMost(String kept) {
    // Given
    SignInSettings settings =
        Settings.of(
                Map.of(
                    "alpr.sign-in.issuer", "https://id.town.example",
                    "alpr.sign-in.jwks-uri", "https://id.town.example/jwks",
                    "alpr.sign-in.keys-kept", kept))
            .of(SignInSettings.class);

    // When / Then
    assertThatThrownBy(
            () -> TokenSignIn.from(settings, role -> true, ZoneOffset.UTC, Clock.systemUTC()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("alpr.sign-in.keys-kept")
        .hasMessageContaining("PT24H");
  }

  private IssuerKeys keys(Duration kept) {
    return new IssuerKeys(
        URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"),
        kept,
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  /** As they are some time after noon. */
  private static List<String> ids(IssuerKeys keys, Duration later) throws Exception {
    JWKSetBasedJWKSource<SecurityContext> source =
        (JWKSetBasedJWKSource<SecurityContext>) keys.cached();
    return source
        .getJWKSetSource()
        .getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), NOON.plus(later).toEpochMilli(), null)
        .getKeys()
        .stream()
        .map(JWK::getKeyID)
        .toList();
  }

  private static List<JWK> select(IssuerKeys keys, String id) throws Exception {
    return keys.source().get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null);
  }
}
