package org.alprstreams.benchmarks.throughput;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.alprstreams.benchmarks.Scratch;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.registry.EmbeddedRegistry;
import org.alprstreams.deploy.registry.RegistryConfig;
import org.alprstreams.deploy.registry.RegistryTopics;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.MatchingRules;
import org.alprstreams.matching.MatchingSettings;
import org.alprstreams.matching.optout.OptOutGate;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.schemas.plate.LookAlikeReadings;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.Application;
import org.alprstreams.service.ServiceContext;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Looks a second that matching gets through with one stream thread, and that loops get through on
 * the same records: a bare one, and one that decides as matching does but keeps nothing. Bind it to
 * one core; it binds its broker to another:
 *
 * <pre>
 * taskset -c 1 java … MatchingThroughput [passages] [imageBytes] [guarantee] [broker's core] [runs]
 * </pre>
 *
 * Each is run several times in the same process, by turns: the first runs warm up and are printed
 * too, the last are compared. On one core the just-in-time compiler takes its time from what is
 * measured, for a minute or more of matching.
 */
public final class MatchingThroughput {

  private static final int PORT = 19_292;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Seldom enough to cost matching nothing, often enough to err by a percent. */
  private static final Duration POLL = Duration.ofMillis(100);

  private final Settings settings;
  private final UsagePolicy policy;
  private final KafkaClients kafka;
  private final RecordSerdes serdes;
  private final Admin admin;
  private Properties streamsProperties = new Properties();

  private MatchingThroughput(Settings settings, Admin admin) throws IOException {
    this.settings = settings;
    this.policy = ServiceMain.policy(settings);
    this.serdes =
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class)));
    this.kafka = new SettingsKafkaClients(settings, serdes);
    this.admin = admin;
  }

  /**
   * @param args passages (5000 unless given), bytes of a look's images (4096), guarantee, core of
   *     the broker, runs of each (4)
   */
  public static void main(String[] args) throws Exception {
    JdkLogging.redirect();
    int passages = args.length > 0 ? Integer.parseInt(args[0]) : 5000;
    int imageBytes = args.length > 1 ? Integer.parseInt(args[1]) : 4096;
    String guarantee = args.length > 2 ? args[2] : StreamsConfig.EXACTLY_ONCE_V2;
    String core = args.length > 3 ? args[3] : "";
    int runs = args.length > 4 ? Integer.parseInt(args[4]) : 4;
    Path directory = Scratch.directory("alpr-throughput");
    BrokerConfig broker = new BrokerConfig(directory.resolve("kafka"), PORT, PORT + 1);
    Map<String, String> pairs = new HashMap<>();
    pairs.put("alpr.kafka.bootstrap-servers", broker.bootstrapServers());
    pairs.put("alpr.registry.url", "http://localhost:" + (PORT + 2));
    pairs.put("alpr.service.data-directory", directory.toString());
    pairs.put("alpr.http.port", "0");
    pairs.put("alpr.opt-out.secret", "5a".repeat(32));
    pairs.put("alpr.matching.processing-guarantee", guarantee);
    if (guarantee.equals(StreamsConfig.AT_LEAST_ONCE)) {
      pairs.put("alpr.matching.commit-interval", "PT1S");
    }
    try (BrokerProcess process = BrokerProcess.start(broker.directory(), PORT, PORT + 1, core);
        Admin admin = Admin.create(Map.of("bootstrap.servers", process.bootstrapServers()))) {
      RegistryTopics.provision(admin);
      try (EmbeddedRegistry registry = registry(directory, broker)) {
        registry.awaitReady();
        new MatchingThroughput(Settings.of(pairs), admin)
            .run(new Batch(passages, imageBytes), runs);
      }
    }
    System.exit(0);
  }

  private static EmbeddedRegistry registry(Path directory, BrokerConfig broker) {
    return EmbeddedRegistry.launch(
        new RegistryConfig(
            Path.of("deploy/target/app"),
            directory.resolve("registry"),
            directory.resolve("registry.log"),
            broker.bootstrapServers(),
            PORT + 2,
            160,
            Duration.ofSeconds(60)));
  }

  private void run(Batch batch, int runs) throws Exception {
    // Provisions topics and schemas.
    matching(0, () -> {});
    Runnable publish = () -> batch.publish(kafka);
    Measurement matching = null;
    Measurement bare = null;
    Measurement deciding = null;
    for (int run = 1; run <= runs; run++) {
      matching = print("matching " + run, matching(batch.looks(), publish));
      bare = print("bare loop " + run, loop(new PlainTransform()).run(batch.looks(), publish));
      deciding = print("deciding loop " + run, loop(deciding()).run(batch.looks(), publish));
    }
    compare("matching / bare loop", matching, bare);
    compare("matching / loop with matching's decisions", matching, deciding);
  }

  private static void compare(String what, Measurement one, Measurement baseline) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f of its looks a second, %.2f of its processor time a look%n",
        what,
        one.perSecond() / baseline.perSecond(),
        one.cpuMicros() / baseline.cpuMicros());
  }

  private Transform deciding() {
    OptOutSettings optOuts = settings.of(OptOutSettings.class);
    MatchingRules rules =
        MatchingApplication.rules(settings.of(MatchingSettings.class), optOuts, policy);
    OptOutGate gate =
        new OptOutGate(OptOutKeys.of(optOuts), new LookAlikeReadings(rules.lookAlikeThreshold()));
    return new DecidingTransform(rules, gate);
  }

  private static Measurement print(String name, Measurement measurement) {
    System.out.println(measurement.line(name));
    return measurement;
  }

  /** Runs the application until it has nothing left to do. */
  private Measurement matching(int looks, Runnable before) throws Exception {
    leaveBehind();
    before.run();
    Probe probe = new Probe();
    try (ServiceRuntime runtime =
        new ServiceRuntime(settings, policy, List.of(probe, new MatchingApplication()))) {
      runtime.start();
      streamsProperties = probe.properties;
      await(() -> looks == 0 || probe.looks() > 0);
      Measurement.Running measurement = Measurement.begin();
      await(() -> probe.looks() >= looks && backlog() == 0);
      Measurement ended = measurement.end(looks);
      if (probe.looks() != looks) {
        throw new IllegalStateException(
            "Matching worked through " + probe.looks() + " looks instead of " + looks + ".");
      }
      return ended;
    }
  }

  /** What the loops were given since is none of matching's work. */
  private void leaveBehind() throws InterruptedException, ExecutionException {
    Set<TopicPartition> candidates =
        committed().keySet().stream()
            .filter(partition -> partition.topic().equals(Topics.CANDIDATES.name()))
            .collect(Collectors.toSet());
    Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
    latest(candidates).forEach((p, end) -> ends.put(p, new OffsetAndMetadata(end)));
    if (!ends.isEmpty()) {
      admin.alterConsumerGroupOffsets(MatchingApplication.APPLICATION_ID, ends).all().get();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed()
      throws InterruptedException, ExecutionException {
    return admin
        .listConsumerGroupOffsets(MatchingApplication.APPLICATION_ID)
        .partitionsToOffsetAndMetadata()
        .get();
  }

  private Map<TopicPartition, Long> latest(Set<TopicPartition> partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(wanted).all().get().forEach((p, end) -> ends.put(p, end.offset()));
    return ends;
  }

  private BareLoop loop(Transform transform) {
    StreamsConfig config = new StreamsConfig(streamsProperties);
    Map<String, Object> consumer =
        config.getMainConsumerConfigs(MatchingApplication.APPLICATION_ID, "benchmark", 0);
    consumer
        .keySet()
        .removeIf(key -> key.startsWith("__") || key.equals("partition.assignment.strategy"));
    Map<String, Object> producer = config.getProducerConfigs("benchmark");
    return new BareLoop(
        consumer,
        producer,
        serdes,
        Duration.ofMillis(config.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)),
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            config.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)),
        transform);
  }

  /** Looks and reads that matching has not committed yet. */
  private long backlog() {
    try {
      Set<String> topics = Set.of(Topics.CANDIDATES.name(), Topics.READ_IMAGES.name());
      Map<TopicPartition, OffsetAndMetadata> committed = committed();
      committed.keySet().removeIf(partition -> !topics.contains(partition.topic()));
      return latest(committed.keySet()).entrySet().stream()
          .mapToLong(end -> end.getValue() - committed.get(end.getKey()).offset())
          .filter(lag -> lag > 1) // A transaction's marker takes an offset that nobody commits.
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The broker does not tell how far matching is.", e);
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Matching did not get through in " + PATIENCE + ".");
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** Sees the application from within its process. */
  private static final class Probe implements Application {

    private MeterRegistry meters;
    private Properties properties;

    @Override
    public String name() {
      return "probe";
    }

    @Override
    public void start(ServiceContext context) {
      meters = context.meters();
      properties =
          context
              .streams()
              .properties(
                  MatchingApplication.APPLICATION_ID,
                  MatchingApplication.streams(context.settings().of(MatchingSettings.class)));
    }

    double looks() {
      return meters.find("alpr.matching.looks").counters().stream()
          .mapToDouble(Counter::count)
          .sum();
    }

    @Override
    public void close() {}
  }
}
