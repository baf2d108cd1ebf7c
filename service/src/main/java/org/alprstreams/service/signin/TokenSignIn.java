package org.alprstreams.service.signin;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import io.javalin.http.Context;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.http.SignIn;

/** Signs callers in by tokens of the configured issuer, or by demo tokens. */
public final class TokenSignIn implements SignIn {

  private final Optional<TokenVerifier> verifier;
  private final CallerReader callers;

  private TokenSignIn(Optional<TokenVerifier> verifier, CallerReader callers) {
    this.verifier = verifier;
    this.callers = callers;
  }

  /**
   * Sign-in as the settings say. The issuer's keys are fetched when first needed, cached for five
   * minutes, and fetched again when a token names an unknown one.
   *
   * @param admitted whether the usage policy lets anyone hold a role
   * @param zone the usage policy's, where the days of a training are counted
   * @throws SettingsException if an issuer has no keys' address, or the other way round
   */
  public static TokenSignIn from(
      SignInSettings settings, Predicate<Role> admitted, ZoneId zone, Clock clock) {
    if (settings.issuer().isPresent() != settings.jwksUri().isPresent()) {
      throw new SettingsException(
          List.of("alpr.sign-in.issuer and alpr.sign-in.jwks-uri belong together; set both"));
    }
    Optional<TokenVerifier> verifier =
        settings
            .jwksUri()
            .map(
                uri ->
                    new TokenVerifier(
                        remoteKeys(uri), settings.issuer().orElseThrow(), settings, clock));
    return new TokenSignIn(verifier, new CallerReader(settings, admitted, zone, clock));
  }

  /** Sign-in by the tokens that this process issues itself. */
  public static TokenSignIn from(
      SignInSettings settings,
      DemoTokens demo,
      Predicate<Role> admitted,
      ZoneId zone,
      Clock clock) {
    return new TokenSignIn(
        Optional.of(new TokenVerifier(demo.keys(), DemoTokens.ISSUER, settings, clock)),
        new CallerReader(settings, admitted, zone, clock));
  }

  private static JWKSource<SecurityContext> remoteKeys(URI uri) {
    try {
      return JWKSourceBuilder.create(uri.toURL()).retrying(true).build();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new SettingsException(
          List.of("alpr.sign-in.jwks-uri is '" + uri + "', which is no http or https address"));
    }
  }

  @Override
  public Caller caller(Context context) {
    return callers.read(claims(RequestCredentials.token(context)));
  }

  /** The caller a token stands for, and when it ends. */
  SignedIn signedIn(String token) {
    JWTClaimsSet claims = claims(token);
    return new SignedIn(callers.read(claims), claims.getExpirationTime());
  }

  private JWTClaimsSet claims(String token) {
    return verifier
        .orElseThrow(
            () ->
                TokenVerifier.unauthorised(
                    "Nobody can sign in: the operator has set no alpr.sign-in.issuer"))
        .verify(token);
  }

  /** A caller, until the token ends. */
  record SignedIn(Caller caller, Date until) {}
}
