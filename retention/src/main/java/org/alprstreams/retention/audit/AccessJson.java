package org.alprstreams.retention.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.alprstreams.avro.AccessRecord;

/** An access record as oversight is shown it; hashes in lower-case hexadecimal. */
record AccessJson(
    String chainId,
    long sequence,
    String recordId,
    Instant at,
    String action,
    Map<String, String> elements,
    String username,
    String organisation,
    List<String> roles,
    String purpose,
    String caseNumber,
    String outcome,
    String denialReason,
    Long resultCount,
    String policyVersion,
    String previousHash,
    String hash) {

  static AccessJson of(AccessRecord record) {
    return new AccessJson(
        record.getChainId(),
        record.getSequence(),
        record.getRecordId(),
        record.getAt(),
        record.getAction(),
        new TreeMap<>(record.getElements()),
        record.getUsername(),
        record.getOrganisation(),
        record.getRoles(),
        record.getPurpose(),
        record.getCaseNumber(),
        record.getOutcome().name(),
        record.getDenialReason(),
        record.getResultCount(),
        record.getPolicyVersion(),
        hex(record.getPreviousHash()),
        hex(record.getHash()));
  }

  private static String hex(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
