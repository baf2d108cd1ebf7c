package org.alprstreams.retention.evidence;

import static org.alprstreams.retention.SampleReads.image;
import static org.alprstreams.retention.SampleReads.read;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.InvestigationStatus;
import org.alprstreams.avro.LaterCorrection;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.schemas.policy.CalendarLimit;

/** Made-up evidence and court orders. */
public final class SampleEvidence {

  /** Six months on the calendar of the Town, less an hour. */
  public static final EvidenceRules RULES =
      new EvidenceRules(
          collectedAt ->
              new CalendarLimit(6, 0)
                  .end(collectedAt.atZone(ZoneId.of("America/Los_Angeles")))
                  .toInstant(),
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10));

  private SampleEvidence() {}

  static Evidence evidence(String readId, String plate, String caseNumber, Instant collectedAt) {
    ReadImage image = image(read(readId, plate, "north", collectedAt));
    return Evidence.newBuilder()
        .setReadId(readId)
        .setRead(image.getRead())
        .setPlateCrop(image.getPlateCrop())
        .setScene(image.getScene())
        .setCaseNumbers(List.of(caseNumber))
        .setCollectedAt(collectedAt)
        .setAttachedBy("ina")
        .setAttachedAt(collectedAt.plusSeconds(60))
        .build();
  }

  /**
   * A read's corrections to these texts, one after the other.
   *
   * @param capturedAt within the half minute for which its vehicle was seen
   */
  static ReadCorrections corrections(String readId, Instant capturedAt, String... texts) {
    return ReadCorrections.newBuilder()
        .setReadId(readId)
        .setFirstSeenAt(capturedAt.minusSeconds(15))
        .setLastSeenAt(capturedAt.plusSeconds(15))
        .setCorrections(
            Stream.of(texts)
                .map(
                    text ->
                        LaterCorrection.newBuilder()
                            .setText(text)
                            .setCorrectedBy("ana")
                            .setOrganisation("Sheriff")
                            .setReason("The picture says " + text)
                            .setCorrectedAt(capturedAt.plusSeconds(600))
                            .build())
                .toList())
        .build();
  }

  /** An open case. */
  public static Investigation investigation(String caseNumber) {
    return Investigation.newBuilder()
        .setCaseNumber(caseNumber)
        .setAgency("Sheriff")
        .setPurpose("CRIMINAL_INVESTIGATION")
        .setStatus(InvestigationStatus.OPEN)
        .setOpenedBy("ina")
        .setOpenedAt(Instant.parse("2026-01-01T00:00:00Z"))
        .build();
  }

  static CourtHold hold(String holdId, List<String> caseNumbers, List<String> readIds) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    return CourtHold.newBuilder()
        .setHoldId(holdId)
        .setOrderNumber("order " + holdId)
        .setCourt("Superior Court")
        .setCaseNumbers(caseNumbers)
        .setReadIds(readIds)
        .setOrderedAt(at)
        .setRecordedBy("ina")
        .setRecordedAt(at)
        .build();
  }
}
