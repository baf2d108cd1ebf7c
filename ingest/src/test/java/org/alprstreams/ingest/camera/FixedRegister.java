package org.alprstreams.ingest.camera;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Kafka clients whose cameras topic holds the given cameras and gets no more. */
final class FixedRegister implements KafkaClients {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.CAMERAS.name(), 0);

  private final WaitingConsumer<Camera> consumer = new WaitingConsumer<>();

  FixedRegister(List<Camera> cameras) {
    consumer.updatePartitions(
        PARTITION.topic(),
        List.of(
            new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), new Node[] {}, new Node[] {})));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) cameras.size()));
    for (int i = 0; i < cameras.size(); i++) {
      Camera camera = cameras.get(i);
      ConsumerRecord<String, Camera> record =
          new ConsumerRecord<>(PARTITION.topic(), 0, i, camera.getCameraId(), camera);
      consumer.schedulePollTask(() -> consumer.addRecord(record));
    }
  }

  /** A register that ends when it is first read. */
  FixedRegister(KafkaException failure) {
    this(List.of());
    consumer.schedulePollTask(() -> consumer.setPollException(failure));
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));
  }

  @Override
  @SuppressWarnings("unchecked") // only cameras are asked for
  public <V extends SpecificRecord> Consumer<String, V> consumer(
      Topic<V> topic, String groupId, Map<String, ?> overrides) {
    return (Consumer<String, V>) consumer;
  }

  @Override
  public Consumer<String, byte[]> byteConsumer(String groupId, Map<String, ?> overrides) {
    throw new UnsupportedOperationException("only cameras are read");
  }

  @Override
  public <V extends SpecificRecord> Producer<String, V> producer(
      Topic<V> topic, Map<String, ?> overrides) {
    throw new UnsupportedOperationException("only read");
  }

  @Override
  public Producer<String, SpecificRecord> producer(Map<String, ?> overrides) {
    throw new UnsupportedOperationException("only read");
  }

  @Override
  public Admin admin() {
    throw new UnsupportedOperationException("only read");
  }

  /** Waits for the poll's time as a real one does, so that followers do not spin. */
  private static final class WaitingConsumer<V> extends MockConsumer<String, V> {

    private final CountDownLatch woken = new CountDownLatch(1);

    WaitingConsumer() {
      super("earliest");
    }

    // Not synchronized while it waits, as wakeup comes from another thread.
    @Override
    public ConsumerRecords<String, V> poll(Duration timeout) {
      ConsumerRecords<String, V> records = super.poll(Duration.ZERO);
      if (records.isEmpty()) {
        try {
          woken.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          throw new InterruptException(e);
        }
      }
      return records;
    }

    @Override
    public void wakeup() {
      super.wakeup();
      woken.countDown();
    }
  }
}
