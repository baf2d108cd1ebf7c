package org.alprstreams.schemas.plate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.alprstreams.schemas.identity.DerivedId;

/**
 * Keyed hash of a plate: HMAC-SHA-256 over the plate text under the site's secret. The opt-out list
 * is keyed by it, so that the list at rest names nobody; an unkeyed hash would not do, since all
 * plates there are can be hashed in seconds. Safe for use by many threads.
 */
public final class PlateHash {

  /** Fewest bytes of a secret: the hash's own length, as RFC 2104 asks. */
  public static final int MIN_SECRET_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /** Any text would do. */
  private static final PlateText CHECKED = new PlateText("00");

  private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");

  private final Mac prototype;

  /**
   * @param secret the key, {@value #MIN_SECRET_BYTES} bytes or more
   * @throws IllegalArgumentException if it is shorter
   */
  public PlateHash(byte[] secret) {
    if (secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "The secret of the opt-out list has "
              + secret.length
              + " bytes; "
              + MIN_SECRET_BYTES
              + " are the fewest. Make one with: openssl rand -hex "
              + MIN_SECRET_BYTES);
    }
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
    }
  }

  /**
   * Hash under a written secret: hexadecimal where all of it is, base64 otherwise.
   *
   * @throws IllegalArgumentException if it is neither, or shorter than {@value #MIN_SECRET_BYTES}
   *     bytes; the message does not quote it
   */
  public static PlateHash ofSecret(String written) {
    String secret = written.strip();
    return new PlateHash(
        HEX.matcher(secret).matches() ? HexFormat.of().parseHex(secret) : base64(secret));
  }

  /** The hash of a plate, 64 lower-case hexadecimal digits. */
  public String of(PlateText text) {
    try {
      Mac mac = (Mac) prototype.clone();
      return HexFormat.of()
          .formatHex(mac.doFinal(text.value().getBytes(StandardCharsets.US_ASCII)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The platform's " + ALGORITHM + " cannot be copied.", e);
    }
  }

  /**
   * Key of the record by which an opt-out list proves with what secret it was made. Whoever asks
   * the list with another secret finds nobody on it, and must notice. Derived from a hash, so it is
   * no plate's key.
   */
  public String checkKey() {
    return DerivedId.of("opt-out-check", of(CHECKED));
  }

  private static byte[] base64(String secret) {
    try {
      return Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException e) {
      // Without its cause: that message quotes characters of the secret.
      throw new IllegalArgumentException(
          "The secret of the opt-out list is neither hexadecimal nor base64."
              + " Make one with: openssl rand -hex "
              + MIN_SECRET_BYTES);
    }
  }
}
