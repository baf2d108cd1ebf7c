package org.alprstreams.deploy.delivery;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.HotlistCategory;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.Priority;
import org.alprstreams.matching.hotlist.AlertRevisions;
import org.alprstreams.schemas.identity.DerivedId;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Vehicles that pass several cameras at a steady rate, three looks each, every third on the
 * hotlist. It knows which reads and alerts must come of them, since their ids derive from what was
 * sent.
 *
 * <p>Every second vehicle is certain only once its second look has voted: what it gives depends on
 * state that an earlier look left.
 */
final class Traffic implements AutoCloseable {

  static final int CAMERAS = 12;

  private static final int LISTED_EVERY = 3;
  private static final int LOOKS = 3;
  private static final long BETWEEN_LOOKS_MILLIS = 150;
  private static final String LETTERS = "ACEFHJKMNPRTUVWXY";
  private static final int CROP_BYTES = 4096;
  private static final float SURE = 0.97f;
  private static final float UNSURE = 0.6f;

  private final Producer<String, PlateCandidate> candidates;
  private final int perSecond;
  private final Thread thread = new Thread(this::drive, "traffic");
  private final Queue<Expected> alerts = new ConcurrentLinkedQueue<>();
  private final List<String> reads = new ArrayList<>();
  private long began;
  private Instant start;
  private volatile boolean over;

  /**
   * @param perSecond vehicles a second, all cameras together
   */
  Traffic(KafkaClients kafka, int perSecond) {
    this.candidates = kafka.producer(Topics.CANDIDATES, Map.of());
    this.perSecond = perSecond;
  }

  /** Puts every third of the first vehicles on the hotlist. */
  static void list(KafkaClients kafka, int vehicles) {
    try (Producer<String, HotlistEntry> hotlist = kafka.producer(Topics.HOTLIST, Map.of())) {
      for (int i = 0; i < vehicles; i += LISTED_EVERY) {
        hotlist.send(new ProducerRecord<>(Topics.HOTLIST.name(), entryId(i), entry(i)));
      }
    }
  }

  void start() {
    thread.start();
  }

  /** Lets the last vehicles pass. */
  void end() throws InterruptedException {
    over = true;
    thread.join();
    candidates.flush();
  }

  /** Ids of the reads that must come, one for each vehicle; after the end. */
  List<String> reads() {
    return reads;
  }

  /** Ids of the alerts that must come of what has passed so far. */
  List<String> alerts() {
    return alertsOfVehiclesGoneBy(Instant.MAX);
  }

  /** Ids of the alerts of vehicles whose last look was taken before a time. */
  List<String> alertsOfVehiclesGoneBy(Instant time) {
    return alerts.stream()
        .filter(alert -> alert.lastLookAt().isBefore(time))
        .map(Expected::alertId)
        .toList();
  }

  private void drive() {
    began = System.nanoTime();
    start = Instant.now();
    List<Look> due = new ArrayList<>();
    for (int vehicle = 0; !over || !due.isEmpty(); vehicle++) {
      long at = began + vehicle * 1_000_000_000L / perSecond;
      while (System.nanoTime() < at) {
        LockSupport.parkNanos(at - System.nanoTime());
      }
      if (!over) {
        for (int look = 0; look < LOOKS; look++) {
          due.add(new Look(vehicle, look, at + look * BETWEEN_LOOKS_MILLIS * 1_000_000));
        }
        expect(vehicle, at);
      }
      List<Look> now = due.stream().filter(look -> look.at() <= System.nanoTime()).toList();
      due.removeAll(now);
      now.forEach(this::send);
    }
  }

  private record Look(int vehicle, int number, long at) {}

  private record Expected(String alertId, Instant lastLookAt) {}

  private void expect(int vehicle, long firstLookAt) {
    String readId = DerivedId.of("read", camera(vehicle), candidateId(vehicle, 0));
    reads.add(readId);
    if (vehicle % LISTED_EVERY == 0) {
      Instant lastLookAt =
          start.plusNanos(firstLookAt - began).plusMillis((LOOKS - 1) * BETWEEN_LOOKS_MILLIS);
      alerts.add(new Expected(AlertRevisions.alertId(readId, entryId(vehicle)), lastLookAt));
    }
  }

  private void send(Look look) {
    // When it was due: a machine that is slow to send has not stopped the vehicles.
    PlateCandidate candidate = candidate(look, start.plusNanos(look.at() - began));
    candidates.send(
        new ProducerRecord<>(
            Topics.CANDIDATES.name(),
            null,
            candidate.getCapturedAt().toEpochMilli(),
            candidate.getCameraId(),
            candidate));
  }

  private static PlateCandidate candidate(Look look, Instant capturedAt) {
    String plate = plate(look.vehicle());
    float confidence = look.vehicle() % 2 == 0 ? SURE : UNSURE;
    return PlateCandidate.newBuilder()
        .setCandidateId(candidateId(look.vehicle(), look.number()))
        .setFrameId("frame-" + candidateId(look.vehicle(), look.number()))
        .setCameraId(camera(look.vehicle()))
        .setCapturedAt(capturedAt)
        .setText(plate)
        .setCharacters(plate.chars().mapToObj(c -> reading((char) c, confidence)).toList())
        .setConfidence(confidence)
        .setDetectionConfidence(SURE)
        .setState("CA")
        .setStateConfidence(SURE)
        .setBox(new BoundingBox(300 + 200 * (look.vehicle() / CAMERAS % 8), 400, 120, 60))
        .setFrameWidth(1920)
        .setFrameHeight(1080)
        .setPlateCrop(ByteBuffer.wrap(new byte[CROP_BYTES]))
        .setScene(null)
        .setEngine("test")
        .build();
  }

  private static CharacterReading reading(char c, float probability) {
    return new CharacterReading(List.of(new CharacterGuess(String.valueOf(c), probability)));
  }

  private static HotlistEntry entry(int vehicle) {
    PlateText plate = new PlateText(plate(vehicle));
    return HotlistEntry.newBuilder()
        .setEntryId(entryId(vehicle))
        .setListId("test")
        .setPlateText(plate.value())
        .setPlateKey(PlateKey.of(plate).value())
        .setCategory(HotlistCategory.STOLEN_VEHICLE)
        .setPriority(Priority.LOW)
        .setSourceAgency("test")
        .setEffectiveAt(Instant.EPOCH)
        .setAddedBy("test")
        .setAddedAt(Instant.EPOCH)
        .build();
  }

  private static String camera(int vehicle) {
    return "CAM-" + vehicle % CAMERAS;
  }

  private static String candidateId(int vehicle, int look) {
    return "vehicle-" + vehicle + "-look-" + look;
  }

  private static String entryId(int vehicle) {
    return "entry-" + vehicle;
  }

  /**
   * A plate for each vehicle. Neighbours differ in every character, as the vehicles of a street do:
   * the steps are coprime to the number of letters.
   */
  private static String plate(int vehicle) {
    StringBuilder plate = new StringBuilder();
    for (int rest = vehicle, position = 0; position < 7; position++) {
      int digit = rest % LETTERS.length();
      plate.append(LETTERS.charAt((digit + vehicle * (position + 1)) % LETTERS.length()));
      rest /= LETTERS.length();
    }
    return plate.toString();
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    candidates.close();
  }
}
