package org.alprstreams.service.access;

import org.alprstreams.avro.AccessRecord;

/**
 * The one sequence of bytes that an access record stands for, and its hash.
 *
 * <p>Not Avro's bytes: those change when the schema does, and the order of a map's entries is not
 * fixed. Here the fields are {@link CanonicalBytes} in the order of {@link #hash}, after a tag that
 * names this version of the encoding.
 */
final class CanonicalRecord {

  static final int HASH_BYTES = 32;

  private static final String TAG = "alpr-access-record-1";

  private CanonicalRecord() {}

  /** SHA-256 over the record's previous hash and every other field but the hash itself. */
  static byte[] hash(AccessRecord record) {
    return new CanonicalBytes(TAG)
        .raw(record.getPreviousHash())
        .text(record.getRecordId())
        .text(record.getChainId())
        .number(record.getSequence())
        .number(record.getAt().toEpochMilli())
        .text(record.getAction())
        .texts(record.getElements())
        .text(record.getUsername())
        .text(record.getOrganisation())
        .texts(record.getRoles())
        .text(record.getPurpose())
        .text(record.getCaseNumber())
        .text(record.getOutcome().name())
        .text(record.getDenialReason())
        .optional(record.getResultCount())
        .text(record.getPolicyVersion())
        .sha256();
  }
}
