package org.alprstreams.retention.evidence;

import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.Evidence;

/**
 * Evidence as its topic has it, for tests that look from outside.
 *
 * @param readId the read
 * @param plate its text
 * @param caseNumber the case
 * @param collectedAt when it was captured
 * @param corrections texts that it was corrected to since
 */
public record PlantedEvidence(
    String readId, String plate, String caseNumber, Instant collectedAt, List<String> corrections) {

  private static final int PARTITIONS = 4;

  /** Evidence that nobody has corrected. */
  public PlantedEvidence(String readId, String plate, String caseNumber, Instant collectedAt) {
    this(readId, plate, caseNumber, collectedAt, List.of());
  }

  /** The same, corrected to this text. */
  public PlantedEvidence corrected(String text) {
    return new PlantedEvidence(readId, plate, caseNumber, collectedAt, List.of(text));
  }

  public Evidence evidence() {
    return Evidence.newBuilder(SampleEvidence.evidence(readId, plate, caseNumber, collectedAt))
        .setCorrections(
            SampleEvidence.corrections(readId, collectedAt, corrections.toArray(String[]::new))
                .getCorrections())
        .build();
  }

  public String key() {
    return EvidenceKey.of(caseNumber, collectedAt, readId).encoded();
  }

  public int partition() {
    return EvidenceKey.partition(caseNumber, PARTITIONS);
  }
}
