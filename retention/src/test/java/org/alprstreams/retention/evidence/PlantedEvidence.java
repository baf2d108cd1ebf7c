package org.alprstreams.retention.evidence;

import java.time.Instant;
import org.alprstreams.avro.Evidence;

/**
 * Evidence as its topic has it, for tests that look from outside.
 *
 * @param readId the read
 * @param plate its text
 * @param caseNumber the case
 * @param collectedAt when it was captured
 */
public record PlantedEvidence(String readId, String plate, String caseNumber, Instant collectedAt) {

  private static final int PARTITIONS = 4;

  public Evidence evidence() {
    return SampleEvidence.evidence(readId, plate, caseNumber, collectedAt);
  }

  public String key() {
    return EvidenceKey.of(caseNumber, collectedAt, readId).encoded();
  }

  public int partition() {
    return EvidenceKey.partition(caseNumber, PARTITIONS);
  }
}
