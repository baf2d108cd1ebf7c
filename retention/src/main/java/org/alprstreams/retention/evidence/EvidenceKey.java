package org.alprstreams.retention.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.alprstreams.retention.store.StoreKey;
import org.apache.kafka.common.utils.Utils;

/**
 * Key of a piece of evidence: one read in one case. With the case in it, attaching and detaching
 * are single writes that cannot take each other's place, and a case's evidence lies in one
 * partition, in order of time. It names no plate, so that its tombstone does not either.
 *
 * @param caseNumber the investigation
 * @param collectedAt when the read was captured, milliseconds since the epoch
 * @param readId the read
 */
record EvidenceKey(String caseNumber, long collectedAt, String readId) {

  static EvidenceKey of(String caseNumber, Instant collectedAt, String readId) {
    return new EvidenceKey(caseNumber, collectedAt.toEpochMilli(), readId);
  }

  /** The key as text: the record's Kafka key and the store's. */
  String encoded() {
    return new StoreKey(caseNumber, collectedAt, readId).encoded();
  }

  /** Reads a key back; empty where it is none, such as that of a heartbeat. */
  static Optional<EvidenceKey> parse(String encoded) {
    try {
      StoreKey key = StoreKey.decode(encoded);
      return Optional.of(new EvidenceKey(key.subject(), key.capturedAt(), key.readId()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The partition that keeps a case.
   *
   * @param partitions how many the evidence's topic has
   */
  static int partition(String caseNumber, int partitions) {
    return Utils.toPositive(Utils.murmur2(caseNumber.getBytes(StandardCharsets.UTF_8)))
        % partitions;
  }
}
