package org.alprstreams.service.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.alprstreams.service.access.Sha256;
import org.alprstreams.service.http.Problem;

/**
 * Checks a token's signature, issuer, audience and validity (RFC 7519, RFC 8725).
 *
 * <p>Only signatures by private keys are accepted: with an HMAC, whoever can read the issuer's
 * public key could sign, and without a signature anyone could.
 *
 * <p>A signature that was found good is not computed again for a minute: that takes longer than all
 * else about a small query. Everything that time can change is checked each time. A key that the
 * issuer withdraws is good for that minute longer, beside the five that its keys are cached for and
 * what {@link SignInSettings#keysKept()} allows while the issuer does not answer.
 */
final class TokenVerifier {

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Duration SIGNATURE_GOOD_FOR = Duration.ofMinutes(1);
  private static final int MOST_SIGNATURES = 10_000;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier;

  /** Claims whose signature is good, by the token's hash: no token is kept. */
  private final Cache<String, JWTClaimsSet> signed =
      Caffeine.newBuilder()
          .maximumSize(MOST_SIGNATURES)
          .expireAfterWrite(SIGNATURE_GOOD_FOR)
          .build();

  TokenVerifier(
      JWKSource<SecurityContext> keys, String issuer, SignInSettings settings, Clock clock) {
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    claimsVerifier = claimsVerifier(issuer, settings, clock);
    processor.setJWTClaimsSetVerifier(claimsVerifier);
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier(
      String issuer, SignInSettings settings, Clock clock) {
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(issuer).build(),
            Set.of("sub", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
    return verifier;
  }

  /**
   * The claims of a valid token.
   *
   * @throws Problem 401 if it is not valid, 503 if the issuer's keys cannot be had
   */
  JWTClaimsSet verify(String token) {
    try {
      return checked(token);
    } catch (ParseException e) {
      throw unauthorised("The token is no JSON Web Token");
    } catch (ExpiredJWTException e) {
      throw unauthorised("The token has expired; sign in again");
    } catch (BadJWTException e) {
      throw unauthorised(
          "The token is not meant for this service now: its issuer, audience or dates do not fit");
    } catch (BadJWSException e) {
      throw unauthorised("The token's signature is not valid");
    } catch (KeySourceException e) {
      throw new Problem(
          503,
          "Sign-in unavailable",
          "The issuer's keys cannot be had now; try again",
          Map.of("Retry-After", "5"));
    } catch (BadJOSEException | JOSEException e) {
      throw unauthorised("The token is not signed in an accepted way by a key of the issuer");
    }
  }

  private JWTClaimsSet checked(String token)
      throws ParseException, BadJOSEException, JOSEException {
    String hash = Sha256.hex(token);
    JWTClaimsSet known = signed.getIfPresent(hash);
    if (known != null) {
      claimsVerifier.verify(known, null);
      return known;
    }
    JWTClaimsSet claims = processor.process(token, null);
    signed.put(hash, claims);
    return claims;
  }

  static Problem unauthorised(String detail) {
    return new Problem(
        401, "Not signed in", detail, Map.of("WWW-Authenticate", "Bearer realm=\"alpr-streams\""));
  }
}
