package org.alprstreams.service.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.http.SignIn;

/** Signs callers in by tokens of the configured issuer, or by demo tokens. */
public final class TokenSignIn implements SignIn {

  private static final Duration LONGEST_KEPT = Duration.ofHours(24);

  private final Optional<TokenVerifier> verifier;
  private final CallerReader callers;
  private final Supplier<HealthState> state;

  private TokenSignIn(
      Optional<TokenVerifier> verifier, CallerReader callers, Supplier<HealthState> state) {
    this.verifier = verifier;
    this.callers = callers;
    this.state = state;
  }

  /**
   * Sign-in as the settings say, by {@link IssuerKeys}.
   *
   * @param admitted whether the usage policy lets anyone hold a role
   * @param zone the usage policy's, where the days of a training are counted
   * @throws SettingsException if an issuer has no keys' address, or the other way round, or its
   *     keys are to be kept for longer than a day
   */
  public static TokenSignIn from(
      SignInSettings settings, Predicate<Role> admitted, ZoneId zone, Clock clock) {
    if (settings.issuer().isPresent() != settings.jwksUri().isPresent()) {
      throw new SettingsException(
          List.of("alpr.sign-in.issuer and alpr.sign-in.jwks-uri belong together; set both"));
    }
    Optional<IssuerKeys> keys = settings.jwksUri().map(uri -> keys(uri, settings, clock));
    return new TokenSignIn(
        keys.map(
            known ->
                new TokenVerifier(
                    known.source(), settings.issuer().orElseThrow(), settings, clock)),
        new CallerReader(settings, admitted, zone, clock),
        () -> keys.map(IssuerKeys::state).orElseGet(HealthState::up));
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
        new CallerReader(settings, admitted, zone, clock),
        HealthState::up);
  }

  private static IssuerKeys keys(URI address, SignInSettings settings, Clock clock) {
    Duration kept = settings.keysKept();
    if (kept.isNegative() || kept.compareTo(LONGEST_KEPT) > 0) {
      throw new SettingsException(
          List.of(
              "alpr.sign-in.keys-kept is from PT0S to "
                  + LONGEST_KEPT
                  + ", since keys that the issuer withdraws are taken for as long, but is '"
                  + kept
                  + "'"));
    }
    return new IssuerKeys(address, kept, clock);
  }

  @Override
  public Caller caller(Context context) {
    return callers.read(claims(RequestCredentials.token(context)));
  }

  /** How it is: warns while the issuer does not answer. */
  public HealthState state() {
    return state.get();
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
