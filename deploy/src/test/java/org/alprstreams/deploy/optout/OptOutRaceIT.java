package org.alprstreams.deploy.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.AlertStatus;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vehicles keep driving by, and in mid-stream one after the other opts out. The list comes by a
 * thread of its own, which a test driver hides: so this runs on a real broker.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class OptOutRaceIT {

  /** What the contract gives a new opt-out to take effect. */
  private static final Duration EFFECTIVE = Duration.ofSeconds(1);

  private static final int VEHICLES = 40;
  private static final int OPTING_OUT = 5;

  /** Each vehicle passes the next of its cameras at each round. */
  private static final int CAMERAS = 4;

  private static final Duration ROUND = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> vehicles = new Plates(5).next(VEHICLES);
  private final Map<String, AtomicInteger> sent = new HashMap<>();
  private final ScheduledExecutorService road = Executors.newSingleThreadScheduledExecutor();
  private int round;

  @TempDir Path data;
  @TempDir Path outside;

  @Test
  void optOutTakesEffectWithinASecondAndTakesNothingFromOthers() throws Exception {
    vehicles.forEach(plate -> sent.put(plate, new AtomicInteger()));
    try (Site site = Site.open(data, outside);
        Producer<String, PlateCandidate> producer =
            site.kafka().producer(Topics.CANDIDATES, Map.of("linger.ms", 0));
        TopicReader<PlateRead> reads = new TopicReader<>(site.kafka(), Topics.READS);
        TopicReader<ReadImage> images = new TopicReader<>(site.kafka(), Topics.READ_IMAGES);
        TopicReader<Alert> alerts = new TopicReader<>(site.kafka(), Topics.ALERTS)) {
      // Given vehicles that come by all the time, all of them read, and one of them wanted
      site.list(vehicles.get(0));
      site.start(List.of(new MatchingApplication(), new RetentionApplication()));
      site.awaitReady();
      Map<String, Set<String>> seen = new HashMap<>();
      ScheduledFuture<?> traffic =
          road.scheduleAtFixedRate(
              () -> nextRound(producer), 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
      await("all vehicles read")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                note(reads.poll(), seen);
                assertThat(seen.keySet()).containsAll(vehicles);
              });
      await("alerts").atMost(PATIENCE).untilAsserted(() -> assertThat(alerts.poll()).isNotEmpty());

      for (String plate : vehicles.subList(0, OPTING_OUT)) {
        // When one opts out, and the second has passed that this may take
        site.optOut(List.of(plate));
        Instant acknowledged = Instant.now();
        await("effective")
            .atMost(EFFECTIVE.plusSeconds(5))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> !Instant.now().isBefore(acknowledged.plus(EFFECTIVE)));
        note(reads.poll(), seen);
        images.poll();
        alerts.poll();

        // Then nothing of it is published any more, although it goes on driving by
        int looks = sent.get(plate).get();
        await("more looks").atMost(PATIENCE).until(() -> sent.get(plate).get() > looks + 8);
        List<PlateRead> newReads = reads.poll();
        assertThat(newReads).filteredOn(read -> isOf(plate, read)).isEmpty();
        assertThat(images.poll()).filteredOn(image -> isOf(plate, image.getRead())).isEmpty();
        assertThat(alerts.poll())
            .filteredOn(
                alert ->
                    alert.getPlateText().equals(plate) && alert.getStatus() != AlertStatus.RECALLED)
            .isEmpty();
        note(newReads, seen);

        // And what was kept of it is purged
        await("purged")
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(site.readsAnswered(plate)).isZero());
      }

      // When the last has come by
      traffic.cancel(false);
      road.shutdown();
      assertThat(road.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
      producer.flush();

      // Then of all others every passage was read
      Map<String, Integer> expected = new HashMap<>();
      vehicles.stream()
          .skip(OPTING_OUT)
          .forEach(plate -> expected.put(plate, sent.get(plate).get()));
      await("no read lost")
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                note(reads.poll(), seen);
                Map<String, Integer> counts = new HashMap<>();
                expected.keySet().forEach(plate -> counts.put(plate, seen.get(plate).size()));
                assertThat(counts).isEqualTo(expected);
              });
    } finally {
      road.shutdownNow();
    }
  }

  private void nextRound(Producer<String, PlateCandidate> producer) {
    Instant at = Instant.now();
    for (int vehicle = 0; vehicle < VEHICLES; vehicle++) {
      String plate = vehicles.get(vehicle);
      String camera = "CAM" + vehicle + "-" + round % CAMERAS;
      PlateCandidate look = Looks.of(camera, at, 600, plate, 0.97, "IMAGE");
      producer.send(
          new ProducerRecord<>(Topics.CANDIDATES.name(), null, at.toEpochMilli(), camera, look));
      sent.get(plate).incrementAndGet();
    }
    round++;
  }

  private static boolean isOf(String plate, PlateRead read) {
    return read.getPlateText().equals(plate) && read.getStatus() == ReadStatus.CURRENT;
  }

  private static void note(List<PlateRead> reads, Map<String, Set<String>> seen) {
    for (PlateRead read : reads) {
      seen.computeIfAbsent(read.getPlateText(), plate -> new HashSet<>()).add(read.getReadId());
    }
  }
}
