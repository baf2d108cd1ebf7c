package org.alprstreams.service.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.service.config.SettingsException;

/**
 * The Ed25519 key that checkpoints are signed with. Its file holds the private key and the public
 * one, since Java cannot derive the one from the other:
 *
 * <pre>
 * openssl genpkey -algorithm ed25519 -out access-log.pem
 * openssl pkey -in access-log.pem -pubout &gt;&gt; access-log.pem
 * </pre>
 */
public final class SigningKey {

  private static final String LABEL = "PRIVATE KEY";
  private static final String MAKE =
      "; make one with: openssl genpkey -algorithm ed25519 -out FILE && openssl pkey -in FILE"
          + " -pubout >> FILE";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Reads the key.
   *
   * @throws SettingsException if the file cannot be read or does not hold a private key and the
   *     public one that belongs to it
   */
  public static SigningKey read(Path file) {
    requireReadable(file);
    SigningKey key;
    try {
      String text = Files.readString(file);
      byte[] encoded =
          Pem.block(text, LABEL)
              .orElseThrow(() -> new IOException(file + " holds no private key in PEM."));
      key =
          new SigningKey(
              KeyFactory.getInstance(PublicKeys.ALGORITHM)
                  .generatePrivate(new PKCS8EncodedKeySpec(encoded)),
              PublicKeys.parse(file, text));
    } catch (IOException | GeneralSecurityException e) {
      throw new SettingsException(
          List.of(
              "alpr.access-log.signing-key is "
                  + file
                  + ", from which no Ed25519 key pair can be read"
                  + MAKE));
    }
    byte[] probe = key.publicKey.getEncoded();
    if (!PublicKeys.verify(key.publicKey, probe, key.sign(probe))) {
      throw new SettingsException(
          List.of(
              "alpr.access-log.signing-key is "
                  + file
                  + ", whose public key does not belong to its private key"
                  + MAKE));
    }
    return key;
  }

  /** A key that a container was not given looks like this, more often than like a broken one. */
  private static void requireReadable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          List.of(
              "alpr.access-log.signing-key is "
                  + file
                  + ", and there is no such file: mount the key there"
                  + MAKE));
    }
    if (!Files.isReadable(file)) {
      throw new SettingsException(
          List.of(
              "alpr.access-log.signing-key is "
                  + file
                  + ", which this process may not read: give the file to the user it runs as, and"
                  + " to nobody else"));
    }
  }

  /** A new key. */
  public static SigningKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(PublicKeys.ALGORITHM).generateKeyPair();
      return new SigningKey(pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  /** Both keys in PEM, as {@link #read} takes them: a secret. */
  public String secretPem() {
    return Pem.write(LABEL, privateKey.getEncoded()) + publicPem();
  }

  /** The public key in PEM, for whoever verifies. */
  public String publicPem() {
    return Pem.write(PublicKeys.LABEL, publicKey.getEncoded());
  }

  /** The public key's id, as checkpoints name it. */
  public String id() {
    return PublicKeys.id(publicKey);
  }

  PublicKey publicKey() {
    return publicKey;
  }

  /** The same checkpoint, with this key's id and signature. */
  AccessCheckpoint sign(AccessCheckpoint.Builder checkpoint) {
    checkpoint.setKeyId(id()).setSignature(ByteBuffer.allocate(0));
    byte[] bytes = CanonicalCheckpoint.bytes(checkpoint.build());
    return checkpoint.setSignature(ByteBuffer.wrap(sign(bytes))).build();
  }

  /** An Ed25519 signature of these bytes, 64 bytes. */
  public byte[] sign(byte[] bytes) {
    try {
      Signature signer = Signature.getInstance(PublicKeys.ALGORITHM);
      signer.initSign(privateKey);
      signer.update(bytes);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  private static IllegalStateException unsupported(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform from 15 on has Ed25519.", e);
  }
}
