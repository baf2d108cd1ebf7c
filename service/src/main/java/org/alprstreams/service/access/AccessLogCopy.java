package org.alprstreams.service.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessCheckpoint;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicScan;

/**
 * The access log at one moment, in memory: about a kilobyte for each record.
 *
 * @param records by chain and sequence
 * @param checkpoints by chain and how far it had come
 */
public record AccessLogCopy(List<AccessRecord> records, List<AccessCheckpoint> checkpoints) {

  private static final Comparator<AccessRecord> RECORDS =
      Comparator.comparing(AccessRecord::getChainId).thenComparing(AccessRecord::getSequence);

  private static final Comparator<AccessCheckpoint> CHECKPOINTS =
      Comparator.<AccessCheckpoint, String>comparing(
              checkpoint -> checkpoint.getHead().getChainId())
          .thenComparing(checkpoint -> checkpoint.getHead().getRecords())
          .thenComparing(AccessCheckpoint::getAt);

  public AccessLogCopy {
    records = records.stream().sorted(RECORDS).toList();
    checkpoints = checkpoints.stream().sorted(CHECKPOINTS).toList();
  }

  /**
   * Reads both topics to their present ends; checkpoints first, since one that is read vouches for
   * records that were durable before it.
   *
   * @throws org.alprstreams.service.kafka.ScanException if the broker does not give them whole
   */
  public static AccessLogCopy read(KafkaClients kafka) {
    List<AccessCheckpoint> checkpoints = new ArrayList<>();
    TopicScan.all(kafka, Topics.ACCESS_CHECKPOINTS, found -> checkpoints.add(found.value()));
    List<AccessRecord> records = new ArrayList<>();
    TopicScan.all(kafka, Topics.ACCESS_LOG, found -> records.add(found.value()));
    return new AccessLogCopy(records, checkpoints);
  }

  /**
   * The chains of which any record lies in the span, whole: of a part of a chain nobody could tell
   * whether something is missing.
   *
   * @param from its first moment, or null for no bound
   * @param to the first moment after it, or null for no bound
   */
  public AccessLogCopy chainsOf(Instant from, Instant to) {
    if (from == null && to == null) {
      return this;
    }
    Set<String> chains =
        within(from, to).stream().map(AccessRecord::getChainId).collect(Collectors.toSet());
    return new AccessLogCopy(
        records.stream().filter(record -> chains.contains(record.getChainId())).toList(),
        checkpoints.stream()
            .filter(checkpoint -> chains.contains(checkpoint.getHead().getChainId()))
            .toList());
  }

  /** The records of the span. */
  public List<AccessRecord> within(Instant from, Instant to) {
    return records.stream()
        .filter(record -> from == null || !record.getAt().isBefore(from))
        .filter(record -> to == null || record.getAt().isBefore(to))
        .toList();
  }
}
