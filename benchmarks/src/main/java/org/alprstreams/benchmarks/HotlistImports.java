package org.alprstreams.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.HotlistImport;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.health.HealthState;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.service.kafka.TopicFollower;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Imports a large list into a running system: the first time, again unchanged, and with changes;
 * and measures how long matching takes to have it, and from when on a removed entry no longer
 * alerts.
 *
 * <p>Run it with the heap of a command, {@code -Xmx384m -XX:+UseSerialGC}, against {@code ./alpr
 * standalone}, never against a system in service. The list is retired at the end.
 */
public final class HotlistImports {

  private static final String LIST = "benchmark";
  private static final String MATCHING = MatchingApplication.APPLICATION_ID;
  private static final String BY_PLATE_KEY = MATCHING + "-hotlist-by-plate-key-repartition";
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int CROP_BYTES = 4096;
  private static final int REMOVALS = 5;

  private final KafkaClients kafka;
  private final HotlistCommands commands;
  private final Map<String, Long> tombstones = new ConcurrentHashMap<>();
  private final Map<String, Long> raised = new ConcurrentHashMap<>();
  private final Map<String, Long> recalled = new ConcurrentHashMap<>();
  private final Map<String, String> entries = new ConcurrentHashMap<>();
  private volatile long imported;
  private long lookedAt;
  private int looks;

  private HotlistImports(KafkaClients kafka, PrintStream out) throws IOException {
    this.kafka = kafka;
    this.commands =
        new HotlistCommands(
            kafka, UsagePolicy.losAltosHills(), Clock.systemUTC(), "benchmark", out);
  }

  /**
   * @param args rows (1,000,000 unless given) and changes of the last import (10,000 unless given)
   */
  public static void main(String[] args) throws IOException {
    JdkLogging.redirect();
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int changes = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    Settings settings =
        new SettingsLoader()
            .mappings(ServiceMain.mappings(List.of()))
            .environment(System.getenv())
            .load();
    RecordSerdes serdes =
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class)));
    new HotlistImports(new SettingsKafkaClients(settings, serdes), System.out).run(rows, changes);
  }

  private void run(int rows, int changes) throws IOException {
    Path first = Files.createTempFile("hotlist", ".csv");
    Path second = Files.createTempFile("hotlist", ".csv");
    Instant now = Instant.now();
    try (TopicFollower<HotlistEntry> list =
            TopicFollower.start(kafka, Topics.HOTLIST, now, r -> entry(r.key(), r.value()));
        TopicFollower<Alert> alerts =
            TopicFollower.start(kafka, Topics.ALERTS, now, r -> alert(r.value()));
        TopicFollower<HotlistImport> imports =
            TopicFollower.start(kafka, Topics.HOTLIST_IMPORTS, now, r -> imported = r.timestamp());
        Producer<String, PlateCandidate> candidates = kafka.producer(Topics.CANDIDATES, Map.of())) {
      for (TopicFollower<?> follower : List.of(list, alerts, imports)) {
        await("the ends of the topics", () -> follower.state().equals(HealthState.up()));
      }
      SyntheticHotlist.write(first, rows, 0);
      SyntheticHotlist.write(second, rows, changes);
      System.out.printf(
          Locale.ROOT,
          "%d rows, %.0f MB; heap of at most %d MiB%n",
          rows,
          Files.size(first) / 1e6,
          Runtime.getRuntime().maxMemory() >> 20);
      time("first import", first);
      double behind = await("matching has the list", this::hasCaughtUp);
      System.out.printf(
          Locale.ROOT, "matching has the list         %6.1f s after the commit%n", behind);
      time("again, unchanged", first);

      String gone = SyntheticHotlist.plate(0);
      awaitAlert(candidates, gone);
      time("with %d changes".formatted(changes), second);
      await("its recall", () -> recalled.containsKey(gone));
      System.out.printf(
          Locale.ROOT,
          "an entry that the file no longer has is recalled %d ms after the commit began%n",
          recalled.get(gone) - imported);

      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < REMOVALS; i++) {
        millis.add((double) removal(candidates, SyntheticHotlist.plate(rows * 2 + i)));
      }
      System.out.println(Distribution.of(millis).line("entry removed → recalled"));
    } finally {
      commands.retire(LIST);
      Files.delete(first);
      Files.delete(second);
    }
  }

  /** Lists a plate by hand, waits for its alert, removes it: from then to the recall. */
  private long removal(Producer<String, PlateCandidate> candidates, String plate) {
    commands.add(
        Map.of(
            "plate", plate,
            "category", "STOLEN_VEHICLE",
            "sourceAgency", "benchmark",
            "sourceRef", "benchmark"));
    await("its entry", () -> entries.containsKey(plate));
    awaitAlert(candidates, plate);
    commands.remove(entries.get(plate));
    await("its recall", () -> recalled.containsKey(plate));
    return recalled.get(plate) - tombstones.get(entries.get(plate));
  }

  private void time(String name, Path file) {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    ExitCode code = commands.importFile(file, LIST, false);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != ExitCode.CLEAN) {
      throw new IllegalStateException("The import failed; what it said is above.");
    }
    long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.out.printf(
        Locale.ROOT, "%-28s %6.1f s, heap used at most %d MiB%n", name, seconds, peak >> 20);
  }

  /**
   * Looks at a plate twice a second, each time by a camera of its own: a passage that was published
   * before matching had the entry is not published again.
   */
  private void awaitAlert(Producer<String, PlateCandidate> candidates, String plate) {
    await(
        "an alert",
        () -> {
          if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
            lookedAt = System.nanoTime();
            String camera = "BENCHMARK-" + ++looks;
            Instant now = Instant.now();
            candidates.send(
                new ProducerRecord<>(
                    Topics.CANDIDATES.name(),
                    null,
                    now.toEpochMilli(),
                    camera,
                    Candidates.look(plate, camera, "look-" + camera, now, CROP_BYTES)));
          }
          return raised.containsKey(plate);
        });
  }

  private void entry(String entryId, HotlistEntry entry) {
    if (entry == null) {
      tombstones.putIfAbsent(entryId, System.currentTimeMillis());
    } else if (!entry.getListId().equals(LIST)) {
      entries.put(entry.getPlateText(), entryId);
    }
  }

  private void alert(Alert alert) {
    Map<String, Long> seen = alert.getStatus() == AlertStatus.OPEN ? raised : recalled;
    seen.putIfAbsent(alert.getListedPlate(), System.currentTimeMillis());
  }

  /**
   * Whether matching has dealt with every record of the hotlist, by entry and by plate key. What is
   * left may be the mark by which a transaction ends: one for each partition.
   */
  private boolean hasCaughtUp() {
    try (Admin admin = kafka.admin()) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      admin
          .describeTopics(List.of(Topics.HOTLIST.name(), BY_PLATE_KEY))
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              latest.put(
                                  new TopicPartition(name, p.partition()), OffsetSpec.latest())));
      Map<TopicPartition, OffsetAndMetadata> done =
          admin.listConsumerGroupOffsets(MATCHING).partitionsToOffsetAndMetadata().get();
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .allMatch(
              end -> {
                OffsetAndMetadata offset = done.get(end.getKey());
                return end.getValue().offset() - (offset == null ? 0 : offset.offset()) <= 1;
              });
    } catch (ExecutionException e) {
      throw new IllegalStateException("The broker does not say how far matching is.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Seconds until something is so. */
  private static double await(String what, BooleanSupplier so) {
    long start = System.nanoTime();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException("Waited in vain for " + what + ".");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
