package org.alprstreams.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertAction;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.Investigation;
import org.alprstreams.avro.OptOut;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadCorrections;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.schemas.plate.PlateHash;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Stands in for the stages before and after retention, at its topics. */
final class Feed {

  private final String bootstrap;
  private final SettingsKafkaClients clients;

  Feed(String bootstrap) {
    this.bootstrap = bootstrap;
    clients =
        new SettingsKafkaClients(
            Settings.of(Map.of("alpr.kafka.bootstrap-servers", bootstrap)),
            RecordSerdes.registryFree());
  }

  void reads(List<PlateRead> reads) throws Exception {
    try (Producer<String, PlateRead> producer = clients.producer(Topics.READS, Map.of())) {
      for (PlateRead read : reads) {
        send(producer, Topics.READS, read.getPlateKey(), read, read.getCapturedAt());
      }
    }
  }

  void imageOf(PlateRead read) throws Exception {
    try (var producer = clients.producer(Topics.READ_IMAGES, Map.of())) {
      send(
          producer,
          Topics.READ_IMAGES,
          read.getPlateKey(),
          SampleReads.image(read),
          read.getCapturedAt());
    }
  }

  /** Evidence as if it had been attached when it was collected. */
  void evidence(Evidence evidence, String key, int partition) throws Exception {
    try (Producer<String, Evidence> producer = clients.producer(Topics.EVIDENCE, Map.of())) {
      producer
          .send(new ProducerRecord<>(Topics.EVIDENCE.name(), partition, null, key, evidence))
          .get();
    }
  }

  /** A case as if it had been opened under the policy of its time. */
  void investigation(Investigation investigation) throws Exception {
    try (Producer<String, Investigation> producer =
        clients.producer(Topics.INVESTIGATIONS, Map.of())) {
      send(
          producer,
          Topics.INVESTIGATIONS,
          investigation.getCaseNumber(),
          investigation,
          investigation.getOpenedAt());
    }
  }

  /** A read with pictures that can be decoded. */
  void image(ReadImage image) throws Exception {
    PlateRead read = image.getRead();
    try (Producer<String, ReadImage> producer = clients.producer(Topics.READ_IMAGES, Map.of())) {
      send(producer, Topics.READ_IMAGES, read.getPlateKey(), image, read.getCapturedAt());
    }
  }

  void alert(Alert alert) throws Exception {
    try (Producer<String, Alert> producer = clients.producer(Topics.ALERTS, Map.of())) {
      send(producer, Topics.ALERTS, alert.getAlertId(), alert, alert.getCapturedAt());
    }
  }

  /** What a person did about an alert, at its time, as the console writes it. */
  void action(Alert alert, AlertAction action) throws Exception {
    try (Producer<String, AlertAction> producer =
        clients.producer(Topics.ALERT_ACTIONS, Map.of())) {
      send(producer, Topics.ALERT_ACTIONS, alert.getAlertId(), action, alert.getCapturedAt());
    }
  }

  /** An opt-out on a list that was made with the instances' secret. */
  void optOut(String hash) throws Exception {
    listed(PlateHash.ofSecret(Instance.OPT_OUT_SECRET).checkKey());
    listed(hash);
  }

  /** A record of the list, whatever it was made with. */
  void listed(String hash) throws Exception {
    try (Producer<String, OptOut> producer = clients.producer(Topics.OPT_OUTS, Map.of())) {
      send(producer, Topics.OPT_OUTS, hash, SampleReads.optOut(hash, null), Instant.now());
    }
  }

  /** What nobody can decode, where an entry of this key was. */
  void damage(Topic<?> topic, String key) throws Exception {
    damage(topic, null, key);
  }

  /** The same in this partition, or the key's own where it is null. */
  void damage(Topic<?> topic, Integer partition, String key) throws Exception {
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), partition, key, new byte[] {1, 2, 3})).get();
    }
  }

  /** All access records there are now, in the order of each chain. */
  List<AccessRecord> accessRecords() {
    return all(Topics.ACCESS_LOG);
  }

  /** All deletion receipts there are now. */
  List<DeletionReceipt> deletions() {
    return all(Topics.DELETIONS);
  }

  /** All that evidence was told of corrections until now. */
  List<ReadCorrections> corrections() {
    return all(Topics.CORRECTIONS);
  }

  /** All revisions of reads there are now. */
  List<PlateRead> reads() {
    return all(Topics.READS);
  }

  private <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    try (Consumer<String, V> consumer = clients.consumer(topic, "test", Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<V> records = new ArrayList<>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> records.add(record.value()));
      }
      return records;
    }
  }

  private static <V extends SpecificRecord> void send(
      Producer<String, V> producer, Topic<V> topic, String key, V value, Instant at)
      throws Exception {
    producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, value)).get();
  }
}
