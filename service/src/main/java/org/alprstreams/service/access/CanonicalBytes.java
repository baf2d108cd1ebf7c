package org.alprstreams.service.access;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fields as the one sequence of bytes that is hashed or signed.
 *
 * <p>A text is its length in UTF-8 bytes (four bytes, big-endian) and the bytes; an absent value is
 * the length −1; numbers are eight bytes, big-endian; maps and lists are their size (four bytes)
 * and their entries, maps by key.
 */
final class CanonicalBytes {

  private static final int ABSENT = -1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * @param tag names what follows and the version of its encoding
   */
  CanonicalBytes(String tag) {
    text(tag);
  }

  CanonicalBytes raw(ByteBuffer value) {
    bytes.writeBytes(copy(value));
    return this;
  }

  CanonicalBytes text(String text) {
    if (text == null) {
      return size(ABSENT);
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    size(utf8.length);
    bytes.writeBytes(utf8);
    return this;
  }

  CanonicalBytes number(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    return this;
  }

  /** A number after its length, since it may be absent. */
  CanonicalBytes optional(Long number) {
    return number == null ? size(ABSENT) : size(Long.BYTES).number(number);
  }

  CanonicalBytes texts(List<String> texts) {
    size(texts.size());
    texts.forEach(this::text);
    return this;
  }

  CanonicalBytes texts(Map<String, String> texts) {
    size(texts.size());
    new TreeMap<>(texts).forEach((key, value) -> text(key).text(value));
    return this;
  }

  private CanonicalBytes size(int size) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(size).array());
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  byte[] sha256() {
    return Sha256.of(toBytes());
  }

  static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
