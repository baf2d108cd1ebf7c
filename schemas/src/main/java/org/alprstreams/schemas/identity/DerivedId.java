package org.alprstreams.schemas.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/** UUIDs of version 8 (RFC 9562, 5.8): 122 bits of the SHA-256 of what they name. */
public final class DerivedId {

  private static final int VERSION = 8;
  private static final long VERSION_8 = 0x8000L;
  private static final long RFC_VARIANT = 0x8000_0000_0000_0000L;

  private DerivedId() {}

  /**
   * The same id for the same kind and parts, always and everywhere.
   *
   * @param kind keeps ids of different things apart, such as {@code "read"}
   * @param parts what the thing is named by, in order
   */
  public static String of(String kind, String... parts) {
    MessageDigest digest = Sha256.begin();
    update(digest, kind);
    for (String part : parts) {
      update(digest, part);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | VERSION_8;
    long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | RFC_VARIANT;
    return new UUID(high, low).toString();
  }

  /** The bits of an id that this class made, or empty where it is another one. */
  public static Optional<UUID> parse(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      boolean ours = uuid.version() == VERSION && uuid.toString().equals(id);
      return ours ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** 64 bits of the SHA-256 of an id, for remembering many of them in little room. */
  public static long fingerprint(String id) {
    MessageDigest digest = Sha256.begin();
    update(digest, id);
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /** Each part with its length before it, so that no two lists of parts give the same bytes. */
  private static void update(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
