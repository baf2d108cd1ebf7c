package org.alprstreams.service.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What remembering good signatures must not change. */
class TokenVerifierTest {

  private static final String ISSUER = "https://issuer.example";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant END = NOW.plusSeconds(600);

  private Instant now = NOW;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final AtomicInteger signaturesComputed = new AtomicInteger();
  private RSAKey key;
  private TokenVerifier verifier;

  @BeforeEach
  void open() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    JWKSource<SecurityContext> keys =
        (selector, context) -> {
          signaturesComputed.incrementAndGet();
          return selector.select(new JWKSet(key.toPublicJWK()));
        };
    SignInSettings settings = Settings.of(Map.of()).of(SignInSettings.class);
    verifier = new TokenVerifier(keys, ISSUER, settings, clock);
  }

  @Test
  void aSignatureThatWasGoodIsNotComputedAgain() throws Exception {
    // Given
    String token = token("anna");
    verifier.verify(token);

    // When
    JWTClaimsSet claims = verifier.verify(token);

    // Then
    assertThat(claims.getSubject()).isEqualTo("anna");
    assertThat(signaturesComputed).hasValue(1);
  }

  @Test
  void aTokenThatWasGoodEndsOnTime() throws Exception {
    // Given
    String token = token("anna");
    verifier.verify(token);
    Duration skew = Settings.of(Map.of()).of(SignInSettings.class).clockSkew();

    // When
    now = END.plus(skew).minusSeconds(1);

    // Then
    assertThat(verifier.verify(token).getSubject()).isEqualTo("anna");

    // When
    now = END.plus(skew).plusSeconds(1);

    // Then
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(401));
  }

  @Test
  void aGoodTokenSpeaksForNoOtherWithItsClaimsOrItsSignature() throws Exception {
    // Given
    String good = token("anna");
    String other = token("berta");
    verifier.verify(good);
    String[] parts = good.split("\\.");
    String forged = parts[0] + "." + other.split("\\.")[1] + "." + parts[2];
    String unsigned = parts[0] + "." + parts[1] + ".";

    // Then
    for (String bad : new String[] {forged, unsigned}) {
      for (int times = 0; times < 2; times++) {
        assertThatThrownBy(() -> verifier.verify(bad))
            .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(401));
      }
    }
  }

  private String token(String subject) throws Exception {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(Settings.of(Map.of()).of(SignInSettings.class).audience())
            .subject(subject)
            .expirationTime(Date.from(END))
            .build();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
