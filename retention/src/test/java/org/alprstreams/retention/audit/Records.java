package org.alprstreams.retention.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.serde.TrustedRecords;

/** Made-up access records. */
final class Records {

  static {
    TrustedRecords.trust();
  }

  private Records() {}

  /** A search of ana's for a plate, without a case number. */
  static AccessRecord.Builder search(String id, String plate, Instant at) {
    return AccessRecord.newBuilder()
        .setRecordId(id)
        .setChainId("chain")
        .setSequence(0)
        .setPreviousHash(ByteBuffer.allocate(32))
        .setHash(ByteBuffer.allocate(32))
        .setAt(at)
        .setAction("QUERY_READS")
        .setElements(Map.of("plate", plate))
        .setUsername("ana")
        .setOrganisation("Sheriff")
        .setRoles(List.of("ANALYST"))
        .setPurpose("STOLEN_VEHICLE")
        .setOutcome(AccessOutcome.GRANTED)
        .setPolicyVersion("policy 1");
  }

  /** The record that a flag becomes. */
  static AccessRecord of(RepeatedSearches.Flag flag, Instant at) {
    return search(flag.recordId(), "unused", at)
        .setAction(RepeatedSearches.ACTION)
        .setUsername("alpr-retention")
        .setElements(flag.elements())
        .build();
  }
}
