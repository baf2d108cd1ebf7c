package org.alprstreams.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.schemas.identity.DerivedId;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Time from a candidate's capture to its alert, on a running system, at a steady rate. The baseline
 * is the same candidates' way to a consumer of their own topic: one trip through the broker, which
 * no matching can beat.
 *
 * <p>Every passage is a plate of its own that is on the hotlist; the entries are removed at the
 * end. Run it against {@code ./alpr standalone}, never against a system in service.
 */
public final class AlertLatency {

  private static final int CAMERAS = 40;

  /** After this a just started system is as fast as it gets; both parts are printed. */
  private static final Duration FIRST = Duration.ofSeconds(20);

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
    JdkLogging.redirect();
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 50;
    int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
    Settings settings = new SettingsLoader().mappings(ServiceMain.mappings(List.of())).load();
    RecordSerdes serdes =
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class)));
    new AlertLatency(new SettingsKafkaClients(settings, serdes), Clock.systemUTC())
        .run(rate, rate * seconds);
  }

  private void run(int rate, int passages) {
    List<String> plates = new ArrayList<>(Plates.distinct(passages + 1));
    String run = "BENCHMARK-" + UUID.randomUUID();
    try (Producer<String, HotlistEntry> hotlist = kafka.producer(Topics.HOTLIST, Map.of());
        Producer<String, PlateCandidate> candidates = kafka.producer(Topics.CANDIDATES, Map.of());
        Arrivals<PlateCandidate> looks =
            new Arrivals<>(
                kafka,
                clock,
                Topics.CANDIDATES,
                r -> mine(run, r) ? r.value().getCandidateId() : null);
        Arrivals<Alert> alerts =
            new Arrivals<>(
                kafka, clock, Topics.ALERTS, r -> mine(run, r) ? r.value().getReadId() : null)) {
      for (String plate : plates) {
        HotlistEntry entry = Entries.of(plate);
        hotlist.send(new ProducerRecord<>(Topics.HOTLIST.name(), entry.getEntryId(), entry));
      }
      hotlist.flush();
      String probe = plates.remove(passages);
      awaitListed(candidates, probe, run, alerts);
      alerts.forget();
      looks.forget();
      System.out.printf(
          Locale.ROOT, "%d passages at %d a second, %d cameras%n", passages, rate, CAMERAS);
      Instant began = clock.instant();
      List<PlateCandidate> sent = send(candidates, plates, run, rate);
      looks.await(sent.stream().map(PlateCandidate::getCandidateId).toList());
      // By name: alerts of vehicles that passed to see whether the list is in force may come late.
      alerts.await(sent.stream().map(AlertLatency::readId).toList());
      Instant settled = began.plus(FIRST);
      Distribution baseline = looks.between(settled, Instant.MAX);
      Distribution alerted = alerts.between(settled, Instant.MAX);
      System.out.println(alerts.between(began, settled).line("alert, first seconds"));
      System.out.println(baseline.line("candidate → consumer"));
      System.out.println(alerted.line("candidate → alert"));
      System.out.printf(
          Locale.ROOT,
          "ratio to the baseline        p50=%.1f  p99=%.1f%n",
          alerted.percentile(0.50) / baseline.percentile(0.50),
          alerted.percentile(0.99) / baseline.percentile(0.99));
      tellMissing(sent, alerts);
      plates.add(probe);
      for (String plate : plates) {
        hotlist.send(
            new ProducerRecord<>(Topics.HOTLIST.name(), Entries.of(plate).getEntryId(), null));
      }
      hotlist.flush();
    }
  }

  /** Lets the vehicle that was listed last pass until it alerts: then the list is in force. */
  private void awaitListed(
      Producer<String, PlateCandidate> candidates, String plate, String run, Arrivals<Alert> seen) {
    for (int i = 0; seen.count() == 0; i++) {
      if (i > PATIENCE.toSeconds()) {
        throw new IllegalStateException("No alert came in " + PATIENCE + ": is matching at work?");
      }
      send(candidates, plate, run + "-probe-" + i, run + "-probe-" + i);
      seen.await(1, Duration.ofSeconds(1));
    }
  }

  private static boolean mine(String run, ConsumerRecord<String, ?> record) {
    if (record.value() instanceof PlateCandidate candidate) {
      return candidate.getCameraId().startsWith(run);
    }
    return record.value() instanceof Alert alert && alert.getCameraId().startsWith(run);
  }

  /** A machine that stood still makes one vehicle follow another more closely than any could. */
  private static void tellMissing(List<PlateCandidate> sent, Arrivals<Alert> alerts) {
    int missing = 0;
    for (int i = 0; i < sent.size(); i++) {
      PlateCandidate look = sent.get(i);
      if (!alerts.has(readId(look))) {
        String gap = i < CAMERAS ? "first of its camera" : gap(sent.get(i - CAMERAS), look);
        System.out.printf(Locale.ROOT, "missing: look %d, %s%n", i, gap);
        missing++;
      }
    }
    System.out.printf(Locale.ROOT, "alerts missing: %d of %d%n", missing, sent.size());
  }

  /** Of a read that begins with this look. */
  private static String readId(PlateCandidate look) {
    return DerivedId.of("read", look.getCameraId(), look.getCandidateId());
  }

  private static String gap(PlateCandidate before, PlateCandidate look) {
    return Duration.between(before.getCapturedAt(), look.getCapturedAt()).toMillis()
        + " ms after the vehicle before it";
  }

  private List<PlateCandidate> send(
      Producer<String, PlateCandidate> candidates, List<String> plates, String run, int rate) {
    List<PlateCandidate> sent = new ArrayList<>(plates.size());
    long start = System.nanoTime();
    for (int i = 0; i < plates.size(); i++) {
      long due = start + i * 1_000_000_000L / rate;
      Pace.until(due);
      sent.add(send(candidates, plates.get(i), run + "-" + i % CAMERAS, run + "-look-" + i));
    }
    candidates.flush();
    return sent;
  }

  private PlateCandidate send(
      Producer<String, PlateCandidate> candidates, String plate, String cameraId, String lookId) {
    PlateCandidate look = Candidates.look(plate, cameraId, lookId, clock.instant(), CROP_BYTES);
    candidates.send(
        new ProducerRecord<>(
            Topics.CANDIDATES.name(),
            null,
            look.getCapturedAt().toEpochMilli(),
            look.getCameraId(),
            look));
    return look;
  }
}
