package org.alprstreams.service.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who may sign in, and how their tokens are read. */
@ConfigMapping(prefix = "alpr.sign-in")
public interface SignInSettings {

  /** The OpenID Connect issuer, exactly as tokens name it. With {@link #jwksUri()}. */
  Optional<String> issuer();

  /** Where the issuer publishes its keys. Without it nobody can sign in, but for demo tokens. */
  Optional<URI> jwksUri();

  /**
   * How long the issuer's keys are taken after it gave them last, while it does not answer: from
   * zero, which is no longer than the five minutes that they are cached for, to 24 hours. No token
   * is valid for longer; but a key that the issuer withdraws meanwhile is not known to be.
   */
  @WithDefault("PT4H")
  Duration keysKept();

  /** The audience that tokens must be meant for. */
  @WithDefault("alpr-streams")
  @NotBlank
  String audience();

  /** How far the issuer's clock may differ from ours. */
  @WithDefault("PT30S")
  Duration clockSkew();

  /** The claim that lists roles: an array of strings, or one string with blanks between. */
  @WithDefault("roles")
  @NotBlank
  String rolesClaim();

  /** The claim that names the user in access records; the subject if a token lacks it. */
  @WithDefault("preferred_username")
  @NotBlank
  String usernameClaim();

  /** The claim that names the user's organisation in access records. */
  @WithDefault("organisation")
  @NotBlank
  String organisationClaim();

  /** The organisation of users whose token names none. */
  @WithDefault("unknown")
  @NotBlank
  String defaultOrganisation();

  /**
   * The claim that says until when the user's training is valid: seconds since 1970, or an ISO
   * date, whose whole day counts in the time zone of the usage policy.
   */
  @WithDefault("training_expires")
  @NotBlank
  String trainingClaim();

  /**
   * Whether people without the training claim are barred. Cameras and maintainers, who see no
   * reads, need no training.
   */
  @WithDefault("true")
  boolean trainingRequired();

  /** Whether session cookies are for TLS only even if this server speaks plain HTTP (a proxy). */
  @WithDefault("false")
  boolean secureCookie();

  /**
   * Whether this process issues tokens to itself, as standalone and the demo do unless an issuer is
   * named. Never where real reads are kept.
   */
  @WithDefault("false")
  boolean demoTokens();
}
