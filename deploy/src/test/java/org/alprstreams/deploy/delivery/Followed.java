package org.alprstreams.deploy.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A topic as its consumers see it: what was committed, and when it could be seen. */
final class Followed<V extends SpecificRecord> implements AutoCloseable {

  /** Names one revision of one thing. */
  record Revision(String id, int number) {}

  /** When something was captured, and when it could be seen first. */
  record Arrival(Instant capturedAt, Instant seenAt) {}

  private final Function<V, Revision> revision;
  private final TopicFollower<V> follower;
  private final Map<Revision, Integer> counts = new HashMap<>();
  private final Map<String, Arrival> first = new HashMap<>();

  Followed(KafkaClients kafka, Topic<V> topic, Function<V, Revision> revision) {
    this.revision = revision;
    this.follower = TopicFollower.start(kafka, topic, Instant.EPOCH, this::accept);
  }

  private synchronized void accept(ConsumerRecord<String, V> record) {
    Revision seen = revision.apply(record.value());
    counts.merge(seen, 1, Integer::sum);
    first.putIfAbsent(
        seen.id(), new Arrival(Instant.ofEpochMilli(record.timestamp()), Instant.now()));
  }

  /** Ids of all that came, in whatever revision. */
  synchronized Set<String> ids() {
    return new HashSet<>(first.keySet());
  }

  /** Revisions that came more than once. */
  synchronized List<Revision> repeated() {
    return counts.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
  }

  synchronized Arrival arrival(String id) {
    return first.get(id);
  }

  /** How long it took from capture to sight, for what was captured in a period; ascending. */
  synchronized List<Duration> delays(Instant from, Instant to) {
    List<Duration> delays = new ArrayList<>();
    for (Arrival arrival : first.values()) {
      if (!arrival.capturedAt().isBefore(from) && arrival.capturedAt().isBefore(to)) {
        delays.add(Duration.between(arrival.capturedAt(), arrival.seenAt()));
      }
    }
    delays.sort(null);
    return delays;
  }

  @Override
  public void close() {
    follower.close();
  }
}
