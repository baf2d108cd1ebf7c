package org.alprstreams.benchmarks;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.deploy.Applications;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.config.SettingsLoader;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How old alerts are when a consumer sees them, recognition included, on a running {@code ./alpr
 * demo}. The baseline is the same frames' way to a consumer of their topic; candidates and reads
 * show how much of it lies in recognition and how much in matching.
 *
 * <p>An alert counts from the capture of the look whose picture it shows, and once, by its first
 * revision; a read likewise. With seconds alone it watches the demo's own traffic, which is drawn
 * on the same machine; with a density it draws that traffic beforehand and sends it itself, to a
 * demo whose own is as good as off ({@code --set alpr.simulation.encounters-per-minute=0.1}).
 */
public final class FrameLatency {

  /** What the last frames may take to become alerts. */
  private static final Duration LAST = Duration.ofSeconds(10);

  private FrameLatency() {}

  /**
   * @param args seconds, 120 unless given; encounters of a camera with traffic a second, none sent
   *     unless given
   */
  public static void main(String[] args) throws IOException {
    JdkLogging.redirect();
    Duration time = Duration.ofSeconds(args.length > 0 ? Integer.parseInt(args[0]) : 120);
    Settings settings = new SettingsLoader().mappings(Applications.settings()).load();
    RecordSerdes serdes =
        RecordSerdes.registry(RegistrySettings.serdeConfig(settings.of(RegistrySettings.class)));
    KafkaClients kafka = new SettingsKafkaClients(settings, serdes);
    Clock clock = Clock.systemUTC();
    Runnable traffic = traffic(args, time, settings, clock);
    try (Arrivals<Frame> frames =
            new Arrivals<>(kafka, clock, Topics.FRAMES, r -> r.value().getFrameId());
        Arrivals<PlateCandidate> candidates =
            new Arrivals<>(kafka, clock, Topics.CANDIDATES, r -> r.value().getCandidateId());
        Arrivals<PlateRead> reads = new Arrivals<>(kafka, clock, Topics.READS, FrameLatency::read);
        Arrivals<Alert> alerts =
            new Arrivals<>(kafka, clock, Topics.ALERTS, r -> r.value().getAlertId())) {
      traffic.run();
      Distribution seen = all(frames);
      Distribution alerted = all(alerts);
      System.out.println(seen.line("frame → consumer"));
      System.out.println(all(candidates).line("frame → candidate"));
      System.out.println(all(reads).line("frame → read"));
      System.out.println(alerted.line("frame → alert"));
      System.out.printf(
          Locale.ROOT,
          "%.1f frames a second; ratio to the baseline p50=%.1f  p99=%.1f%n",
          frames.count() / (double) time.toSeconds(),
          alerted.percentile(0.50) / seen.percentile(0.50),
          alerted.percentile(0.99) / seen.percentile(0.99));
    }
  }

  private static Runnable traffic(String[] args, Duration time, Settings settings, Clock clock)
      throws IOException {
    if (args.length < 2) {
      return () -> pause(time);
    }
    DrawnTraffic traffic = DrawnTraffic.of(Double.parseDouble(args[1]), time, settings, clock);
    System.out.println(traffic.size() + " frames drawn");
    return () -> {
      traffic.send(clock);
      pause(LAST);
    };
  }

  private static void pause(Duration time) {
    Pace.until(System.nanoTime() + time.toNanos());
  }

  private static String read(ConsumerRecord<String, PlateRead> record) {
    return record.value() == null ? null : record.value().getReadId();
  }

  private static Distribution all(Arrivals<?> arrivals) {
    return arrivals.between(Instant.EPOCH, Instant.MAX);
  }
}
