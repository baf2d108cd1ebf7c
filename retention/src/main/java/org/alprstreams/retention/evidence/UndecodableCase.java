package org.alprstreams.retention.evidence;

import java.time.Instant;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.InvestigationStatus;
import org.alprstreams.service.kafka.StandInDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What an investigation that cannot be decoded counts as: one that is there, is closed and has a
 * purpose that no policy authorises. Its evidence is kept, can be held by a court and detached, and
 * is shown to nobody, since what it was collected for is not known.
 */
final class UndecodableCase {

  private static final String UNKNOWN = "undecodable";

  private UndecodableCase() {}

  /**
   * Decodes investigations.
   *
   * @param cases decodes what can be decoded
   */
  static Deserializer<Investigation> deserializer(Deserializer<Investigation> cases) {
    return new StandInDeserializer<>(
        cases,
        bytes -> standIn(),
        "an investigation cannot be decoded: its evidence is kept and shown to nobody until it is"
            + " opened again (POST /cases); if many are, the registry has lost their schema");
  }

  private static Investigation standIn() {
    return Investigation.newBuilder()
        .setCaseNumber(UNKNOWN)
        .setAgency(UNKNOWN)
        .setPurpose(UNKNOWN)
        .setStatus(InvestigationStatus.CLOSED)
        .setOpenedBy(UNKNOWN)
        .setOpenedAt(Instant.EPOCH)
        .build();
  }

  /**
   * An investigation as it is found under its key, which is all that is known of one undecodable.
   */
  static Investigation named(String caseNumber, Investigation investigation) {
    return is(investigation)
        ? Investigation.newBuilder(investigation).setCaseNumber(caseNumber).build()
        : investigation;
  }

  /** Whether it is one: nobody opens a case at the epoch. */
  static boolean is(Investigation investigation) {
    return investigation.getPurpose().equals(UNKNOWN)
        && investigation.getOpenedAt().equals(Instant.EPOCH);
  }
}
