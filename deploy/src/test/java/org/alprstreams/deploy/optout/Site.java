package org.alprstreams.deploy.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.deploy.Ports;
import org.alprstreams.deploy.StolenVehicles;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.optout.OptOutCommands;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.service.Application;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.topics.RetentionSchedule;
import org.alprstreams.service.topics.TopicProvisioner;
import org.alprstreams.service.topics.TopicSettings;
import org.apache.kafka.clients.admin.Admin;

/**
 * A town's machine: one data directory with the embedded broker's logs and the applications' state
 * in it, under a policy that keeps nothing for long and a broker that looks often. Test support.
 */
final class Site implements AutoCloseable {

  /** Frames, looks and dead letters; reads are handed over within the same time. */
  static final Duration TRANSIENT = Duration.ofMinutes(2);

  /** Less than usual, so that many passages fit into the time that looks live. */
  static final Duration PASSAGE_GAP = Duration.ofMillis(300);

  static final int PARTITIONS = 2;

  private static final String SECRET = "5a".repeat(32);
  private static final Duration STARTUP = Duration.ofSeconds(90);
  private static final Map<String, String> WATCHFUL =
      Map.of(
          "log.retention.check.interval.ms", "500",
          "log.initial.task.delay.ms", "500",
          "log.cleaner.backoff.ms", "500",
          "log.segment.delete.delay.ms", "500");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Path outside;
  private final EmbeddedBroker broker;
  private final Map<String, String> written;
  private final Settings settings;
  private final UsagePolicy policy;
  private final KafkaClients kafka;
  private ServiceRuntime runtime;

  private Site(Path outside, EmbeddedBroker broker, Map<String, String> written)
      throws IOException {
    this.outside = outside;
    this.broker = broker;
    this.written = written;
    this.settings = Settings.of(written);
    this.policy = ServiceMain.policy(settings);
    this.kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
  }

  /**
   * A broker with all topics, and no application yet.
   *
   * @param data everything that is kept is under it
   * @param outside for the files of lists, which are no part of what is kept
   */
  static Site open(Path data, Path outside) throws Exception {
    return open(data, outside, Map.of());
  }

  /**
   * The same with further settings.
   *
   * @param further in place of this site's own where both say something
   */
  static Site open(Path data, Path outside, Map<String, String> further) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            new BrokerConfig(data.resolve("broker"), Ports.free(), Ports.free(), WATCHFUL));
    Map<String, String> settings = settings(broker, data, outside);
    settings.putAll(further);
    Site site = new Site(outside, broker, settings);
    try (Admin admin = site.kafka.admin()) {
      TopicSettings topics = site.settings.of(TopicSettings.class);
      new TopicProvisioner(admin, topics, RetentionSchedule.of(site.policy, topics)).provision();
    }
    return site;
  }

  private static Map<String, String> settings(EmbeddedBroker broker, Path data, Path outside)
      throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("alpr.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("alpr.service.data-directory", data.toString());
    settings.put("alpr.service.policy", policyFile(outside).toString());
    settings.put("alpr.http.port", "0");
    settings.put("alpr.http.open-metrics", "true");
    settings.put("alpr.sign-in.demo-tokens", "true");
    settings.put("alpr.opt-out.secret", SECRET);
    settings.put("alpr.topics.partitions", String.valueOf(PARTITIONS));
    settings.put("alpr.topics.broker-check-interval", "PT0.5S");
    settings.put("alpr.topics.broker-delete-delay", "PT0.5S");
    settings.put("alpr.topics.broker-clean-delay", "PT2S");
    settings.put("alpr.topics.max-ahead", "PT30S");
    settings.put("alpr.topics.hand-over", TRANSIENT.toString());
    settings.put("alpr.topics.tombstones", "PT10S");
    settings.put("alpr.matching.passage-gap", PASSAGE_GAP.toString());
    settings.put("alpr.retention.segments", "120");
    settings.put("alpr.retention.deletion-lag", "PT35S");
    settings.put("alpr.retention.sentinel-interval", "PT1S");
    settings.put("alpr.retention.erase-delay", "PT5S");
    return settings;
  }

  /** The Town's policy, with its times cut down. */
  private static Path policyFile(Path directory) throws IOException {
    try (InputStream town = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String text = new String(town.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          directory.resolve("policy.yaml"),
          text.replace("reads: P30D", "reads: PT1H")
              .replace("images: P30D", "images: PT1H")
              .replace("transient: PT30M", "transient: " + TRANSIENT));
    }
  }

  void start(List<Application> applications) throws Exception {
    start(applications, settings);
  }

  /** Starts applications that have been given another secret than the list was made with. */
  void startWithWrongSecret(List<Application> applications) throws Exception {
    Map<String, String> wrong = new HashMap<>(written);
    wrong.put("alpr.opt-out.secret", "a5".repeat(32));
    start(applications, Settings.of(wrong));
  }

  private void start(List<Application> applications, Settings settings) throws Exception {
    runtime =
        new ServiceRuntime(
            settings,
            policy,
            applications,
            Optional.of(RecordSerdes.registryFree()),
            Clock.systemUTC());
    runtime.start();
  }

  void awaitReady() {
    await("ready").atMost(STARTUP).until(() -> runtime.health().ready());
  }

  KafkaClients kafka() {
    return kafka;
  }

  /** Opts all out at once, as an import does. */
  void optOut(Collection<String> plates) throws IOException {
    Path form = Files.createTempFile(outside, "form", ".csv");
    Files.writeString(form, "plate,address\n" + String.join(",here\n", plates) + ",here\n");
    assertThat(optOuts().importFile(form)).isEqualTo(ExitCode.CLEAN);
  }

  private OptOutCommands optOuts() {
    return new OptOutCommands(
        kafka,
        OptOutKeys.of(settings.of(OptOutSettings.class)),
        policy.timeZone(),
        Clock.systemUTC(),
        "test",
        nowhere());
  }

  void list(String plate) {
    HotlistCommands commands =
        new HotlistCommands(kafka, policy, Clock.systemUTC(), "test", nowhere());
    StolenVehicles.list(commands, plate);
  }

  /** How many reads of a plate the query API answers. */
  int readsAnswered(String plate) {
    HttpResponse<byte[]> answer =
        get("/reads?limit=1000&purpose=STOLEN_VEHICLE&plate=" + plate, Role.ANALYST);
    assertThat(answer.statusCode()).isEqualTo(200);
    try {
      JsonNode reads = json.readTree(answer.body()).get("reads");
      return reads.size();
    } catch (IOException e) {
      throw new AssertionError("The answer is no JSON", e);
    }
  }

  /** Sum of a counter over all its labels that hold a text. */
  double counted(String meter, String label) {
    return new String(get("/metrics", Role.MAINTAINER).body(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(meter) && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** How a part of the process is. */
  HealthState health(String part) {
    return runtime.health().states().get(part);
  }

  int readiness() {
    return get("/health/ready", Role.MAINTAINER).statusCode();
  }

  private HttpResponse<byte[]> get(String path, Role role) {
    String token =
        runtime.demoTokens().orElseThrow().mint("test", Set.of(role), Duration.ofMinutes(10));
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + path))
              .header("Authorization", "Bearer " + token)
              .build(),
          BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("No answer", e);
    }
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  void stopApplications() {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
  }

  @Override
  public void close() {
    stopApplications();
    broker.close();
  }
}
