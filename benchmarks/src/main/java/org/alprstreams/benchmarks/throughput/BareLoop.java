package org.alprstreams.benchmarks.throughput;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The least that anybody would have to do: looks in, decoded, made into reads one by one, reads and
 * images out, as many as matching gives; with the same serdes, client settings, guarantee and
 * commits. No passage, gate, list or state.
 */
final class BareLoop {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> consumerConfig;
  private final Map<String, Object> producerConfig;
  private final RecordSerdes serdes;
  private final Duration commitInterval;
  private final boolean transactional;
  private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

  /**
   * @param consumerConfig with which matching's consumer runs, group excepted
   * @param producerConfig with which its producer runs, transactional id excepted
   */
  BareLoop(
      Map<String, Object> consumerConfig,
      Map<String, Object> producerConfig,
      RecordSerdes serdes,
      Duration commitInterval,
      boolean transactional) {
    this.consumerConfig = new HashMap<>(consumerConfig);
    this.producerConfig = new HashMap<>(producerConfig);
    this.serdes = serdes;
    this.commitInterval = commitInterval;
    this.transactional = transactional;
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
    Serializer<PlateRead> reads = serdes.value(Topics.READS).serializer();
    Serializer<ReadImage> images = serdes.value(Topics.READ_IMAGES).serializer();
    try (Consumer<String, PlateCandidate> consumer =
            new KafkaConsumer<>(
                consumerConfig,
                new StringDeserializer(),
                serdes.value(Topics.CANDIDATES).deserializer());
        Producer<String, byte[]> producer =
            new KafkaProducer<>(
                producerConfig, new StringSerializer(), new ByteArraySerializer())) {
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
          transform(record.value(), producer, reads, images);
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

  /**
   * As matching does for a passage: a read with its image at the first look, a read at the last.
   */
  private static void transform(
      PlateCandidate look,
      Producer<String, byte[]> producer,
      Serializer<PlateRead> reads,
      Serializer<ReadImage> images) {
    int number = look.getCandidateId().charAt(look.getCandidateId().length() - 1) - '0';
    if (number != 0 && number != Batch.LOOKS - 1) {
      return;
    }
    PlateRead read = read(look);
    send(producer, Topics.READS.name(), read, reads, look.getCapturedAt());
    if (number == 0) {
      ReadImage image =
          new ReadImage(
              read.getReadId(),
              read,
              look.getPlateCrop(),
              Optional.ofNullable(look.getScene()).map(ByteBuffer::duplicate).orElse(null));
      producer.send(
          new ProducerRecord<>(
              Topics.READ_IMAGES.name(),
              null,
              look.getCapturedAt().toEpochMilli(),
              read.getPlateKey(),
              images.serialize(Topics.READ_IMAGES.name(), image)));
    }
  }

  private static <V extends SpecificRecord> void send(
      Producer<String, byte[]> producer,
      String topic,
      PlateRead read,
      Serializer<PlateRead> serializer,
      Instant at) {
    producer.send(
        new ProducerRecord<>(
            topic, null, at.toEpochMilli(), read.getPlateKey(), serializer.serialize(topic, read)));
  }

  private static PlateRead read(PlateCandidate look) {
    return PlateRead.newBuilder()
        .setReadId(look.getCandidateId())
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(new PlateText(look.getText())).value())
        .setPlateText(look.getText())
        .setCharacters(look.getCharacters())
        .setConfidence(look.getConfidence())
        .setState(look.getState())
        .setStateConfidence(look.getStateConfidence())
        .setCameraId(look.getCameraId())
        .setCapturedAt(look.getCapturedAt())
        .setFirstSeenAt(look.getCapturedAt())
        .setLastSeenAt(look.getCapturedAt())
        .setLooks(1)
        .setFrameId(look.getFrameId())
        .setBox(look.getBox())
        .setEngine(look.getEngine())
        .build();
  }
}
