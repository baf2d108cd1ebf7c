package org.alprstreams.retention.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.alprstreams.avro.DeletionReceipt;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes deletion receipts of one task to the topic of deletions. */
final class Receipts {

  /** How many there were is not known. */
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
   * @param run tells the runs over this store and partition apart: the same run, done again, has
   *     the same receipt
   */
  void write(
      String store,
      String topic,
      Instant now,
      Instant cutoff,
      long deleted,
      Optional<Instant> oldest,
      String run) {
    int partition = context.taskId().partition();
    DeletionReceipt receipt =
        DeletionReceipt.newBuilder()
            .setReceiptId(id(store + "/" + partition + "/" + run))
            .setStore(store)
            .setTopic(topic)
            .setPartition(partition)
            .setAt(now)
            .setCutoff(cutoff)
            .setDeletedCount(deleted)
            .setOldestRemainingAt(oldest.orElse(null))
            .setPolicyVersion(plan.policyVersion())
            .setInstance(plan.instance())
            .build();
    context.forward(new Record<>(store, receipt, now.toEpochMilli()));
  }

  private static String id(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
