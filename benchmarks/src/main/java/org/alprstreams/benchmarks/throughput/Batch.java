package org.alprstreams.benchmarks.throughput;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.benchmarks.Candidates;
import org.alprstreams.benchmarks.Entries;
import org.alprstreams.benchmarks.Plates;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Passages of a town of {@value #CAMERAS} cameras, {@value #LOOKS} looks each, put into their topic
 * at once: a backlog. One vehicle in {@value #LISTED_EVERY} is on the hotlist.
 */
final class Batch {

  static final int LOOKS = 3;

  private static final int CAMERAS = 40;
  private static final int LISTED_EVERY = 20;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** Of one camera's vehicles, by capture. */
  private static final Duration BETWEEN_VEHICLES = Duration.ofSeconds(1);

  private final int passages;
  private final int imageBytes;

  /**
   * @param imageBytes of a look's images together
   */
  Batch(int passages, int imageBytes) {
    this.passages = passages;
    this.imageBytes = imageBytes;
  }

  int looks() {
    return passages * LOOKS;
  }

  /** Puts everything into the topics, the list first. */
  void publish(KafkaClients kafka) {
    String run = UUID.randomUUID().toString();
    List<String> plates = Plates.distinct(passages);
    try (Producer<String, HotlistEntry> hotlist = kafka.producer(Topics.HOTLIST, Map.of())) {
      for (int i = 0; i < passages; i += LISTED_EVERY) {
        HotlistEntry entry = Entries.of(plates.get(i));
        hotlist.send(new ProducerRecord<>(Topics.HOTLIST.name(), entry.getEntryId(), entry));
      }
    }
    int rounds = (passages + CAMERAS - 1) / CAMERAS;
    Instant began = Instant.now().minus(BETWEEN_VEHICLES.multipliedBy(rounds + 1L));
    try (Producer<String, PlateCandidate> candidates =
        kafka.producer(Topics.CANDIDATES, Map.of("linger.ms", 20, "batch.size", 1 << 20))) {
      for (int round = 0; round < rounds; round++) {
        for (int look = 0; look < LOOKS; look++) {
          for (PlateCandidate candidate : looks(run, plates, began, round, look)) {
            candidates.send(
                new ProducerRecord<>(
                    Topics.CANDIDATES.name(),
                    null,
                    candidate.getCapturedAt().toEpochMilli(),
                    candidate.getCameraId(),
                    candidate));
          }
        }
      }
    }
  }

  private List<PlateCandidate> looks(
      String run, List<String> plates, Instant began, int round, int look) {
    List<PlateCandidate> looks = new ArrayList<>();
    for (int camera = 0; camera < CAMERAS; camera++) {
      int passage = round * CAMERAS + camera;
      if (passage < passages) {
        Instant capturedAt =
            began
                .plus(BETWEEN_VEHICLES.multipliedBy(round))
                .plus(BETWEEN_LOOKS.multipliedBy(look))
                .plusMillis(camera);
        looks.add(
            Candidates.look(
                plates.get(passage),
                "CAM-" + camera,
                run + "-" + passage + "-" + look,
                capturedAt,
                imageBytes));
      }
    }
    return looks;
  }
}
