package org.alprstreams.service.topics;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where logs begin, now and when it was last told: the broker deletes from the front, so the
 * distance is what it has deleted. What was told is remembered at the broker, as the offsets of a
 * group that has no members, so that a restart misses nothing and all processes know the same.
 */
public final class LogStarts {

  private static final String GROUP = "alpr-deletions";

  /** A record's time is never before this. */
  private static final long FIRST = 0;

  private final Brokers brokers;

  /**
   * @param admin stays open; whoever made it closes it
   */
  public LogStarts(Admin admin, TopicSettings settings) {
    this.brokers = new Brokers(admin, settings.timeout());
  }

  /**
   * Where the logs of all partitions of these topics begin now.
   *
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public Map<TopicPartition, LogStart> now(Collection<String> topics) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    brokers
        .get("describe topics", brokers.admin().describeTopics(topics).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            partitions.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.earliest())));
    Map<TopicPartition, ListOffsetsResultInfo> starts = offsets(partitions);
    partitions.replaceAll((partition, earliest) -> OffsetSpec.forTimestamp(FIRST));
    Map<TopicPartition, ListOffsetsResultInfo> oldest = offsets(partitions);
    return starts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                start ->
                    new LogStart(start.getValue().offset(), time(oldest.get(start.getKey())))));
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Map<TopicPartition, OffsetSpec> partitions) {
    return brokers.get("list offsets", brokers.admin().listOffsets(partitions).all());
  }

  private static Optional<Instant> time(ListOffsetsResultInfo first) {
    return first.offset() < 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(first.timestamp()));
  }

  /**
   * Where logs began when it was last told; partitions that nothing was told of are missing.
   *
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public Map<TopicPartition, Long> told() {
    return brokers
        .get(
            "read the offsets of " + GROUP,
            brokers.admin().listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(offset -> offset.getValue() != null)
        .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
  }

  /**
   * Remembers what was told.
   *
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public void tell(Map<TopicPartition, LogStart> starts) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        starts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, start -> new OffsetAndMetadata(start.getValue().offset())));
    brokers.get(
        "write the offsets of " + GROUP,
        brokers.admin().alterConsumerGroupOffsets(GROUP, offsets).all());
  }
}
