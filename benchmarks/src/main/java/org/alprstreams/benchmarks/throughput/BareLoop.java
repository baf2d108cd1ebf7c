package org.alprstreams.benchmarks.throughput;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Looks in, decoded, transformed, reads and images out; with matching's serdes, client settings,
 * guarantee and commits, and nothing else: no store, no changelog, no second pass, no other thread.
 */
final class BareLoop {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> consumerConfig;
  private final Map<String, Object> producerConfig;
  private final RecordSerdes serdes;
  private final Duration commitInterval;
  private final boolean transactional;
  private final Transform transform;
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

  /**
   * @param consumerConfig with which matching's consumer runs, group excepted
   * @param producerConfig with which its producer runs, transactional id excepted
   * @param transform what is done with each look
   */
  BareLoop(
      Map<String, Object> consumerConfig,
      Map<String, Object> producerConfig,
      RecordSerdes serdes,
      Duration commitInterval,
      boolean transactional,
      Transform transform) {
    this.consumerConfig = new HashMap<>(consumerConfig);
    this.producerConfig = new HashMap<>(producerConfig);
    this.serdes = serdes;
    this.commitInterval = commitInterval;
    this.transactional = transactional;
    this.transform = transform;
  }

  /**
   * Works through this many looks.
   *
   * @param publish puts them into their topic
   */
  Measurement run(int looks, Runnable publish) {
    consumerConfig.put("group.id", "benchmark-bare-loop");
    if (transactional) {
      producerConfig.put("transactional.id", "benchmark-bare-loop");
    }
    try (Consumer<String, PlateCandidate> consumer =
            new KafkaConsumer<>(
                consumerConfig,
                new StringDeserializer(),
                serdes.value(Topics.CANDIDATES).deserializer());
        Producer<String, byte[]> producer =
            new KafkaProducer<>(
                producerConfig, new StringSerializer(), new ByteArraySerializer())) {
      Outlet outlet = new Outlet(producer, serdes);
      begin(consumer);
      if (transactional) {
        producer.initTransactions();
      }
      publish.run();
      Measurement.Running measurement = null;
      int seen = 0;
      long committed = System.nanoTime();
      boolean open = false;
      while (seen < looks) {
        for (ConsumerRecord<String, PlateCandidate> record : consumer.poll(POLL)) {
          measurement = measurement == null ? Measurement.begin() : measurement;
          if (!open && transactional) {
            producer.beginTransaction();
          }
          open = true;
          transform.look(record.value(), outlet);
          done.put(
              new TopicPartition(record.topic(), record.partition()),
              new OffsetAndMetadata(record.offset() + 1));
          seen++;
        }
        if (open && System.nanoTime() - committed >= commitInterval.toNanos()) {
          commit(consumer, producer);
          open = false;
          committed = System.nanoTime();
        }
      }
      if (open) {
        commit(consumer, producer);
      }
      return measurement.end(seen);
    }
  }

  /** At the end: what earlier runs were given may be half deleted by now. */
  private static void begin(Consumer<String, PlateCandidate> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.CANDIDATES.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private void commit(
      Consumer<String, PlateCandidate> consumer, Producer<String, byte[]> producer) {
    if (transactional) {
      producer.sendOffsetsToTransaction(done, consumer.groupMetadata());
      producer.commitTransaction();
    } else {
      producer.flush();
      consumer.commitSync(done);
    }
    done.clear();
  }
}
