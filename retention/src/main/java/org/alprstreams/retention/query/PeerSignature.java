package org.alprstreams.retention.query;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows that a call comes from another instance of this application: HMAC-SHA-256, under a secret
 * that the instances share, over the time, the caller's token and the body. It comes on top of the
 * caller's own token, which is checked as on every route: the secret alone opens nothing, and a
 * user's token alone does not get past the access log.
 */
final class PeerSignature {

  static final String HEADER = "Alpr-Peer-Signature";

  /** Fewest characters of the secret. */
  static final int MIN_SECRET = 32;

  private static final Duration VALID = Duration.ofSeconds(30);
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Clock clock;

  PeerSignature(String secret, Clock clock) {
    if (secret.length() < MIN_SECRET) {
      throw new IllegalArgumentException(
          "alpr.retention.peer-secret has "
              + secret.length()
              + " characters; "
              + MIN_SECRET
              + " are the fewest.");
    }
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  /** The header's value. */
  String sign(String token, byte[] body) {
    long at = clock.millis();
    return at + ":" + HexFormat.of().formatHex(hmac(at, token, body));
  }

  /** What a call's signature says. */
  enum Verdict {
    /** One of our own signed it within the last half minute. */
    OURS,
    /** One of our own signed it, and it has lain somewhere, or the clocks differ. */
    OUT_OF_TIME,
    /** None of our own signed it. */
    FALSE
  }

  Verdict check(String header, String token, byte[] body) {
    if (header == null || token == null) {
      return Verdict.FALSE;
    }
    int colon = header.indexOf(':');
    try {
      long at = Long.parseLong(header.substring(0, Math.max(0, colon)));
      Duration age = Duration.between(Instant.ofEpochMilli(at), clock.instant()).abs();
      if (!MessageDigest.isEqual(
          HexFormat.of().parseHex(header.substring(colon + 1)), hmac(at, token, body))) {
        return Verdict.FALSE;
      }
      return age.compareTo(VALID) <= 0 ? Verdict.OURS : Verdict.OUT_OF_TIME;
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Verdict.FALSE; // No number or no hexadecimal: nobody of ours wrote it.
    }
  }

  private byte[] hmac(long at, String token, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] caller = token.getBytes(StandardCharsets.UTF_8);
      mac.update((at + ":" + caller.length + ":").getBytes(StandardCharsets.UTF_8));
      mac.update(caller);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }
}
