package org.alprstreams.service.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.alprstreams.service.config.SettingsException;
import org.alprstreams.service.file.DurableFile;
import org.alprstreams.service.http.HttpRoutes;
import org.alprstreams.service.http.Role;

/**
 * An issuer of tokens within the process, for standalone and the demo. Its key is made on first use
 * and kept in the data directory, readable by its owner only: who can read that file can sign in.
 */
public final class DemoTokens {

  /** The issuer that demo tokens name. */
  public static final String ISSUER = "urn:alpr-streams:demo";

  /** Where the public key is served. */
  public static final String JWKS_PATH = "/demo/jwks.json";

  static final String KEY_FILE = "demo-signing-key.json";

  private final ECKey key;
  private final SignInSettings settings;
  private final Clock clock;

  private DemoTokens(ECKey key, SignInSettings settings, Clock clock) {
    this.key = key;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Whether a process issues demo tokens.
   *
   * @throws SettingsException if it is to issue them although people sign in elsewhere: whoever
   *     names an issuer means to ask for passwords
   */
  public static boolean areWanted(SignInSettings settings) {
    if (settings.demoTokens() && hasOwnIssuer(settings)) {
      throw new SettingsException(
          List.of(
              "alpr.sign-in.demo-tokens lets anyone in without a password, while"
                  + " alpr.sign-in.issuer names where people sign in; set demo-tokens to false, or"
                  + " leave issuer and jwks-uri out"));
    }
    return settings.demoTokens();
  }

  /** Whether people sign in at an issuer of the town's own. */
  public static boolean hasOwnIssuer(SignInSettings settings) {
    return settings.issuer().filter(issuer -> !issuer.equals(ISSUER)).isPresent();
  }

  /**
   * Opens the issuer, making its key if the directory holds none.
   *
   * @param directory the data directory; created if missing
   * @throws IOException if the key cannot be read or written
   */
  public static DemoTokens open(Path directory, SignInSettings settings, Clock clock)
      throws IOException {
    Path file = directory.resolve(KEY_FILE);
    if (!Files.exists(file)) {
      Files.createDirectories(directory);
      create(file);
    }
    try {
      return new DemoTokens(ECKey.parse(Files.readString(file)), settings, clock);
    } catch (ParseException e) {
      throw new IOException(file + " holds no signing key; delete it to have a new one made", e);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      ECKey fresh =
          new ECKeyGenerator(Curve.P_256)
              .keyUse(KeyUse.SIGNATURE)
              .keyID(UUID.randomUUID().toString())
              .generate();
      DurableFile.createSecret(file, fresh.toJSONString());
    } catch (JOSEException e) {
      throw new IOException("This Java runtime cannot make P-256 keys", e);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; its key is as good.
    }
  }

  /**
   * A token for a made-up, trained person or camera of the "Demo" organisation.
   *
   * @param username as access records will name them
   * @param roles what they may do
   * @param validFor until when the token and the training are valid, from now
   */
  public String mint(String username, Set<Role> roles, Duration validFor) {
    Instant now = clock.instant();
    Instant end = now.plus(validFor);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(settings.audience())
            .subject(username)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(end))
            .claim(settings.usernameClaim(), username)
            .claim(settings.organisationClaim(), "Demo")
            .claim(
                settings.rolesClaim(),
                roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().toList())
            .claim(settings.trainingClaim(), end.getEpochSecond())
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("The demo key cannot sign; delete " + KEY_FILE, e);
    }
    return token.serialize();
  }

  /** Serves the public key at {@link #JWKS_PATH}, so that other processes can check demo tokens. */
  public void register(HttpRoutes routes) {
    String keys = new JWKSet(key).toPublicJWKSet().toString();
    routes.open("GET", JWKS_PATH, context -> context.contentType("application/json").result(keys));
  }

  JWKSource<SecurityContext> keys() {
    return new ImmutableJWKSet<>(new JWKSet(key.toPublicJWK()));
  }
}
