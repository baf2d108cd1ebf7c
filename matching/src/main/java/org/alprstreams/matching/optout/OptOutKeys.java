package org.alprstreams.matching.optout;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Keys of the opt-out list: HMAC-SHA-256 of the plate text under the site's secret. Without the
 * secret nobody can find out whether a plate is on the list, not even by trying all plates. Safe
 * for use by many threads.
 */
public final class OptOutKeys {

  /** Shortest secret, bytes: as long as the hash (RFC 2104, section 3). */
  public static final int SECRET_BYTES = 32;

  /** No plate text, which has no lower-case letters, so that the check is no plate's key. */
  private static final String CHECK = "alpr-streams opt-out secret check";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");

  private final SecretKey secret;
  private final int version;
  private final String checkKey;

  /**
   * @param secret {@value #SECRET_BYTES} bytes or more
   * @param version which secret it is, 1 for the first
   * @throws IllegalArgumentException if the secret is too short
   */
  public OptOutKeys(byte[] secret, int version) {
    if (secret.length < SECRET_BYTES) {
      throw new IllegalArgumentException(
          "The opt-out secret has "
              + secret.length
              + " bytes; it needs "
              + SECRET_BYTES
              + " or more. Make one with: openssl rand -hex "
              + SECRET_BYTES);
    }
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.version = version;
    this.checkKey = hash(CHECK);
  }

  /**
   * Reads a secret as hexadecimal if it is, else as base64.
   *
   * @throws IllegalArgumentException if it is neither, or too short; the message does not quote it
   */
  public static OptOutKeys parse(String written, int version) {
    String trimmed = written.trim();
    if (HEX.matcher(trimmed).matches()) {
      return new OptOutKeys(HexFormat.of().parseHex(trimmed), version);
    }
    try {
      return new OptOutKeys(Base64.getDecoder().decode(trimmed), version);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The opt-out secret (alpr.opt-out.secret) must be "
              + SECRET_BYTES
              + " bytes or more in hexadecimal or base64. Make one with: openssl rand -hex "
              + SECRET_BYTES);
    }
  }

  /** Key of a plate on the list, 64 lower-case hexadecimal digits. */
  public String of(PlateText plate) {
    return hash(plate.value());
  }

  /**
   * Key of the check record, which tells whether a list was made with this secret. A gate with
   * another secret would find nobody and let everybody pass.
   */
  public String checkKey() {
    return checkKey;
  }

  /** Which secret it is, 1 for the first. */
  public int version() {
    return version;
  }

  private String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }
}
