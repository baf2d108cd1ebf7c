package org.alprstreams.retention.audit;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.service.access.Sha256;

/**
 * A random sample that everybody can draw again. Each record is given the SHA-256 of the seed, a
 * colon and its id, in UTF-8; those with the smallest, as lower-case hexadecimal, are the sample.
 * Every record is as likely as any other, and neither order nor machine matters. Who is sampled
 * must not choose the seed: draw it in public, after the span has ended. Holds no more records than
 * the sample.
 */
final class Sample {

  private final int size;
  private final String seed;

  /** Those with the smallest lots so far, the largest of them first. */
  private final PriorityQueue<Drawn> drawn = new PriorityQueue<>(Drawn.ORDER.reversed());

  private long of;

  /**
   * @param size of the sample; all records where there are fewer
   * @param seed whoever gives the same draws the same of the same records
   */
  Sample(int size, String seed) {
    this.size = size;
    this.seed = seed;
  }

  private record Drawn(String lot, AccessRecord record) {

    static final Comparator<Drawn> ORDER =
        Comparator.comparing(Drawn::lot)
            .thenComparing(drawn -> drawn.record().getChainId())
            .thenComparing(drawn -> drawn.record().getSequence());
  }

  void add(AccessRecord record) {
    of++;
    drawn.add(new Drawn(Sha256.hex(seed + ":" + record.getRecordId()), record));
    if (drawn.size() > size) {
      drawn.remove();
    }
  }

  /** How many records it was drawn from. */
  long of() {
    return of;
  }

  /** The sample in the order of its draw. */
  List<AccessRecord> records() {
    return drawn.stream().sorted(Drawn.ORDER).map(Drawn::record).toList();
  }
}
