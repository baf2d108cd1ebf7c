package org.alprstreams.retention.topics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.BackwardScan;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * What earlier receipts say of where logs began, for when the broker has forgotten it: it forgets
 * the offsets of a group without members after a week ({@code offsets.retention.minutes}). A
 * receipt of a topic says it in a header, since auditors have no use for it.
 */
final class EarlierReceipts {

  private static final String LOG_START = "log-start";

  /** Receipts may be dated a little ahead of this machine's clock. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final int WIDER = 8;

  private final KafkaClients kafka;
  private final Duration patience;

  EarlierReceipts(KafkaClients kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  /** Notes on a receipt where its log begins now. */
  static void note(ProducerRecord<?, ?> receipt, long logStart) {
    receipt.headers().add(LOG_START, Long.toString(logStart).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Where these logs began when they had their last receipts; those that have none, or only such as
   * do not say it, are missing. Reads the receipts backwards, as far as it has to.
   *
   * @throws org.alprstreams.service.kafka.ScanException if receipts cannot be read now
   */
  Map<TopicPartition, Long> told(Set<TopicPartition> logs, Instant now) {
    Map<TopicPartition, Long> told = new HashMap<>();
    if (logs.isEmpty()) {
      return told;
    }
    try (BackwardScan<DeletionReceipt> scan =
        new BackwardScan<>(kafka, Topics.DELETIONS, now.plus(AHEAD), patience)) {
      Duration back = AHEAD;
      while (!told.keySet().containsAll(logs)) {
        Instant from = now.minus(back);
        boolean all = from.isBefore(Instant.EPOCH);
        scan.backTo(all ? Instant.EPOCH : from, record -> note(record, logs, told));
        if (all) {
          break;
        }
        back = back.multipliedBy(WIDER);
      }
    }
    return told;
  }

  private static void note(
      ConsumerRecord<String, DeletionReceipt> record,
      Set<TopicPartition> logs,
      Map<TopicPartition, Long> told) {
    Header start = record.headers().lastHeader(LOG_START);
    TopicPartition log =
        new TopicPartition(record.value().getStore(), record.value().getPartition());
    if (start != null && logs.contains(log)) {
      // Of a log that was made anew too: it begins before, and has no receipt until it is told.
      told.merge(log, Long.parseLong(new String(start.value(), StandardCharsets.UTF_8)), Math::max);
    }
  }
}
