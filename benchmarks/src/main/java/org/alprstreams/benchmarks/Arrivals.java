package org.alprstreams.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** First arrivals on a topic from now on, with their age by the record's capture time. */
final class Arrivals<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Milliseconds since the epoch. */
  private record Arrival(long capturedAt, long seenAt) {}

  private final Clock clock;
  private final Consumer<String, V> consumer;
  private final Function<ConsumerRecord<String, V>, String> id;
  private final Set<String> seen = new HashSet<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Thread thread;
  private volatile boolean done;

  /**
   * @param id name of what a record is about, or null where it is not counted
   */
  Arrivals(
      KafkaClients kafka,
      Clock clock,
      Topic<V> topic,
      Function<ConsumerRecord<String, V>, String> id) {
    this.clock = clock;
    this.id = id;
    this.consumer = kafka.consumer(topic, "alpr-benchmark", Map.of());
    Collection<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = new Thread(this::follow, "arrivals-" + topic.name());
    thread.start();
  }

  private void follow() {
    while (!done) {
      for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(20))) {
        String name = id.apply(record);
        if (name != null) {
          arrived(name, record.timestamp(), clock.millis());
        }
      }
    }
  }

  private synchronized void arrived(String name, long capturedAt, long seenAt) {
    if (seen.add(name)) {
      arrivals.add(new Arrival(capturedAt, seenAt));
      notifyAll();
    }
  }

  synchronized int count() {
    return arrivals.size();
  }

  synchronized boolean has(String name) {
    return seen.contains(name);
  }

  synchronized void forget() {
    arrivals.clear();
  }

  /** Waits until those of these names have arrived or patience has run out. */
  void await(Collection<String> names) {
    await(() -> seen.containsAll(names), PATIENCE);
  }

  void await(int expected, Duration patience) {
    await(() -> arrivals.size() >= expected, patience);
  }

  private synchronized void await(BooleanSupplier enough, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!enough.getAsBoolean() && System.nanoTime() < deadline) {
        wait(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ages at arrival of what was captured in a period. */
  synchronized Distribution between(Instant from, Instant to) {
    return Distribution.of(
        arrivals.stream()
            .filter(a -> a.capturedAt() >= from.toEpochMilli())
            .filter(a -> to.equals(Instant.MAX) || a.capturedAt() < to.toEpochMilli())
            .map(a -> (double) (a.seenAt() - a.capturedAt()))
            .toList());
  }

  @Override
  public void close() {
    done = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
