package org.alprstreams.retention.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.alprstreams.avro.DeletionReceipt;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes deletion receipts of one task to the topic of deletions. */
final class Receipts {

  /** The store drops whole segments and does not count what was in them. */
  static final long UNCOUNTED = -1;

  private final ProcessorContext<String, DeletionReceipt> context;
  private final RetentionPlan plan;

  Receipts(ProcessorContext<String, DeletionReceipt> context, RetentionPlan plan) {
    this.context = context;
    this.plan = plan;
  }

  /**
   * @param cutoff everything older is gone
   * @param deleted how many entries this run deleted, or {@link #UNCOUNTED}
   * @param oldest the oldest that may remain; nothing older does
   */
  void write(
      String store,
      String topic,
      Instant now,
      Instant cutoff,
      long deleted,
      Optional<Instant> oldest) {
    DeletionReceipt receipt =
        DeletionReceipt.newBuilder()
            .setReceiptId(UUID.randomUUID().toString())
            .setStore(store)
            .setTopic(topic)
            .setPartition(context.taskId().partition())
            .setAt(now)
            .setCutoff(cutoff)
            .setDeletedCount(deleted)
            .setOldestRemainingAt(oldest.orElse(null))
            .setPolicyVersion(plan.policyVersion())
            .setInstance(plan.instance())
            .build();
    context.forward(new Record<>(store, receipt, now.toEpochMilli()));
  }
}
