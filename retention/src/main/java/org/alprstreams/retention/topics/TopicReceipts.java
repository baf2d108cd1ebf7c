package org.alprstreams.retention.topics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.service.topics.LogStart;
import org.alprstreams.service.topics.TopicLifetime;
import org.apache.kafka.common.TopicPartition;

/**
 * Receipts of what the broker has deleted from the front of its logs.
 *
 * <p>A receipt counts offsets. In a topic that is written in transactions the marks of their ends
 * have offsets too, and what compaction took out before is counted again: the number is what went
 * at most. Its id follows from what it says, so that two processes that saw the same write the
 * same. Where nobody knows where the log began before, something has gone and the receipt says that
 * it was not counted.
 *
 * @param policyVersion in force
 * @param instance this process
 */
record TopicReceipts(String policyVersion, String instance) {

  /** How many there were is not known. */
  private static final long UNCOUNTED = -1;

  private static final long UNKNOWN = -1;

  /**
   * One for each log that begins further on than it did, or than at its very beginning if that is
   * not known.
   *
   * @param told where logs began when this was last done
   * @param lifetimes of the topics, by name
   */
  List<DeletionReceipt> since(
      Map<TopicPartition, Long> told,
      Map<TopicPartition, LogStart> starts,
      Map<String, TopicLifetime> lifetimes,
      Instant now) {
    List<DeletionReceipt> receipts = new ArrayList<>();
    starts.forEach(
        (partition, start) -> {
          long before = told.getOrDefault(partition, UNKNOWN);
          if (start.offset() > Math.max(before, 0)) {
            receipts.add(receipt(partition, before, start, lifetimes.get(partition.topic()), now));
          }
        });
    return receipts;
  }

  private DeletionReceipt receipt(
      TopicPartition partition, long before, LogStart start, TopicLifetime lifetime, Instant now) {
    String id = partition + "/" + before + "/" + start.offset();
    return DeletionReceipt.newBuilder()
        .setReceiptId(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString())
        .setStore(partition.topic())
        .setTopic(partition.topic())
        .setPartition(partition.partition())
        .setAt(now)
        .setCutoff(now.minus(lifetime.worstCase().orElseThrow()))
        .setDeletedCount(before == UNKNOWN ? UNCOUNTED : start.offset() - before)
        .setOldestRemainingAt(start.oldest().orElse(null))
        .setPolicyVersion(policyVersion)
        .setInstance(instance)
        .build();
  }
}
