package org.alprstreams.service.topics;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where logs begin, now and when it was last told: the broker deletes from the front, so the
 * distance is what it has deleted. What was told is remembered at the broker, as the offsets of a
 * group that has no members, so that all processes know the same. The broker forgets them when
 * nobody has told anything for its {@code offsets.retention.minutes}, a week.
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

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    return offsets(
            partitions.stream()
                .collect(Collectors.toMap(Function.identity(), each -> OffsetSpec.latest())))
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
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
   * Remembers what was told, unless more was: another process may have seen a log begin further on.
   * A log that ends before what was told of it was made anew, and is told anew.
   *
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public void tell(Map<TopicPartition, LogStart> starts) {
    Map<TopicPartition, Long> told = told();
    Set<TopicPartition> further =
        starts.entrySet().stream()
            .filter(start -> told.getOrDefault(start.getKey(), -1L) > start.getValue().offset())
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(HashSet::new));
    Map<TopicPartition, Long> ends = ends(further);
    further.removeIf(log -> ends.get(log) < told.get(log));
    Map<TopicPartition, OffsetAndMetadata> offsets =
        starts.entrySet().stream()
            .filter(start -> !further.contains(start.getKey()))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, start -> new OffsetAndMetadata(start.getValue().offset())));
    brokers.get(
        "write the offsets of " + GROUP,
        brokers.admin().alterConsumerGroupOffsets(GROUP, offsets).all());
  }
}
