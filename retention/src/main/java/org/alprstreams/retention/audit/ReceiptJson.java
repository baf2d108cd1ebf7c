package org.alprstreams.retention.audit;

import java.time.Instant;
import org.alprstreams.avro.DeletionReceipt;

/** A deletion receipt as oversight is shown it. */
record ReceiptJson(
    String receiptId,
    String store,
    String topic,
    int partition,
    Instant at,
    Instant cutoff,
    long deletedCount,
    Instant oldestRemainingAt,
    String policyVersion,
    String instance) {

  static ReceiptJson of(DeletionReceipt receipt) {
    return new ReceiptJson(
        receipt.getReceiptId(),
        receipt.getStore(),
        receipt.getTopic(),
        receipt.getPartition(),
        receipt.getAt(),
        receipt.getCutoff(),
        receipt.getDeletedCount(),
        receipt.getOldestRemainingAt(),
        receipt.getPolicyVersion(),
        receipt.getInstance());
  }
}
