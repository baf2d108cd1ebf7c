package org.alprstreams.deploy.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.deploy.AlprJvm;
import org.alprstreams.deploy.Ports;
import org.alprstreams.deploy.broker.BrokerConfig;
import org.alprstreams.deploy.broker.EmbeddedBroker;
import org.alprstreams.deploy.registry.EmbeddedRegistry;
import org.alprstreams.deploy.registry.RegistryConfig;
import org.alprstreams.deploy.registry.RegistryTopics;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two matching processes share the work, and one is killed in mid-stream again and again: every
 * vehicle gives its read and every listed one its alert, once, and none is missing.
 *
 * <p>System properties, for measuring: {@code alpr.delivery.kills} (10), {@code
 * alpr.delivery.per-second} (30 vehicles), {@code alpr.delivery.guarantee} (the product's default),
 * {@code alpr.delivery.apart} (true: each death waits until nothing of the last is late any more).
 * It prints how long alerts were delayed by each kill.
 */
@EnabledIfSystemProperty(named = "alpr.long-tests", matches = "true")
@Timeout(900)
class KilledMatchingIT {

  private static final int KILLS = Integer.getInteger("alpr.delivery.kills", 10);
  private static final int PER_SECOND = Integer.getInteger("alpr.delivery.per-second", 30);
  private static final boolean APART =
      Boolean.parseBoolean(System.getProperty("alpr.delivery.apart", "true"));
  private static final String GUARANTEE = System.getProperty("alpr.delivery.guarantee", "");

  /** Looks that a process has worked through before it is killed: it is in the middle of it. */
  private static final int IN_MID_STREAM = 40;

  /**
   * More than pass: a kill, the comeback and catching up take a quarter of a minute, or more where
   * it is slow.
   */
  private static final int LISTED_VEHICLES = PER_SECOND * 60 * (KILLS + 2);

  private static final int PARTITIONS = 4;
  private static final Duration SETTLED = Duration.ofSeconds(60);
  private static final Duration LIVE = Duration.ofSeconds(2);
  private static final Duration LONGEST_GAP = Duration.ofSeconds(120);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void everyAlertComesOnceThoughAProcessIsKilledTenTimes() throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(
                new BrokerConfig(directory.resolve("kafka"), Ports.free(), Ports.free()));
        EmbeddedRegistry registry = registry(broker)) {
      Map<String, Object> settings = settings(broker, registry);
      KafkaClients kafka = clients(settings);
      // Given two processes at work on a steady stream of vehicles
      try (MatchingProcess steady = new MatchingProcess("steady", directory, settings);
          MatchingProcess victim = new MatchingProcess("victim", directory, settings)) {
        steady.start();
        steady.awaitReady();
        Traffic.list(kafka, LISTED_VEHICLES);
        awaitListed(kafka);
        try (Traffic traffic = new Traffic(kafka, PER_SECOND);
            Followed<PlateRead> reads = new Followed<>(kafka, Topics.READS, r -> revision(r));
            Followed<Alert> alerts = new Followed<>(kafka, Topics.ALERTS, a -> revision(a))) {
          traffic.start();
          victim.start();

          // When one is killed in mid-stream and comes back, again and again
          List<Instant> kills = new ArrayList<>();
          for (int kill = 0; kill < KILLS; kill++) {
            victim.awaitAtWork(IN_MID_STREAM);
            if (APART) {
              awaitMadeUpFor(traffic, alerts);
            }
            kills.add(Instant.now());
            victim.kill();
            victim.start();
          }
          victim.awaitAtWork(IN_MID_STREAM);
          traffic.end();

          // Then every read and alert comes that must, and no other
          List<String> missing = awaitAll(traffic, reads, alerts);
          report(traffic, reads, alerts, kills);
          assertThat(missing).isEmpty();
          assertThat(notExpected(traffic.alerts(), alerts)).isEmpty();
          assertThat(notExpected(traffic.reads(), reads)).isEmpty();

          // And none of their revisions comes twice
          assertThat(alerts.repeated()).isEmpty();
          assertThat(reads.repeated()).isEmpty();
        }
      }
    }
  }

  /** Waits until all that the last kill held up has come, so that each counts by itself. */
  private static void awaitMadeUpFor(Traffic traffic, Followed<Alert> alerts) {
    await("alerts on time")
        .atMost(LONGEST_GAP)
        .until(
            () ->
                alerts
                    .ids()
                    .containsAll(traffic.alertsOfVehiclesGoneBy(Instant.now().minus(LIVE))));
  }

  /** Waits until matching has worked through the whole list: what passes now must alert. */
  private static void awaitListed(KafkaClients kafka) {
    try (Admin admin = kafka.admin()) {
      await("the hotlist in force")
          .atMost(SETTLED.multipliedBy(2))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> backlog(admin) == 0);
    }
  }

  /** Records of the hotlist and of its way to plate keys that matching has not committed yet. */
  private static long backlog(Admin admin) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets("alpr-matching").partitionsToOffsetAndMetadata().get();
    List<TopicPartition> ofTheList =
        admin.listTopics().names().get().stream()
            .filter(topic -> topic.equals(Topics.HOTLIST.name()) || topic.endsWith("-repartition"))
            .flatMap(t -> IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(t, p)))
            .toList();
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    ofTheList.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    long backlog = 0;
    for (var end : admin.listOffsets(latest).all().get().entrySet()) {
      OffsetAndMetadata done = committed.get(end.getKey());
      // The last transaction's marker takes an offset that nobody commits.
      backlog += Math.max(0, end.getValue().offset() - 1 - (done == null ? -1 : done.offset()));
    }
    return backlog;
  }

  /** Waits until all is there, or nothing has come for a while, and gives what is missing. */
  private static List<String> awaitAll(
      Traffic traffic, Followed<PlateRead> reads, Followed<Alert> alerts) {
    try {
      await()
          .atMost(SETTLED)
          .until(
              () ->
                  reads.ids().containsAll(traffic.reads())
                      && alerts.ids().containsAll(traffic.alerts()));
    } catch (ConditionTimeoutException e) {
      // Told by the caller, which knows more.
    }
    List<String> missing = new ArrayList<>(traffic.reads());
    missing.addAll(traffic.alerts());
    missing.removeAll(reads.ids());
    missing.removeAll(alerts.ids());
    return missing;
  }

  private static void report(
      Traffic traffic, Followed<PlateRead> reads, Followed<Alert> alerts, List<Instant> kills) {
    System.out.printf(
        Locale.ROOT,
        "%d vehicles at %d a second, %d kills%n  reads: %s%n  alerts: %s%n",
        traffic.reads().size(),
        PER_SECOND,
        kills.size(),
        tally(traffic.reads(), reads),
        tally(traffic.alerts(), alerts));
    for (Instant kill : kills) {
      System.out.println(
          "  capture to alert around a kill: "
              + delays(alerts, kill.minusSeconds(2), kill.plusSeconds(10)));
    }
    System.out.println("  capture to alert, all: " + delays(alerts, Instant.MIN, Instant.MAX));
    for (String readId : notExpected(traffic.reads(), reads)) {
      System.out.println("  a read too many: " + sinceKill(reads.arrival(readId), kills));
    }
  }

  private static String sinceKill(Followed.Arrival arrival, List<Instant> kills) {
    Instant kill =
        kills.stream()
            .filter(k -> k.isBefore(arrival.seenAt()))
            .reduce((earlier, later) -> later)
            .orElse(Instant.EPOCH);
    return String.format(
        Locale.ROOT,
        "captured %d ms and seen %d ms after a kill",
        Duration.between(kill, arrival.capturedAt()).toMillis(),
        Duration.between(kill, arrival.seenAt()).toMillis());
  }

  private static Set<String> notExpected(List<String> expected, Followed<?> came) {
    Set<String> ids = came.ids();
    expected.forEach(ids::remove);
    return ids;
  }

  private static String tally(List<String> expected, Followed<?> came) {
    Set<String> ids = came.ids();
    long missing = expected.stream().filter(id -> !ids.contains(id)).count();
    return String.format(
        Locale.ROOT,
        "%d expected, %d missing, %d not expected, %d revisions more than once",
        expected.size(),
        missing,
        notExpected(expected, came).size(),
        came.repeated().size());
  }

  private static String delays(Followed<Alert> alerts, Instant from, Instant to) {
    List<Duration> delays = alerts.delays(from, to);
    return delays.isEmpty()
        ? "none"
        : String.format(
            Locale.ROOT,
            "n=%d p50=%d ms p99=%d ms max=%d ms",
            delays.size(),
            delays.get(delays.size() / 2).toMillis(),
            delays.get(delays.size() * 99 / 100).toMillis(),
            delays.get(delays.size() - 1).toMillis());
  }

  private static Followed.Revision revision(PlateRead read) {
    return new Followed.Revision(read.getReadId(), read.getRevision());
  }

  private static Followed.Revision revision(Alert alert) {
    return new Followed.Revision(alert.getAlertId(), alert.getRevision());
  }

  private EmbeddedRegistry registry(EmbeddedBroker broker) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      RegistryTopics.provision(admin);
    }
    EmbeddedRegistry registry =
        EmbeddedRegistry.launch(
            new RegistryConfig(
                AlprJvm.APP,
                directory.resolve("registry"),
                directory.resolve("registry.log"),
                broker.bootstrapServers(),
                Ports.free(),
                160,
                Duration.ofSeconds(60)));
    registry.awaitReady();
    return registry;
  }

  private static Map<String, Object> settings(EmbeddedBroker broker, EmbeddedRegistry registry) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("alpr.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("alpr.registry.url", registry.url());
    settings.put("alpr.topics.partitions", PARTITIONS);
    settings.put("alpr.opt-out.secret", "5a".repeat(32));
    // The victim gets its partitions back at once, however much state there is to restore.
    settings.put("alpr.streams.properties.\"acceptable.recovery.lag\"", Integer.MAX_VALUE);
    if (!GUARANTEE.isEmpty()) {
      settings.put("alpr.matching.processing-guarantee", GUARANTEE);
    }
    return settings;
  }

  private static KafkaClients clients(Map<String, Object> all) {
    Map<String, String> pairs = new HashMap<>();
    for (String key : List.of("alpr.kafka.bootstrap-servers", "alpr.registry.url")) {
      pairs.put(key, String.valueOf(all.get(key)));
    }
    Settings settings = Settings.of(pairs);
    return new SettingsKafkaClients(
        settings,
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class))));
  }
}
