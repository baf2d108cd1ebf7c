package org.alprstreams.retention.audit;

import static org.alprstreams.retention.audit.Records.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.access.AccessLog;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class RepeatedSearchWatchTest {

  private static final Instant NOW = Instant.now();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final TopicPartition LOG = new TopicPartition(Topics.ACCESS_LOG.name(), 0);

  private final MockConsumer<String, AccessRecord> consumer =
      new MockConsumer<>("earliest") {

        /** The one of Kafka has none: all that is there lies within the window. */
        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times) {
          return Map.of(LOG, new OffsetAndTimestamp(0, NOW.toEpochMilli()));
        }
      };

  private final MockProducer<String, AccessRecord> flags =
      new MockProducer<>(
          Cluster.empty(),
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.ACCESS_LOG).serializer());

  @Test
  void searchesThatARegistryHoldsUpAreCountedWhenItIsBack() throws Exception {
    // Given two searches in the log, the second of which makes a flag, and a registry that is away
    consumer.updateBeginningOffsets(Map.of(LOG, 0L));
    consumer.updateEndOffsets(Map.of(LOG, 0L));
    consumer.schedulePollTask(() -> consumer.rebalance(List.of(LOG)));
    consumer.schedulePollTask(() -> consumer.setPollException(undecodable(new ConnectException())));
    AccessLog log = new AccessLog(flags, Clock.systemUTC(), "1", "test", SOON);
    try (RepeatedSearchWatch watch =
        RepeatedSearchWatch.start(
            clients(),
            log,
            2,
            Duration.ofDays(7),
            UsagePolicy.losAltosHills(),
            Clock.systemUTC())) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(watch.state())
                      .extracting(HealthState::level)
                      .as("%s", watch.state())
                      .isEqualTo(HealthState.Level.DOWN));

      // When it is back
      consumer.schedulePollTask(
          () -> {
            for (int i = 0; i < 2; i++) {
              consumer.addRecord(
                  new ConsumerRecord<>(
                      LOG.topic(),
                      0,
                      i,
                      "k",
                      search("r" + i, "8ABC123", NOW.minusSeconds(9 - i)).build()));
            }
          });

      // Then nothing was skipped, and all is well again
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(flags.history()).as("%s", watch.state()).hasSize(1));
      await().atMost(SOON).until(() -> watch.state().level() == HealthState.Level.UP);
      assertThat(consumer.closed()).isFalse();
    }
  }

  private static RecordDeserializationException undecodable(Exception cause) {
    return new RecordDeserializationException(
        DeserializationExceptionOrigin.VALUE,
        LOG,
        0,
        NOW.toEpochMilli(),
        TimestampType.CREATE_TIME,
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0),
        new RecordHeaders(),
        "no schema",
        cause);
  }

  private KafkaClients clients() {
    return new KafkaClients() {

      @Override
      public <V extends SpecificRecord> Producer<String, V> producer(
          Topic<V> topic, Map<String, ?> overrides) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Producer<String, SpecificRecord> producer(Map<String, ?> overrides) {
        throw new UnsupportedOperationException();
      }

      @Override
      @SuppressWarnings("unchecked")
      public <V extends SpecificRecord> Consumer<String, V> consumer(
          Topic<V> topic, String groupId, Map<String, ?> overrides) {
        return (Consumer<String, V>) (Consumer<?, ?>) consumer;
      }

      @Override
      public Consumer<String, byte[]> byteConsumer(String groupId, Map<String, ?> overrides) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Admin admin() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
