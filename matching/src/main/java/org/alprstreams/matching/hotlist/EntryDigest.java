package org.alprstreams.matching.hotlist;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.identity.Sha256;
import org.apache.avro.Schema;

/**
 * 64 bits of the SHA-256 of what an entry says, so that a million of them can be compared in little
 * memory. Who added an entry and when is not part of what it says.
 */
final class EntryDigest {

  private static final Set<String> PROVENANCE = Set.of("addedBy", "addedAt");

  /** Positions of the fields that count, whatever fields an entry will have. */
  private static final int[] FIELDS =
      HotlistEntry.getClassSchema().getFields().stream()
          .filter(field -> !PROVENANCE.contains(field.name()))
          .mapToInt(Schema.Field::pos)
          .toArray();

  private final MessageDigest sha256 = Sha256.begin();

  /** The digest, never 0. */
  long of(HotlistEntry entry) {
    for (int position : FIELDS) {
      Object value = entry.get(position);
      if (value != null) {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(8).putInt(position).putInt(bytes.length).flip());
        sha256.update(bytes);
      }
    }
    long digest = ByteBuffer.wrap(sha256.digest()).getLong();
    return digest == 0 ? 1 : digest;
  }
}
