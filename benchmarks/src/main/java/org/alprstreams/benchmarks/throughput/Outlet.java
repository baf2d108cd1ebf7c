package org.alprstreams.benchmarks.throughput;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Where reads and images leave, encoded as matching's. */
final class Outlet {

  private final Producer<String, byte[]> producer;
  private final Serializer<PlateRead> reads;
  private final Serializer<ReadImage> images;

  Outlet(Producer<String, byte[]> producer, RecordSerdes serdes) {
    this.producer = producer;
    this.reads = serdes.value(Topics.READS).serializer();
    this.images = serdes.value(Topics.READ_IMAGES).serializer();
  }

  void read(PlateRead read) {
    send(Topics.READS, read, reads, read);
  }

  /**
   * @param best the look that the images are of
   */
  void image(PlateRead read, PlateCandidate best) {
    ByteBuffer scene = Optional.ofNullable(best.getScene()).map(ByteBuffer::duplicate).orElse(null);
    send(
        Topics.READ_IMAGES,
        read,
        images,
        new ReadImage(read.getReadId(), read, best.getPlateCrop(), scene));
  }

  private <V extends SpecificRecord> void send(
      Topic<V> topic, PlateRead read, Serializer<V> serializer, V value) {
    producer.send(
        new ProducerRecord<>(
            topic.name(),
            null,
            read.getCapturedAt().toEpochMilli(),
            read.getPlateKey(),
            serializer.serialize(topic.name(), value)));
  }
}
