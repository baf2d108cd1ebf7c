package org.alprstreams.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.FailureStage;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.health.HealthState.Level;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.kafka.TopicFollower;
import org.alprstreams.service.streams.GlobalListUpdater;
import org.alprstreams.service.streams.ListRevision;
import org.alprstreams.service.streams.StreamsHandle;
import org.alprstreams.service.topics.TopicDriftException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaClusterExtension.class)
class ServiceRuntimeIT {

  private static final String PLATE = "8SECRET1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Three days, less a segment of six hours and the seven minutes that a broker takes. */
  private static final String HAND_OVER =
      String.valueOf(Duration.ofDays(3).minusHours(6).minusMinutes(7).toMillis());

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir Path data;
  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final List<ServiceRuntime> runtimes = new ArrayList<>();

  @AfterEach
  void closeAll() {
    runtimes.forEach(ServiceRuntime::close);
  }

  @Test
  void topicsAreCreatedAsScheduledAndProvisioningAgainChangesNothing() throws Exception {
    // Given
    ServiceRuntime first = runtime(Map.of());
    first.start();

    // When
    ServiceRuntime again = runtime(Map.of("alpr.topics.provision", "false"));
    again.start();

    // Then: the second start's drift check passed
    assertThat(setting(Topics.READS.name(), "retention.ms")).isEqualTo(HAND_OVER);
    assertThat(setting(Topics.ALERT_ACTIONS.name(), "retention.ms"))
        .isEqualTo(String.valueOf(Duration.ofDays(29).toMillis()));
    assertThat(setting(Topics.OPT_OUTS.name(), "cleanup.policy")).isEqualTo("compact");
    assertThat(setting(Topics.ALERTS.name(), "cleanup.policy")).isEqualTo("compact,delete");
  }

  @Test
  void topicThatKeepsLongerIsAlteredOrRefused() throws Exception {
    // Given
    runtime(Map.of()).start();
    alter(Topics.READS.name(), "retention.ms", "-1");
    String changelog = "alpr-retention-reads-by-plate-changelog";
    create(changelog, Map.of("cleanup.policy", "compact,delete", "retention.ms", "9999999999"));
    alter(changelog, "segment.ms", "604800000");

    // When / Then: nothing starts where topics may not be altered
    assertThatThrownBy(() -> runtime(Map.of("alpr.topics.provision", "false")).start())
        .isInstanceOf(TopicDriftException.class)
        .hasMessageContaining("alpr.reads: retention.ms is -1, must be " + HAND_OVER)
        .hasMessageContaining(changelog + ": retention.ms is 9999999999")
        .hasMessageContaining(changelog + ": segment.ms is 604800000")
        .hasMessageContaining(changelog + ": max.compaction.lag.ms");
    assertThat(exitCodeWithoutProvisioning()).isEqualTo(ExitCode.TOPIC_DRIFT);

    // When
    runtime(Map.of()).start();

    // Then
    assertThat(setting(Topics.READS.name(), "retention.ms")).isEqualTo(HAND_OVER);
    assertThat(Duration.ofMillis(Long.parseLong(setting(changelog, "segment.ms"))))
        .isBetween(Duration.ofHours(2), Duration.ofHours(3));
  }

