package org.alprstreams.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.Priority;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Time from a candidate's capture to its alert, on a running system, at a steady rate. The baseline
 * is the same candidates' way to a consumer of their own topic: one trip through the broker, which
 * no matching can beat.
 *
 * <p>Every passage is a plate of its own that is on the hotlist; the entries are removed at the
 * end. Run it against {@code ./alpr standalone}, never against a system in service.
 */
public final class AlertLatency {

  private static final String PLATE_LETTERS = "ACEFHJKMNPRTUVWXY";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CROP_BYTES = 4096;

  private final KafkaClients kafka;
  private final Clock clock;

  private AlertLatency(KafkaClients kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  /**
   * @param args passages a second (50 unless given) and seconds (60 unless given)
   */
  public static void main(String[] args) {
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    Settings settings = new SettingsLoader().mappings(ServiceMain.mappings(List.of())).load();
    RecordSerdes serdes =
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class)));
    new AlertLatency(new SettingsKafkaClients(settings, serdes), Clock.systemUTC())
        .run(rate, rate * seconds);
  }

  private void run(int rate, int passages) {
    List<String> plates = plates(passages);
    String camera = "BENCHMARK-" + UUID.randomUUID();
    try (Producer<String, HotlistEntry> hotlist = kafka.producer(Topics.HOTLIST, Map.of());
        Producer<String, PlateCandidate> candidates = kafka.producer(Topics.CANDIDATES, Map.of());
        Arrivals<PlateCandidate> looks =
            new Arrivals<>(
                Topics.CANDIDATES, r -> mine(camera, r) ? r.value().getCandidateId() : null);
        Arrivals<Alert> alerts =
            new Arrivals<>(Topics.ALERTS, r -> mine(camera, r) ? r.value().getAlertId() : null)) {
      List<String> entries = plates.stream().map(plate -> list(hotlist, plate)).toList();
      hotlist.flush();
      System.out.printf(
          Locale.ROOT, "%d passages at %d a second, one camera a passage%n", passages, rate);
      send(candidates, plates, camera, rate);
      Distribution baseline = looks.await(passages);
      Distribution alerted = alerts.await(passages);
      System.out.println(baseline.line("candidate → consumer"));
      System.out.println(alerted.line("candidate → alert"));
      System.out.printf(
          Locale.ROOT,
          "ratio to the baseline        p50=%.1f  p99=%.1f; alerts missing: %d of %d%n",
          alerted.percentile(0.50) / baseline.percentile(0.50),
          alerted.percentile(0.99) / baseline.percentile(0.99),
          passages - alerted.sorted().length,
          passages);
      entries.forEach(
          entry -> hotlist.send(new ProducerRecord<>(Topics.HOTLIST.name(), entry, null)));
      hotlist.flush();
    }
  }

  private static boolean mine(String camera, ConsumerRecord<String, ?> record) {
    if (record.value() instanceof PlateCandidate candidate) {
      return candidate.getCameraId().startsWith(camera);
    }
    return record.value() instanceof Alert alert && alert.getCameraId().startsWith(camera);
  }

  private void send(
      Producer<String, PlateCandidate> candidates, List<String> plates, String camera, int rate) {
    long start = System.nanoTime();
    for (int i = 0; i < plates.size(); i++) {
      long due = start + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      PlateCandidate look =
          Candidates.look(plates.get(i), camera + "-" + i, camera + "-" + i + "-0", clock.instant(), CROP_BYTES);
      candidates.send(
          new ProducerRecord<>(
              Topics.CANDIDATES.name(),
              null,
              look.getCapturedAt().toEpochMilli(),
              look.getCameraId(),
              look));
    }
    candidates.flush();
  }

  private String list(Producer<String, HotlistEntry> hotlist, String plate) {
    String entryId = "benchmark-" + plate;
    hotlist.send(
        new ProducerRecord<>(
            Topics.HOTLIST.name(),
            entryId,
            HotlistEntry.newBuilder()
                .setEntryId(entryId)
                .setListId("benchmark")
                .setPlateText(plate)
                .setPlateKey(PlateKey.of(new PlateText(plate)).value())
                .setCategory(HotlistCategory.STOLEN_VEHICLE)
                .setPriority(Priority.LOW)
                .setSourceAgency("benchmark")
                .setEffectiveAt(Instant.EPOCH)
                .setAddedBy("benchmark")
                .setAddedAt(clock.instant())
                .build()));
    return entryId;
  }

  /** Distinct plates of letters that look like nothing else. */
  private static List<String> plates(int count) {
    List<String> plates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      StringBuilder plate = new StringBuilder();
      for (int rest = i, position = 0; position < 7; position++) {
        plate.append(PLATE_LETTERS.charAt(rest % PLATE_LETTERS.length()));
        rest /= PLATE_LETTERS.length();
      }
      plates.add(plate.toString());
    }
    return plates;
  }

  /** First arrivals on a topic from now on, with their age by the record's capture time. */
  private final class Arrivals<V extends SpecificRecord> implements AutoCloseable {
    private final Consumer<String, V> consumer;
    private final Function<ConsumerRecord<String, V>, String> id;
    private final Set<String> seen = new HashSet<>();
    private final List<Double> millis = new ArrayList<>();
    private final Thread thread;
    private volatile boolean done;

    Arrivals(Topic<V> topic, Function<ConsumerRecord<String, V>, String> id) {
      this.id = id;
      this.consumer = kafka.consumer(topic, "alpr-benchmark", Map.of());
      Collection<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      thread = new Thread(this::follow, "arrivals-" + topic.name());
      thread.start();
    }

    private void follow() {
      while (!done) {
        for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(20))) {
          String name = id.apply(record);
          if (name != null) {
            arrived(name, clock.millis() - record.timestamp());
          }
        }
      }
    }

    private synchronized void arrived(String name, long age) {
      if (seen.add(name)) {
        millis.add((double) age);
        notifyAll();
      }
    }

    /** What has arrived once all have, or once patience has run out. */
    synchronized Distribution await(int expected) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      try {
        while (millis.size() < expected && System.nanoTime() < deadline) {
          wait(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Distribution.of(millis);
    }

    @Override
    public void close() {
      done = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      consumer.close();
    }
  }
}
