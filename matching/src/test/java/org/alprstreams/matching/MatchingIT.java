package org.alprstreams.matching;

import static org.alprstreams.matching.TestData.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.hotlist.HotlistColumns;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.optout.OptOutCommands;
import org.alprstreams.matching.table.Change;
import org.alprstreams.matching.table.TableTopic;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.kafka.UndecodableOptOut;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: the ways that a test driver hides, transactions and the asynchronous list. */
@ExtendWith(KafkaClusterExtension.class)
class MatchingIT {

  private static final int PARTITIONS = 3;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  private static KafkaCluster cluster;

  private final RecordSerdes serdes = RecordSerdes.registryFree();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<PlateRead> reads = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private KafkaClients kafka;
  private KafkaStreams streams;
  private Clients clients;
  private HotlistCommands hotlist;
  private OptOutCommands optOuts;

  /** Not fields of the test: the extension would inject its own. */
  private record Clients(
      Producer<String, PlateCandidate> producer,
      Consumer<String, PlateRead> reads,
      Consumer<String, Alert> alerts) {}

  @BeforeAll
  static void createTopics() throws Exception {
    try (Admin admin = new SettingsKafkaClients(settings(), RecordSerdes.registryFree()).admin()) {
      admin
          .createTopics(
              Topics.all().stream()
                  .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  @BeforeEach
  void start() throws Exception {
    kafka = new SettingsKafkaClients(settings(), serdes);
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    UsagePolicy policy = UsagePolicy.losAltosHills();
    hotlist = new HotlistCommands(kafka, policy, Clock.systemUTC(), "clerk", out);
    optOuts =
        new OptOutCommands(
            kafka, TestData.KEYS, policy.timeZone(), Clock.systemUTC(), "clerk", out);
  }

  @AfterEach
  void emptyLists() {
    if (streams != null) {
      stop();
    }
    empty(Topics.HOTLIST);
    empty(Topics.OPT_OUTS);
  }

  @Test
  void listedVehicleAlertsAndIsRecalledAndAnOptedOutOneLeavesNothing() throws Exception {
    // Given matching at work
    start(topologyProperties());

    // And an imported list and an opted-out plate
    assertThat(importList("8ABC123", "7XYW456", "6DEF789", "5GHJ321")).isEqualTo(ExitCode.CLEAN);
    assertThat(optOuts.add("7XYW456", "CA", "proof-1", null)).isEqualTo(ExitCode.CLEAN);
    awaitEffective("7XYW456");

    // When both pass
    see(TestData.look("7XYW456", 0.95).x(200));
    see(TestData.look("8ABC123", 0.95).x(1500));

    // Then one alert, and nothing of the other
    await().atMost(LIMIT).untilAsserted(() -> assertThat(newest(alerts)).isNotNull());
    Alert raised = newest(alerts);
    assertThat(raised.getPlateText()).isEqualTo("8ABC123");
    assertThat(raised.getPlateCrop().remaining()).isPositive();

    // When the entry leaves the list
    assertThat(hotlist.remove("8ABC123")).isEqualTo(ExitCode.CLEAN);

    // Then the alert is recalled
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              poll();
              assertThat(alerts.get(alerts.size() - 1).getStatus()).isEqualTo(AlertStatus.RECALLED);
            });
    assertThat(alerts).extracting(Alert::getAlertId).containsOnly(raised.getAlertId());
    assertThat(reads).extracting(PlateRead::getPlateText).doesNotContain("7XYW456");
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("7XYW456");
  }

  @Test
  void importPublishesTheDifferenceOrNothing() throws Exception {
    // Given
    importList("8ABC123", "7XYW456", "6DEF789", "5GHJ321");

    // When the same again, then with one more and one less, then nearly empty
    importList("8ABC123", "7XYW456", "6DEF789", "5GHJ321");
    importList("8ABC123", "7XYW456", "6DEF789", "4KLM654");
    ExitCode shrunk = importList("8ABC123");

    // Then
    assertThat(shrunk).isEqualTo(ExitCode.FAILURE);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("0 added, 0 changed, 0 removed")
        .contains("1 added, 0 changed, 1 removed")
        .contains("would lose 3 of its 4 entries");
    printed.reset();
    hotlist.list();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("4 entries, 4 in force");
    assertThat(hotlist.importFile(file("8ABC123"), "svs", true)).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void tooManyBadRowsChangeNothing() throws Exception {
    // When
    ExitCode result = importList("8ABC123", "not a plate at all");

    // Then
    assertThat(result).isEqualTo(ExitCode.FAILURE);
    printed.reset();
    hotlist.list();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("0 entries");
  }

  @Test
  void optOutsAreImportedFromBothFormsAndCountedAndWithdrawn() throws Exception {
    // Given
    Path form = directory.resolve("form.csv");
    Files.writeString(form, "plate,address\n8ABC123,1 Page Mill Road\n7XYW456,\n");
    Path register = directory.resolve("register.csv");
    Files.writeString(
        register,
        "plate,state,proofRef,verifiedBy,verifiedAt,expiresAt\n"
            + "6DEF789,CA,proof-7,Jane Roe,2026-01-02,\n"
            + "6DEF789,CA,proof-6,Jane Roe,2026-01-02,%s\n".formatted(LocalDate.now().plusYears(1))
            + "6DEF789,CA,proof-5,Jane Roe,2026-01-02,2026-01-03\n");

    // When
    assertThat(optOuts.importFile(form)).isEqualTo(ExitCode.FAILURE);
    assertThat(optOuts.importFile(register)).isEqualTo(ExitCode.FAILURE);
    assertThat(optOuts.add("6DEF789", "NV", "proof-8", "2099-01-01")).isEqualTo(ExitCode.FAILURE);
    assertThat(optOuts.add("5GHJ321", "CA", "proof-9", "2026-01-03")).isEqualTo(ExitCode.FAILURE);
    assertThat(optOuts.add("5GHJ321", "CA", "proof-9", today())).isEqualTo(ExitCode.CLEAN);
    optOuts.count();
    assertThat(optOuts.remove("8ABC123")).isEqualTo(ExitCode.CLEAN);
    assertThat(optOuts.remove("8ABC123")).isEqualTo(ExitCode.FAILURE);

    // Then no row ends what protects a resident for longer, and a last day counts whole
    assertThat(new TableTopic<>(kafka, Topics.OPT_OUTS).snapshot())
        .extractingByKey(TestData.KEYS.of(new PlateText("6DEF789")))
        .satisfies(optOut -> assertThat(optOut.getExpiresAt()).isNull());
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("line 3: address is empty")
        .contains("line 4: expiresAt is past")
        .contains("opted out for longer already")
        .contains("3 plates opted out, 0 expired")
        .contains("1 plate opted back in")
        .doesNotContain("8ABC123")
        .doesNotContain("Page Mill");
  }

  @Test
  void optOutsUnderAnotherSecretAreRefused() {
    // Given
    optOuts.add("8ABC123", "CA", "proof-1", null);
    OptOutCommands other =
        new OptOutCommands(
            kafka,
            TestData.keys(9),
            ZoneOffset.UTC,
            Clock.systemUTC(),
            "clerk",
            new PrintStream(printed, true, StandardCharsets.UTF_8));

    // When / Then
    assertThat(other.add("7XYW456", "CA", "proof-2", null)).isEqualTo(ExitCode.FAILURE);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("another secret");
  }

  @Test
  void damagedRecordsKeepNobodyFromTheListsAndAreReplaced() throws Exception {
    // Given
    optOuts.add("8ABC123", "CA", "proof-1", null);
    String damaged = TestData.KEYS.of(new PlateText("7XYW456"));
    importList("6DEF789");
    String entry = new TableTopic<>(kafka, Topics.HOTLIST).snapshot().keySet().iterator().next();
    write(Topics.OPT_OUTS, damaged, new byte[] {1, 2, 3});
    write(Topics.HOTLIST, entry, new byte[] {1, 2, 3});

    // When
    assertThat(optOuts.count()).isEqualTo(ExitCode.CLEAN);
    assertThat(optOuts.add("5GHJ321", "CA", "proof-2", null)).isEqualTo(ExitCode.CLEAN);
    assertThat(optOuts.remove("7XYW456")).isEqualTo(ExitCode.CLEAN);
    assertThat(importList("6DEF789")).isEqualTo(ExitCode.CLEAN);

    // Then the resident counted until then, and the import wrote the entry anew
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("2 plates opted out, 0 expired");
    assertThat(new TableTopic<>(kafka, Topics.OPT_OUTS, UndecodableOptOut::standIn).snapshot())
        .hasSize(3)
        .doesNotContainKey(damaged);
    assertThat(new TableTopic<>(kafka, Topics.HOTLIST).snapshot()).containsKey(entry);
    forget(Topics.OPT_OUTS);
    forget(Topics.HOTLIST);
  }

  /** For the other tests, whose topology has none of the product's handlers. */
  private void forget(Topic<?> topic) throws Exception {
    try (Admin admin = kafka.admin()) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.put(new TopicPartition(topic.name(), partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  private static void write(Topic<?> topic, String key, byte[] value) throws Exception {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.getBootstrapServers());
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }
  }

  private static String today() throws IOException {
    return LocalDate.now(UsagePolicy.losAltosHills().timeZone()).toString();
  }

  private Properties topologyProperties() {
    Properties properties = TopologyFixture.properties();
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.getBootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    properties.put(StreamsConfig.producerPrefix("linger.ms"), 2);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    return properties;
  }

  private void start(Properties properties) {
    streams =
        new KafkaStreams(
            MatchingTopology.build(
                TestData.RULES, TestData.KEYS, serdes, new SimpleMeterRegistry(), properties),
            properties);
    streams.start();
    clients =
        new Clients(
            kafka.producer(Topics.CANDIDATES, Map.of()),
            fromBeginning(Topics.READS),
            fromBeginning(Topics.ALERTS));
    await().atMost(LIMIT).until(() -> streams.state() == KafkaStreams.State.RUNNING);
  }

  private void stop() {
    clients.producer().close();
    clients.reads().close();
    clients.alerts().close();
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(Duration.ofSeconds(8)));
  }

  private static Settings settings() {
    return Settings.of(Map.of("alpr.kafka.bootstrap-servers", cluster.getBootstrapServers()));
  }

  private <V extends SpecificRecord> void empty(Topic<V> topic) {
    TableTopic<V> table = new TableTopic<>(kafka, topic);
    table.change(
        table.snapshot().keySet().stream().map(key -> Change.<V>removal(key)).toList(), "test");
  }

  private ExitCode importList(String... plates) throws IOException {
    return hotlist.importFile(file(plates), "svs", false);
  }

  private Path file(String... plates) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            String.join(
                ",",
                HotlistColumns.PLATE,
                HotlistColumns.STATE,
                HotlistColumns.CATEGORY,
                HotlistColumns.SOURCE_AGENCY));
    for (String plate : plates) {
      csv.append('\n').append(plate).append(",CA,STOLEN_VEHICLE,Sheriff");
    }
    return Files.writeString(Files.createTempFile(directory, "list", ".csv"), csv);
  }

