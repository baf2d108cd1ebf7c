package org.alprstreams.service;

import java.time.Instant;
import org.alprstreams.avro.DeletionReceipt;

/** Sample records, of the simplest of all types. */
final class Receipts {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private Receipts() {}

  static DeletionReceipt of(String store) {
    return DeletionReceipt.newBuilder()
        .setReceiptId("r1")
        .setStore(store)
        .setPartition(0)
        .setAt(NOON)
        .setCutoff(NOON)
        .setDeletedCount(1)
        .setPolicyVersion("test 1")
        .setInstance("test")
        .build();
  }
}
