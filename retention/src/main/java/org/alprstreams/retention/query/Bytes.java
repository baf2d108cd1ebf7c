package org.alprstreams.retention.query;

import java.nio.ByteBuffer;

/** What Avro's buffers hold. */
public final class Bytes {

  private Bytes() {}

  /** A copy of the bytes, or null for null; the buffer stays as it is. */
  public static byte[] of(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
