package org.alprstreams.matching.hotlist;

import java.util.OptionalInt;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.schemas.identity.DerivedId;

/**
 * Finds entries that stand under one reference with plates that differ in look-alikes only, such as
 * O and 0: one of them is likely a misspelling of the other. Remembers 64 bits of each reference
 * with its plate key; that two of a million meet by chance is one in thirty million.
 */
final class Spellings {

  private static final long LOW_BITS = 0xFFFF_FFFFL;

  /** The first plate's hash above, its line below, by reference and plate key. */
  private final LongTable first = new LongTable();

  /** The line of another spelling under the same reference, or empty. */
  OptionalInt twinOf(HotlistEntry entry, int line) {
    if (entry.getSourceRef() == null || entry.getPlateKey().isEmpty()) {
      return OptionalInt.empty();
    }
    long key = DerivedId.fingerprint(entry.getSourceRef() + '/' + entry.getPlateKey());
    int plate = entry.getPlateText().hashCode();
    long other = first.get(key);
    if (other == 0) {
      first.put(key, (long) plate << 32 | line & LOW_BITS);
      return OptionalInt.empty();
    }
    return (int) (other >>> 32) == plate ? OptionalInt.empty() : OptionalInt.of((int) other);
  }
}