  /** The list comes by a thread of its own. */
  private void awaitEffective(String plate) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                streams
                        .store(
                            StoreQueryParameters.fromNameAndType(
                                GlobalLists.OPT_OUTS, QueryableStoreTypes.keyValueStore()))
                        .get(TestData.KEYS.of(new PlateText(plate)))
                    != null);
  }

  private void see(TestData.LookBuilder look) {
    long millis = Duration.between(TestData.START, Instant.now()).toMillis();
    PlateCandidate candidate = look.atMillis(millis).build();
    clients
        .producer()
        .send(
            new ProducerRecord<>(
                Topics.CANDIDATES.name(),
                null,
                candidate.getCapturedAt().toEpochMilli(),
                CAMERA,
                candidate));
    clients.producer().flush();
  }

  private Alert newest(List<Alert> seen) {
    poll();
    return seen.isEmpty() ? null : seen.get(seen.size() - 1);
  }

  private void poll() {
    clients.reads().poll(Duration.ofMillis(50)).forEach(record -> reads.add(record.value()));
    clients.alerts().poll(Duration.ofMillis(50)).forEach(record -> alerts.add(record.value()));
  }

  private <V extends SpecificRecord> Consumer<String, V> fromBeginning(Topic<V> topic) {
    Consumer<String, V> consumer = kafka.consumer(topic, "test", Map.of());
    List<TopicPartition> partitions = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      partitions.add(new TopicPartition(topic.name(), i));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
