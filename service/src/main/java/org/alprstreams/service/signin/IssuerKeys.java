package org.alprstreams.service.signin;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.log.Redacted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that an issuer publishes. They are fetched when first needed, cached for five minutes,
 * and fetched again when a token names an unknown one. While the issuer does not answer, those it
 * gave last are taken for longer, so that an outage of the sign-in does not take the board away
 * from those who are signed in; no token lives longer for it, and a key that it did not give is
 * taken from nobody.
 */
final class IssuerKeys {

  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

  private final URI address;
  private final Duration kept;
  private final Clock clock;
  private final JWKSource<SecurityContext> cached;
  private volatile Instant given;
  private volatile Instant awaySince;

  /**
   * @param address where the issuer publishes them
   * @param kept how long keys are taken after the issuer gave them last, while it does not answer;
   *     zero for no longer than they are cached
   * @throws SettingsException if the address is no http or https address
   */
  IssuerKeys(URI address, Duration kept, Clock clock) {
    this.address = address;
    this.kept = kept;
    this.clock = clock;
    JWKSourceBuilder<SecurityContext> builder =
        JWKSourceBuilder.create(new Watched(remote(address))).retrying(true);
    if (!kept.isZero()) {
      builder.outageTolerant(kept.toMillis());
    }
    this.cached = builder.build();
  }

  private static JWKSetSource<SecurityContext> remote(URI address) {
    try {
      return new URLBasedJWKSetSource<>(
          address.toURL(),
          new DefaultResourceRetriever(
              JWKSourceBuilder.DEFAULT_HTTP_CONNECT_TIMEOUT,
              JWKSourceBuilder.DEFAULT_HTTP_READ_TIMEOUT,
              JWKSourceBuilder.DEFAULT_HTTP_SIZE_LIMIT));
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new SettingsException(
          List.of("alpr.sign-in.jwks-uri is '" + address + "', which is no http or https address"));
    }
  }

  /** For whoever checks signatures. */
  JWKSource<SecurityContext> source() {
    return this::select;
  }

  private List<JWK> select(JWKSelector selector, SecurityContext context)
      throws KeySourceException {
    List<JWK> found = cached.get(selector, context);
    if (found.isEmpty() && awaySince != null) {
      // Not "no such key": the issuer may have a new one, which cannot be asked now.
      throw new KeySourceException("The issuer does not answer, and gave no such key before");
    }
    return found;
  }

  /** Without asking whether the issuer is away. */
  JWKSource<SecurityContext> cached() {
    return cached;
  }

  /**
   * Warns while the issuer does not answer. Never more: keys are fetched when somebody signs in or
   * asks for something, so a process that got no requests for it would not recover.
   */
  HealthState state() {
    Instant since = awaySince;
    Instant last = given;
    if (since == null) {
      return HealthState.up();
    }
    return HealthState.warning(
        "the issuer's keys cannot be fetched since "
            + since.truncatedTo(ChronoUnit.SECONDS)
            + (last == null
                ? "; nobody can sign in"
                : "; those it gave before are taken until "
                    + last.plus(kept).truncatedTo(ChronoUnit.SECONDS))
            + ". Check the issuer and alpr.sign-in.jwks-uri");
  }

  private void answered() {
    given = clock.instant();
    if (awaySince != null) {
      awaySince = null;
      LOG.atInfo().log("the issuer gives its keys again");
    }
  }

  private void failed(KeySourceException failure) {
    if (awaySince == null) {
      awaySince = clock.instant();
      LOG.atWarn()
          .addKeyValue("address", address)
          .addKeyValue("cause", Redacted.root(failure).getClass().getSimpleName())
          .addKeyValue("kept", kept)
          .log("the issuer's keys cannot be fetched; those it gave before are taken meanwhile");
    }
  }

  /** Notes how each request to the issuer went. */
  private final class Watched implements JWKSetSource<SecurityContext> {

    private final JWKSetSource<SecurityContext> remote;

    Watched(JWKSetSource<SecurityContext> remote) {
      this.remote = remote;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
        throws KeySourceException {
      try {
        JWKSet keys = remote.getJWKSet(refresh, currentTime, context);
        answered();
        return keys;
      } catch (KeySourceException e) {
        failed(e);
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      remote.close();
    }
  }
}
