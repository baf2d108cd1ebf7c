package org.alprstreams.retention.evidence;

import java.time.Instant;
import java.util.List;
import org.alprstreams.avro.CourtHold;
import org.alprstreams.service.kafka.StandInDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What a court order that cannot be decoded counts as: one that names nothing and therefore holds
 * everything. What it held is not known, and evidence that is deleted does not come back.
 */
final class UndecodableHold {

  private static final String UNKNOWN = "undecodable";

  private UndecodableHold() {}

  /**
   * Decodes orders.
   *
   * @param orders decodes what can be decoded
   */
  static Deserializer<CourtHold> deserializer(Deserializer<CourtHold> orders) {
    return new StandInDeserializer<>(
        orders,
        bytes -> standIn(),
        "a court order cannot be decoded: no evidence is deleted until it is released (see GET"
            + " /holds) or written again; if many are, the registry has lost their schema");
  }

  private static CourtHold standIn() {
    return CourtHold.newBuilder()
        .setHoldId(UNKNOWN)
        .setOrderNumber(UNKNOWN)
        .setCourt(UNKNOWN)
        .setCaseNumbers(List.of())
        .setReadIds(List.of())
        .setOrderedAt(Instant.EPOCH)
        .setRecordedBy(UNKNOWN)
        .setRecordedAt(Instant.EPOCH)
        .build();
  }

  /** An order as it is found under its key, which is all that is known of one undecodable. */
  static CourtHold named(String holdId, CourtHold hold) {
    return hold.getHoldId().equals(UNKNOWN)
        ? CourtHold.newBuilder(hold).setHoldId(holdId).build()
        : hold;
  }

  /** Whether it is one, released or not: no order is recorded without a scope. */
  static boolean is(CourtHold hold) {
    return hold.getCaseNumbers().isEmpty() && hold.getReadIds().isEmpty();
  }
}