  @Test
  void everyInternalTopicIsMeasuredAgainstItsOwnClass() throws Exception {
    // Given reads' settings on topics that hold other things, and a table that expires nothing
    runtime(Map.of()).start();
    Map<String, String> asReads =
        Map.of(
            "cleanup.policy",
            "compact,delete",
            "retention.ms",
            String.valueOf(Duration.ofDays(29).toMillis()),
            "segment.ms",
            "21600000",
            "max.compaction.lag.ms",
            "21600000");
    String passages = "alpr-matching-passages-changelog";
    String alerts = "alpr-matching-raised-alerts-changelog";
    create(passages, asReads);
    create(alerts, Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", "21600000"));
    Map<String, String> asImages = new HashMap<>(asReads);
    asImages.put("segment.ms", "10000000");
    asImages.put("max.compaction.lag.ms", "10000000");
    asImages.put("delete.retention.ms", "10000000");
    create("alpr-retention-read-images-changelog", asImages);

    // When / Then
    Map<String, String> unaltered = Map.of("alpr.topics.provision", "false");
    assertThatThrownBy(() -> runtime(unaltered).start())
        .isInstanceOf(TopicDriftException.class)
        .hasMessageContaining(passages + ": retention.ms is 2505600000, must be ")
        .hasMessageContaining(alerts + ": cleanup.policy is compact, must be compact,delete")
        .hasMessageNotContaining("read-images");

    // When
    runtime(Map.of()).start();

    // Then
    assertThat(setting(alerts, "cleanup.policy")).isEqualTo("compact,delete");
    runtime(unaltered).start();
  }

  @Test
  void topicThatNobodyAnswersForIsRefusedUntilItIsDeleted() throws Exception {
    // Given
    runtime(Map.of()).start();
    String left = "alpr-retention-reads-by-colour-changelog";
    create(left, Map.of());
    create("somebody-elses", Map.of());

    // When / Then
    try {
      assertThatThrownBy(() -> runtime(Map.of()).start())
          .isInstanceOf(TopicDriftException.class)
          .hasMessageContaining(left + ": topic is unknown to this version, must be deleted")
          .hasMessageNotContaining("somebody");
    } finally {
      delete(left);
    }
    await().untilAsserted(() -> runtime(Map.of()).start());
  }

  @Test
  void brokerThatTakesLongerThanIsReckonedWithIsRefusedAndTopicsThatDoAreAltered()
      throws Exception {
    // Given
    runtime(Map.of()).start();
    alter(Topics.READS.name(), "file.delete.delay.ms", "3600000");

    // When / Then
    assertThatThrownBy(() -> runtime(Map.of("alpr.topics.provision", "false")).start())
        .isInstanceOf(TopicDriftException.class)
        .hasMessageContaining("alpr.reads: file.delete.delay.ms is 3600000, must be 60000");
    Map<String, String> hopeful =
        Map.of(
            "alpr.topics.broker-check-interval", "PT1M", "alpr.topics.broker-clean-delay", "PT2S");
    assertThatThrownBy(() -> runtime(hopeful).start())
        .isInstanceOf(TopicDriftException.class)
        .hasMessageContaining("log.retention.check.interval.ms is 300000, must be 60000 at most")
        .hasMessageContaining("log.cleaner.backoff.ms is 15000, must be 2000 at most")
        .hasMessageContaining("lengthen the setting");

    // When
    runtime(Map.of()).start();

    // Then
    assertThat(setting(Topics.READS.name(), "file.delete.delay.ms")).isEqualTo("60000");
  }

  @Test
  void limitThatNoSettingHoldsIsRefused() {
    // Given a broker that looks every half hour, which is as long as looks may live
    Map<String, String> slow = Map.of("alpr.topics.broker-check-interval", "PT30M");

    // When / Then
    assertThatThrownBy(() -> runtime(slow).start())
        .isInstanceOf(TopicDriftException.class)
        .hasMessageContaining("alpr.frames: worst case is PT")
        .hasMessageContaining("must be PT30M at most");
  }

  @Test
  void poisonRecordsBecomeDeadLettersWithoutPayloadAndTheTopologyGoesOn() throws Exception {
    // Given
    List<String> handled = new ArrayList<>();
    Sample sample =
        new Sample(
            "alpr-poison",
            receipt -> {
              if (receipt.getStore().equals(PLATE)) {
                throw new IllegalArgumentException("cannot handle plate " + PLATE);
              }
              handled.add(receipt.getStore());
            });
    ServiceRuntime runtime = runtime(Map.of(), sample);
    runtime.start();
    await().until(() -> runtime.health().ready());

    // When
    send("k", PLATE.getBytes(StandardCharsets.UTF_8));
    send("k", bytes(PLATE));
    send("k", bytes("good"));

    // Then
    await().until(() -> handled.contains("good"));
    List<ConsumerRecord<String, DeadLetter>> letters =
        deadLetters("alpr-poison", Set.of(FailureStage.DESERIALIZATION, FailureStage.PROCESSING));
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.value().getTopic()).isEqualTo(Topics.DELETIONS.name());
              assertThat(letter.value().getOffset()).isNotNegative();
              assertThat(letter.key()).isNull();
              assertThat(letter.headers()).isEmpty();
              assertThat(letter.value().toString()).doesNotContain(PLATE);
            });
    assertThat(runtime.health().live()).isTrue();
  }

  @Test
  void poisonInAGlobalTableIsSkipped() throws Exception {
    // Given
    runtime(Map.of()).start();
    send("bad", PLATE.getBytes(StandardCharsets.UTF_8));
    send("kept", bytes("kept"));
    GlobalSample sample = new GlobalSample(false, new AtomicReference<>());
    ServiceRuntime runtime = runtime(Map.of(), sample);

    // When
    runtime.start();

    // Then
    await().until(() -> runtime.health().ready());
    assertThat(sample.get("kept")).isEqualTo("kept");
    // Kafka fills global tables with bytes as they are: only reading that key fails.
    assertThatThrownBy(() -> sample.get("bad")).isInstanceOf(SerializationException.class);

    // When
    send("worse", PLATE.getBytes(StandardCharsets.UTF_8));
    send("later", bytes("later"));

    // Then
    await().until(() -> "later".equals(sample.get("later")));
    assertThat(runtime.health().live()).isTrue();
  }

  @Test
  void poisonInAListIsSkippedAtItsStartToo() throws Exception {
    // Given
    runtime(Map.of()).start();
    send("bad", PLATE.getBytes(StandardCharsets.UTF_8));
    send("kept", bytes("kept"));
    GlobalSample sample = new GlobalSample(true, new AtomicReference<>());
    ServiceRuntime runtime = runtime(Map.of(), sample);

    // When
    runtime.start();

    // Then the list's processor never saw it
    await().until(() -> runtime.health().ready());
    assertThat(sample.get("kept")).isEqualTo("kept");
    assertThat(sample.get("bad")).isNull();
  }

  @Test
  void topologyThatCannotGoOnIsDeadAndEndsTheProcessWithFailure() throws Exception {
    // Given
    Sample sample =
        new Sample(
            "alpr-doomed",
            receipt -> {
              throw new TopicAuthorizationException("not yours");
            });
    ServiceRuntime runtime = runtime(Map.of(), sample);
    runtime.start();
    CompletableFuture<ExitCode> end = CompletableFuture.supplyAsync(runtime::await);

    // When
    send("k", bytes("any"));

    // Then
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILURE);
    assertThat(runtime.health().states().get("streams:alpr-doomed").level()).isEqualTo(Level.DEAD);
    assertThat(get(runtime, "/health/live").statusCode()).isEqualTo(503);
  }

  @Test
  void aFollowerThatCannotGoOnEndsTheProcessWithFailure() throws Exception {
    // Given
    FollowingSample sample =
        new FollowingSample(
            receipt -> {
              throw new TopicAuthorizationException("not yours");
            });
    ServiceRuntime runtime = runtime(Map.of(), sample);
    runtime.start();
    CompletableFuture<ExitCode> end = CompletableFuture.supplyAsync(runtime::await);

    // When
    send("k", bytes("any"));

    // Then
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILURE);
    assertThat(runtime.health().live()).isFalse();
  }

  @Test
  void aTopologyWithoutBrokersIsNotReadyUntilTheyAreBack() throws Exception {
    // Given
    ServiceRuntime runtime =
        runtime(
            Map.of("alpr.kafka.longest-silence", "PT4S"), new Sample("alpr-cut", receipt -> {}));
    runtime.start();
    await().atMost(PATIENCE).until(() -> runtime.health().ready());

    // When
    cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);

    // Then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(runtime.health().states().get("streams:alpr-cut"))
                    .satisfies(state -> assertThat(state.level()).isEqualTo(Level.DOWN))
                    .satisfies(
                        state -> assertThat(state.detail()).contains("no answer from Kafka")));
    assertThat(runtime.health().live()).isTrue();

    // When
    cluster.startNodes(node -> true);

    // Then
    await().atMost(PATIENCE).until(() -> runtime.health().ready());
  }

  @Test
  void readyComesWithTheTopologyAndMetricsNameItsThreads() throws Exception {
    // Given
    ServiceRuntime runtime =
        runtime(Map.of("alpr.http.open-metrics", "true"), new Sample("alpr-calm", receipt -> {}));

    // When
    runtime.start();

    // Then
    await()
        .untilAsserted(() -> assertThat(get(runtime, "/health/ready").statusCode()).isEqualTo(200));
    assertThat(get(runtime, "/metrics").body())
        .contains("jvm_memory_used_bytes")
        .contains("kafka_stream")
        .contains("application=\"alpr-calm\"");
  }

  @Test
  void closingTakesLessThanEightSecondsAndLeavesTheGroup() throws Exception {
    // Given
    ServiceRuntime runtime = runtime(Map.of(), new Sample("alpr-brief", receipt -> {}));
    runtime.start();
    await().until(() -> runtime.health().ready());
    Instant before = Instant.now();

    // When
    runtime.close();

    // Then
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    ServiceRuntime next = runtime(Map.of(), new Sample("alpr-brief", receipt -> {}));
    next.start();
    await().atMost(Duration.ofSeconds(10)).until(() -> next.health().ready());
  }

  private ExitCode exitCodeWithoutProvisioning() {
    Map<String, String> pairs =
        Map.of(
            "alpr.kafka.bootstrap-servers",
            cluster.getBootstrapServers(),
            "alpr.service.data-directory",
            data.toString(),
            "alpr.topics.provision",
            "false",
            "alpr.http.port",
            "0");
    return new ServiceMain(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
        .run(
            new SettingsLoader()
                .mappings(ServiceMain.mappings(List.of()))
                .workingDirectory(data)
                .commandLine(pairs),
            List.of(),
            runtime -> runtime.stop());
  }

  private ServiceRuntime runtime(Map<String, String> more, Application... applications)
      throws Exception {
    ServiceRuntime runtime =
        new ServiceRuntime(
            settings(more),
            UsagePolicy.losAltosHills(),
            List.of(applications),
            Optional.of(serdes),
            Clock.systemUTC());
    runtimes.add(runtime);
    return runtime;
  }

  private Settings settings(Map<String, String> more) {
    Map<String, String> pairs =
        new HashMap<>(
            Map.of(
                "alpr.kafka.bootstrap-servers",
                cluster.getBootstrapServers(),
                "alpr.service.data-directory",
                data.toString(),
                "alpr.topics.partitions",
                "1",
                "alpr.http.port",
                "0"));
    pairs.putAll(more);
    return Settings.of(pairs);
  }

  private List<ConsumerRecord<String, DeadLetter>> deadLetters(
      String application, Set<FailureStage> stages) {
    List<ConsumerRecord<String, DeadLetter>> letters = new ArrayList<>();
    try (Consumer<String, DeadLetter> consumer =
        new SettingsKafkaClients(settings(Map.of()), serdes)
            .consumer(Topics.DEAD_LETTERS, "test-" + application, Map.of())) {
      consumer.subscribe(List.of(Topics.DEAD_LETTERS.name()));
      await()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        letter -> {
                          if (letter.value().getApplication().equals(application)) {
                            letters.add(letter);
                          }
                        });
                return letters.stream()
                    .map(letter -> letter.value().getStage())
                    .collect(Collectors.toSet())
                    .containsAll(stages);
              });
    }
    return letters;
  }

  private byte[] bytes(String store) {
    DeletionReceipt receipt = Receipts.of(store);
    return serdes.value(Topics.DELETIONS).serializer().serialize(Topics.DELETIONS.name(), receipt);
  }

  private void send(String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.getBootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.DELETIONS.name(), key, value)).get();
    }
  }

  private static HttpResponse<String> get(ServiceRuntime runtime, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + path))
                .build(),
            BodyHandlers.ofString());
  }

  private String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
    }
  }

  private void alter(String topic, String name, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  resource, List.of(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET))))
          .all()
          .get();
    }
  }

  private void create(String topic, Map<String, String> configs) throws Exception {
    try (Admin admin = admin()) {
      admin
          .createTopics(
              List.of(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(configs)))
          .all()
          .get();
    }
  }

  private void delete(String topic) throws Exception {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", cluster.getBootstrapServers()));
  }

  /** An application with one topology that hands every deletion receipt on. */
  private record Sample(String id, java.util.function.Consumer<DeletionReceipt> handler)
      implements Application {

    @Override
    public String name() {
      return id;
    }

    @Override
    public void start(ServiceContext context) {
      Properties properties = context.streams().properties(id, Map.of());
      StreamsBuilder builder = new StreamsBuilder();
      builder.stream(
              Topics.DELETIONS.name(),
              Consumed.with(Serdes.String(), context.serdes().value(Topics.DELETIONS))
                  .withName("receipts"))
          .foreach((key, receipt) -> handler.accept(receipt), Named.as("handle"));
      context.streams().start(id, builder.build(properties), Map.of());
    }

    @Override
    public void close() {
      // The runtime closes the topology.
    }
  }

  /** An application that hands every deletion receipt on, without a topology. */
  private static final class FollowingSample implements Application {

    private final java.util.function.Consumer<DeletionReceipt> handler;
    private TopicFollower<DeletionReceipt> follower;

    FollowingSample(java.util.function.Consumer<DeletionReceipt> handler) {
      this.handler = handler;
    }

    @Override
    public String name() {
      return "alpr-following";
    }

    @Override
    public void start(ServiceContext context) {
      follower =
          TopicFollower.start(
              context.kafka(),
              Topics.DELETIONS,
              context.clock().instant(),
              record -> handler.accept(record.value()));
      context.health().register("following", follower::state);
    }

    @Override
    public void close() {
      follower.close();
    }
  }

  /**
   * An application that keeps all deletion receipts in a global table, or in a global store that a
   * processor fills as it does a list.
   */
  private record GlobalSample(boolean list, AtomicReference<StreamsHandle> handle)
      implements Application {

    private static final String ID = "alpr-global";
    private static final String STORE = "receipts";

    @Override
    public String name() {
      return ID;
    }

    @Override
    public void start(ServiceContext context) {
      Properties properties = context.streams().properties(ID, Map.of());
      StreamsBuilder builder = new StreamsBuilder();
      Consumed<String, DeletionReceipt> receipts =
          Consumed.with(Serdes.String(), context.serdes().value(Topics.DELETIONS));
      if (list) {
        builder.addGlobalStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(STORE),
                    Serdes.String(),
                    context.serdes().store(DeletionReceipt.class))
                .withLoggingDisabled(),
            Topics.DELETIONS.name(),
            receipts.withName(STORE + "-list"),
            () -> new GlobalListUpdater<>(STORE, new ListRevision()));
      } else {
        builder.globalTable(
            Topics.DELETIONS.name(),
            receipts,
            Materialized.<String, DeletionReceipt, KeyValueStore<Bytes, byte[]>>as(STORE)
                .withKeySerde(Serdes.String())
                .withValueSerde(context.serdes().store(DeletionReceipt.class)));
      }
      handle.set(context.streams().start(ID, builder.build(properties), Map.of()));
    }

    String get(String key) {
      DeletionReceipt receipt =
          handle
              .get()
              .streams()
              .store(
                  StoreQueryParameters.fromNameAndType(
                      STORE, QueryableStoreTypes.<String, DeletionReceipt>keyValueStore()))
              .get(key);
      return receipt == null ? null : receipt.getStore();
    }

    @Override
    public void close() {
      handle.get().close();
    }
  }
}
