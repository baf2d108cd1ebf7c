package org.alprstreams.service.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.config.Settings;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

  @Test
  void kafkaAcceptsTheDefaultsAndTheyFavourLatencyAndNamedResources() {
    // When
    Properties properties = properties(Map.of()).of("alpr-sample", Map.of());

    // Then
    StreamsConfig config = new StreamsConfig(properties);
    assertThat(config.getString("group.protocol")).isEqualTo("classic");
    assertThat(config.getBoolean("ensure.explicit.internal.resource.naming")).isTrue();
    assertThat(config.getBoolean("processing.exception.handler.global.enabled")).isTrue();
    assertThat(config.getString("topology.optimization")).isEqualTo("all");
    assertThat(config.getProducerConfigs("c").get("linger.ms")).isEqualTo(2L);
    assertThat(properties.get("topic.segment.ms")).isEqualTo("21600000");
    assertThat(config.processingExceptionHandler()).isInstanceOf(RedactingProcessingHandler.class);
    assertThat(config.productionExceptionHandler()).isInstanceOf(RedactingProductionHandler.class);
    assertThat(config.deserializationExceptionHandler())
        .isInstanceOf(RedactingDeserializationHandler.class);
  }

  @Test
  void operatorBeatsApplicationAndApplicationBeatsDefaults() {
    // Given
    StreamsProperties properties =
        properties(Map.of("alpr.streams.properties.poll.ms", "7", "alpr.streams.threads", "3"));

    // When
    Properties merged =
        properties.of("alpr-sample", Map.of("poll.ms", 9, "statestore.cache.max.bytes", 0));

    // Then
    assertThat(merged.get("poll.ms")).isEqualTo("7");
    assertThat(merged.get("statestore.cache.max.bytes")).isEqualTo(0);
    assertThat(merged.get("num.stream.threads")).isEqualTo(3);
  }

  @Test
  void exactlyOnceKeepsKafkasOwnCommitInterval() {
    // When
    Properties merged =
        properties(Map.of("alpr.streams.processing-guarantee", "exactly_once_v2"))
            .of("alpr-sample", Map.of());

    // Then
    assertThat(new StreamsConfig(merged).getLong("commit.interval.ms")).isEqualTo(100);
  }

  @Test
  void deadProcessIsMissedAfterItsSessionAndItsTransactionAbortedSoonAfter() {
    // When
    StreamsConfig config =
        new StreamsConfig(
            properties(Map.of("alpr.streams.session-timeout", "8s")).of("sample", Map.of()));

    // Then
    Map<String, Object> consumer = config.getMainConsumerConfigs("sample", "c", 0);
    assertThat(consumer.get("session.timeout.ms")).isEqualTo(8000);
    assertThat(consumer.get("heartbeat.interval.ms")).isEqualTo(2000);
    assertThat(config.getProducerConfigs("c").get("transaction.timeout.ms")).isEqualTo(9000);
  }

  @Test
  void consumersReadCommittedRecordsOnlyWhateverTheGuarantee() {
    // When
    StreamsConfig config = new StreamsConfig(properties(Map.of()).of("sample", Map.of()));

    // Then
    assertThat(config.getMainConsumerConfigs("sample", "c", 0).get("isolation.level"))
        .isEqualTo("read_committed");
    assertThat(config.getGlobalConsumerConfigs("c").get("isolation.level"))
        .isEqualTo("read_committed");
  }

  private static StreamsProperties properties(Map<String, String> settings) {
    return new StreamsProperties(
        Settings.of(settings),
        RecordSerdes.registryFree(),
        new SimpleMeterRegistry(),
        Map.of("segment.ms", "21600000"),
        Clock.systemUTC());
  }
}
