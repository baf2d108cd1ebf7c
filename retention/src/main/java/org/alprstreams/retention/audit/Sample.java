package org.alprstreams.retention.audit;

import java.util.Comparator;
import java.util.List;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.Sha256;

/**
 * A random sample that everybody can draw again. Each record is given the SHA-256 of the seed, a
 * colon and its id, in UTF-8; those with the smallest, as lower-case hexadecimal, are the sample.
 * Every record is as likely as any other, and neither order nor machine matters. Who is sampled
 * must not choose the seed: draw it in public, after the span has ended.
 */
final class Sample {

  private Sample() {}

  /**
   * Draws.
   *
   * @param size of the sample; all records where there are fewer
   * @return the sample in the order of its draw
   */
  static List<AccessRecord> draw(List<AccessRecord> records, int size, String seed) {
    return records.stream()
        .sorted(
            Comparator.<AccessRecord, String>comparing(record -> lot(seed, record))
                .thenComparing(AccessRecord::getChainId)
                .thenComparing(AccessRecord::getSequence))
        .limit(size)
        .toList();
  }

  private static String lot(String seed, AccessRecord record) {
    return Sha256.hex(seed + ":" + record.getRecordId());
  }
}
