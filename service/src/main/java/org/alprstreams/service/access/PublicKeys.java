package org.alprstreams.service.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.AccessCheckpoint;

/** The public keys whose signatures under checkpoints count. */
public final class PublicKeys {

  static final String ALGORITHM = "Ed25519";
  static final String LABEL = "PUBLIC KEY";

  private final Map<String, PublicKey> keys = new HashMap<>();

  private PublicKeys() {}

  /** Whether a signature holds. */
  enum Verdict {
    VALID,
    INVALID,
    UNKNOWN_KEY
  }

  /**
   * Reads PEM files, each with one Ed25519 public key.
   *
   * @throws IOException if one cannot be read or holds no such key
   */
  public static PublicKeys read(List<Path> files) throws IOException {
    PublicKeys keys = new PublicKeys();
    for (Path file : files) {
      keys.add(parse(file, Files.readString(file)));
    }
    return keys;
  }

  static PublicKeys of(PublicKey key) {
    PublicKeys keys = new PublicKeys();
    keys.add(key);
    return keys;
  }

  /** No key at all: no signature counts. */
  public static PublicKeys none() {
    return new PublicKeys();
  }

  static PublicKey parse(Path file, String text) throws IOException {
    byte[] encoded =
        Pem.block(text, LABEL)
            .orElseThrow(() -> new IOException(file + " holds no public key in PEM."));
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no Ed25519 public key.", e);
    }
  }

  /** SHA-256 of a key in its X.509 encoding, in lower-case hexadecimal. */
  static String id(PublicKey key) {
    return Sha256.hex(key.getEncoded());
  }

  private void add(PublicKey key) {
    keys.put(id(key), key);
  }

  Verdict verify(AccessCheckpoint checkpoint) {
    PublicKey key = keys.get(checkpoint.getKeyId());
    if (key == null) {
      return Verdict.UNKNOWN_KEY;
    }
    return verify(
            key,
            CanonicalCheckpoint.bytes(checkpoint),
            CanonicalBytes.copy(checkpoint.getSignature()))
        ? Verdict.VALID
        : Verdict.INVALID;
  }

  /**
   * Whether one of these keys signed these bytes.
   *
   * @param signature Ed25519
   */
  public boolean signed(byte[] bytes, byte[] signature) {
    return keys.values().stream().anyMatch(key -> verify(key, bytes, signature));
  }

  static boolean verify(PublicKey key, byte[] bytes, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // A signature that is not even of the right form does not hold.
    }
  }
}
