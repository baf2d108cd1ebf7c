package org.alprstreams.service.kafka;

import java.time.Instant;
import org.alprstreams.avro.OptOut;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What an opt-out that cannot be decoded counts as: one without an end. Its key says whose plate it
 * is, and a resident's right must not hang on bytes that somebody else lost. The next entry under
 * that key takes its place.
 */
public final class UndecodableOptOut {

  private static final String UNKNOWN = "undecodable";

  private UndecodableOptOut() {}

  /**
   * Decodes the opt-out list.
   *
   * @param entries decodes what can be decoded
   */
  public static Deserializer<OptOut> deserializer(Deserializer<OptOut> entries) {
    return new StandInDeserializer<>(
        entries,
        bytes -> standIn(),
        "an entry of the opt-out list cannot be decoded: its plate counts as opted out until it is"
            + " opted out again or back in; if many are, the registry has lost their schema");
  }

  /** What stands in for an entry that cannot be decoded. */
  public static OptOut standIn() {
    return OptOut.newBuilder()
        .setPlateHash(UNKNOWN)
        .setKeyVersion(0)
        .setProofRef(UNKNOWN)
        .setVerifiedBy(UNKNOWN)
        .setVerifiedAt(Instant.EPOCH)
        .build();
  }
}
