package org.alprstreams.deploy.deletion;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alprstreams.deploy.Ports;
import org.alprstreams.deploy.StolenVehicles;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;

/**
 * A town's machine under a policy of two minutes: broker, matching and retention over one data
 * directory, to be stopped and started again. Test support.
 */
final class ShortLivedTown implements AutoCloseable {

  /** How long reads and their images may be kept. */
  static final Duration LIMIT = Duration.ofSeconds(120);

  /** How long looks may be kept. */
  private static final Duration TRANSIENT = Duration.ofSeconds(60);

  /** How long before its limit evidence is deleted. */
  static final Duration EVIDENCE_LAG = Duration.ofSeconds(65);

  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Map<String, String> WATCHFUL =
      Map.of(
          "log.retention.check.interval.ms", "500",
          "log.initial.task.delay.ms", "500",
          "log.cleaner.backoff.ms", "200",
          "log.cleaner.threads", "2",
          "log.segment.delete.delay.ms", "500",
          // Files of 10 MiB of zeros for each open segment would have a scan take half a minute.
          "log.index.size.max.bytes", "65536");

  private final HttpClient http = HttpClient.newHttpClient();
  private final BrokerConfig brokerConfig;
  private final Settings settings;
  private final UsagePolicy policy;
  private final KafkaClients kafka;
  private EmbeddedBroker broker;
  private ServiceRuntime runtime;

  /**
   * @param data everything that is kept is under it
   * @param outside for the policy's file, which is no part of what is kept
   */
  ShortLivedTown(Path data, Path outside) throws IOException {
    brokerConfig = new BrokerConfig(data.resolve("broker"), Ports.free(), Ports.free(), WATCHFUL);
    settings = Settings.of(settings(brokerConfig, data, outside));
    policy = ServiceMain.policy(settings);
    kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
  }

  private static Map<String, String> settings(BrokerConfig broker, Path data, Path outside)
      throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("alpr.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("alpr.service.data-directory", data.toString());
    settings.put("alpr.service.policy", policyFile(outside).toString());
    settings.put("alpr.http.port", "0");
    settings.put("alpr.http.open-metrics", "true");
    settings.put("alpr.sign-in.demo-tokens", "true");
    settings.put("alpr.opt-out.secret", "5a".repeat(32));
    settings.put("alpr.topics.partitions", Integer.toString(PARTITIONS));
    settings.put("alpr.topics.broker-check-interval", "PT0.5S");
    settings.put("alpr.topics.broker-delete-delay", "PT0.5S");
    settings.put("alpr.topics.broker-clean-delay", "PT1S");
    settings.put("alpr.topics.max-ahead", "PT5S");
    settings.put("alpr.topics.tombstones", "PT5S");
    settings.put("alpr.topics.compaction-lag", "PT30S");
    settings.put("alpr.retention.segments", "10");
    settings.put("alpr.retention.deletion-lag", "PT8S");
    settings.put("alpr.retention.sentinel-interval", "PT1S");
    settings.put("alpr.retention.erase-delay", "PT5S");
    settings.put("alpr.retention.evidence-lag", EVIDENCE_LAG.toString());
    return settings;
  }

  /** The Town's policy, with its times cut down. */
  private static Path policyFile(Path directory) throws IOException {
    try (InputStream town = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String text = new String(town.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          directory.resolve("policy.yaml"),
          text.replace("reads: P30D", "reads: " + LIMIT)
              .replace("images: P30D", "images: " + LIMIT)
              .replace("transient: PT30M", "transient: " + TRANSIENT));
    }
  }

  /** Starts everything and waits until it works. */
  void start() throws Exception {
    broker = EmbeddedBroker.start(brokerConfig);
    runtime =
        new ServiceRuntime(
            settings,
            policy,
            List.of(new MatchingApplication(), new RetentionApplication()),
            Optional.of(RecordSerdes.registryFree()),
            Clock.systemUTC());
    runtime.start();
    await("ready").atMost(PATIENCE).until(() -> runtime.health().ready());
  }

  /** Stops everything; what was in memory is on the disk then. */
  void stop() {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }

  /** What investigators do, until the next stop. */
  CaseWork cases() {
    return new CaseWork(runtime, kafka, PARTITIONS);
  }

  UsagePolicy policy() {
    return policy;
  }

  KafkaClients kafka() {
    return kafka;
  }

  void list(String plate) {
    HotlistCommands commands =
        new HotlistCommands(
            kafka,
            policy,
            Clock.systemUTC(),
            "test",
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    StolenVehicles.list(commands, plate);
  }

  /** A counter's sum over those of its labels that hold a text. */
  double counted(String meter, String label) throws Exception {
    HttpRequest metrics =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + "/metrics"))
            .build();
    return http.send(metrics, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(meter) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    stop();
  }
}
