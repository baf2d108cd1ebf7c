package org.alprstreams.service.streams;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The one set of Kafka Streams properties that topologies run with. What comes later wins: these
 * defaults, what an application asks for, {@code alpr.streams.properties} of the operator.
 */
public final class StreamsProperties {

  /**
   * Lets the handler see failures of global tables too. Kafka's constant is deprecated from birth,
   * since the next major version does it always.
   */
  private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

  /** The largest record of any topic is a frame of 9 MiB. */
  private static final int MAX_RECORD_BYTES = 10 << 20;

  /**
   * What one answer of a broker brings. Each is one array of a small heap; a larger record comes
   * nevertheless, alone (KIP-74).
   */
  private static final int FETCH_BYTES = 4 << 20;

  /** Heartbeats in a session: by them a process also hears of it when another has died. */
  private static final int HEARTBEATS = 4;

  private final Settings settings;
  private final RecordSerdes serdes;
  private final MeterRegistry meters;
  private final Map<String, String> internalTopics;
  private final Clock clock;

  /**
   * @param internalTopics topic settings for changelogs and repartition topics, from the retention
   *     schedule
   */
  public StreamsProperties(
      Settings settings,
      RecordSerdes serdes,
      MeterRegistry meters,
      Map<String, String> internalTopics,
      Clock clock) {
    this.settings = settings;
    this.serdes = serdes;
    this.meters = meters;
    this.internalTopics = Map.copyOf(internalTopics);
    this.clock = clock;
  }

  Properties of(String applicationId, Map<String, ?> overrides) {
    StreamsSettings streams = settings.of(StreamsSettings.class);
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG,
        settings.of(ServiceSettings.class).dataDirectory().resolve("streams").toString());
    properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    running(properties, streams);
    errors(properties, applicationId);
    clients(properties, streams);
    internalTopics.forEach((name, value) -> properties.put(StreamsConfig.topicPrefix(name), value));
    properties.putAll(overrides);
    properties.putAll(streams.properties());
    return properties;
  }

  private void running(Properties properties, StreamsSettings streams) {
    // Under the streams protocol a changed policy stops a running application: "Topology updates
    // are not supported yet", says Kafka 4.3.
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // Generated names shift when a topology changes, and with them the state behind them.
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    // Tables use their source topic as changelog: no second copy that outlives the first.
    properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.OPTIMIZE);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, streams.processingGuarantee());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streams.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, streams.replicationFactor());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, streams.standbyReplicas());
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, streams.bufferedRecords());
    if (streams.processingGuarantee().equals(StreamsConfig.AT_LEAST_ONCE)) {
      properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, streams.commitInterval().toMillis());
    }
    // State that has been away for longer than its changelog shows removals starts anew.
    properties.put(
        StreamsConfig.STATE_CLEANUP_DIR_MAX_AGE_MS_CONFIG,
        settings.of(TopicSettings.class).tombstones().toMillis());
    properties.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDbMemory.class.getName());
    properties.put(SharedRocksDbMemory.BYTES, streams.rocksdbBytes());
    properties.put(
        StreamsConfig.APPLICATION_SERVER_CONFIG,
        streams.applicationServer().orElseGet(this::httpAddress));
    properties.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  private String httpAddress() {
    HttpSettings http = settings.of(HttpSettings.class);
    return http.host() + ":" + http.port();
  }

  private void errors(Properties properties, String applicationId) {
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        RedactingDeserializationHandler.class.getName());
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        RedactingProcessingHandler.class.getName());
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        RedactingProductionHandler.class.getName());
    properties.put(GLOBAL_HANDLER, true);
    properties.put(DeadLetters.PROPERTY, new DeadLetters(applicationId, serdes, meters, clock));
  }

  private static void clients(Properties properties, StreamsSettings streams) {
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), streams.linger().toMillis());
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD_BYTES);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) streams.transactionTimeout().toMillis());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) streams.sessionTimeout().toMillis());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) streams.sessionTimeout().dividedBy(HEARTBEATS).toMillis());
    // What a transaction has not committed is not there: it may yet be done otherwise.
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), FETCH_BYTES);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        streams.bufferedRecords());
  }
}
