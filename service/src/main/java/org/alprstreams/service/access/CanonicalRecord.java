package org.alprstreams.service.access;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.alprstreams.avro.AccessRecord;

/**
 * The one sequence of bytes that an access record stands for, and its hash.
 *
 * <p>Not Avro's bytes: those change when the schema does, and the order of a map's entries is not
 * fixed. Here every text is its length in UTF-8 bytes (four bytes, big-endian) and the bytes; an
 * absent value is the length −1; numbers are eight bytes, big-endian; maps and lists are their size
 * (four bytes) and their entries, maps by key. The fields come in the order of {@link #hash}, after
 * a tag that names this version of the encoding.
 */
final class CanonicalRecord {

  static final int HASH_BYTES = 32;

  private static final String TAG = "alpr-access-record-1";
  private static final int ABSENT = -1;

  private CanonicalRecord() {}

  /** SHA-256 over the record's previous hash and every other field but the hash itself. */
  static byte[] hash(AccessRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, TAG);
      out.write(bytes(record.getPreviousHash()));
      text(out, record.getRecordId());
      text(out, record.getChainId());
      out.writeLong(record.getSequence());
      out.writeLong(record.getAt().toEpochMilli());
      text(out, record.getAction());
      elements(out, record.getElements());
      text(out, record.getUsername());
      text(out, record.getOrganisation());
      out.writeInt(record.getRoles().size());
      for (String role : record.getRoles()) {
        text(out, role);
      }
      text(out, record.getPurpose());
      text(out, record.getCaseNumber());
      text(out, record.getOutcome().name());
      text(out, record.getDenialReason());
      number(out, record.getResultCount());
      text(out, record.getPolicyVersion());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail.", e);
    }
    return sha256(bytes.toByteArray());
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static void elements(DataOutputStream out, Map<String, String> elements)
      throws IOException {
    out.writeInt(elements.size());
    for (Map.Entry<String, String> element : new TreeMap<>(elements).entrySet()) {
      text(out, element.getKey());
      text(out, element.getValue());
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(ABSENT);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static void number(DataOutputStream out, Long number) throws IOException {
    out.writeInt(number == null ? ABSENT : Long.BYTES);
    if (number != null) {
      out.writeLong(number);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
