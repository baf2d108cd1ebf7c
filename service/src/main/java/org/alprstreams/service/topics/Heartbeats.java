package org.alprstreams.service.topics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.alprstreams.schemas.topic.Cleanup;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.topics.InternalTopic.Kind;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Appends a record to each partition of every topic that is compacted. A broker compacts closed
 * segments only, and closes one only when something is appended: where nothing happens any more, a
 * removed entry and its key would stay for ever.
 *
 * <p>The record is a tombstone of a key that nobody has: it removes nothing from any table, and the
 * next one takes its place. Several processes that send it do no harm.
 */
public final class Heartbeats {

  /** No entry id, hash, case number or plate key begins so. */
  public static final String KEY = "\0heartbeat";

  private final Brokers brokers;
  private final Producer<String, SpecificRecord> producer;
  private final Duration timeout;

  /**
   * @param admin stays open, as does the producer; whoever made them closes them
   */
  public Heartbeats(
      Admin admin, Producer<String, SpecificRecord> producer, TopicSettings settings) {
    this.brokers = new Brokers(admin, settings.timeout());
    this.producer = producer;
    this.timeout = settings.timeout();
  }

  /** Names of the topics that need it, whether they exist yet or not. */
  public static List<String> topics() {
    return Stream.concat(
            Topics.all().stream()
                .filter(topic -> topic.cleanup() != Cleanup.DELETE)
                .map(Topic::name),
            InternalTopics.all().stream()
                .filter(topic -> topic.kind() == Kind.TABLE)
                .map(InternalTopic::name))
        .toList();
  }

  /**
   * Sends one to every partition and waits until all are written.
   *
   * @return how many were sent
   * @throws BrokerException if the broker cannot be reached in time or refuses
   */
  public int send() {
    Set<String> existing = brokers.topics();
    List<String> names = topics().stream().filter(existing::contains).toList();
    Map<String, TopicDescription> descriptions =
        brokers.get("describe topics", brokers.admin().describeTopics(names).allTopicNames());
    List<Future<?>> sent = new ArrayList<>();
    descriptions.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    partition ->
                        sent.add(
                            producer.send(
                                new ProducerRecord<>(name, partition.partition(), KEY, null)))));
    Writes.await("write heartbeats", sent, timeout);
    return sent.size();
  }
}
