package org.alprstreams.ingest.source;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.alprstreams.avro.Frame;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the frames topic from a capture time to its end. Costs as many bytes as were published
 * since, so it is for the one frame a killed import left in doubt, not for every frame.
 */
public final class TopicFrameLookup implements FrameLookup {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Supplier<Consumer<String, Frame>> consumers;

  /**
   * @param consumers makes a consumer, with any group: partitions are assigned, none committed
   */
  public TopicFrameLookup(Supplier<Consumer<String, Frame>> consumers) {
    this.consumers = consumers;
  }

  @Override
  public boolean published(String frameId, Instant capturedAt) {
    try (Consumer<String, Frame> consumer = consumers.get()) {
      Map<TopicPartition, Long> ends = seek(consumer, capturedAt);
      while (!ends.isEmpty()) {
        for (ConsumerRecord<String, Frame> record : consumer.poll(POLL)) {
          if (record.value() != null && record.value().getFrameId().equals(frameId)) {
            return true;
          }
        }
        ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      }
      return false;
    }
  }

  private static Map<TopicPartition, Long> seek(
      Consumer<String, Frame> consumer, Instant capturedAt) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.FRAMES.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Map<TopicPartition, Long> starts =
        consumer
            .offsetsForTimes(
                partitions.stream()
                    .collect(Collectors.toMap(p -> p, p -> capturedAt.toEpochMilli())))
            .entrySet()
            .stream()
            .filter(start -> Objects.nonNull(start.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, start -> start.getValue().offset()));
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    return new HashMap<>(consumer.endOffsets(starts.keySet()));
  }
}
