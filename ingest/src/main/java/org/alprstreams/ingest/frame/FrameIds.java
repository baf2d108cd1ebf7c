package org.alprstreams.ingest.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.alprstreams.avro.FrameSource;

/** Ids that a second sending of the same picture gets again. */
public final class FrameIds {

  private static final int BYTES = 16;

  private FrameIds() {}

  /** 128 bits of SHA-256 over camera, source and the source's own identity, in hex. */
  public static String of(String cameraId, FrameSource source, String identity) {
    return of(cameraId, source.name(), identity);
  }

  /** The same for a source that is no {@link FrameSource}. */
  public static String of(String cameraId, String source, String identity) {
    MessageDigest digest = sha256();
    digest.update(cameraId.getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(source.getBytes(UTF_8));
    digest.update((byte) 0);
    digest.update(identity.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** An identity for a picture that has no other: the SHA-256 of its bytes, in hex. */
  public static String contentHash(byte[] picture) {
    return HexFormat.of().formatHex(sha256().digest(picture));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
