package org.alprstreams.deploy.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.DeletionReceipt;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.deploy.optout.ByteScan;
import org.alprstreams.deploy.optout.Looks;
import org.alprstreams.deploy.optout.Plates;
import org.alprstreams.deploy.optout.TopicReader;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from looks to stores under a policy of two minutes, then silence: once the limit is
 * over, no byte of a read or an image is in any file, not in the broker's and not in RocksDB's.
 * Evidence stays, and goes at a limit of its own, which only a court's order outlasts.
 */
class NothingOutlivesThePolicyIT {

  private static final int READS = 200;
  private static final int LISTED = 5;
  private static final int INVESTIGATED = 3;
  private static final int LOOKS = 3;

  private static final int KEPT = READS + LISTED + INVESTIGATED;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What images hold; whole or not at all. */
  private static final String IMAGE_MARK = "Q0READSIMAGE0001";

  private static final String LISTED_IMAGE_MARK = "Q0LISTEDIMAGE002";
  private static final String EVIDENCE_MARK = "Q0EVIDENCEIMAGE3";
  private static final String HELD_MARK = "Q0HELDBYACOURT04";
  private static final String ENDING_MARK = "Q0ENDINGEVIDENC5";

  /** Who looked at a plate is on record for years. */
  private static final String PLACE_OF_THE_ACCESS_LOG = "broker/" + Topics.ACCESS_LOG.name() + "-";

  /** Evidence where it is kept, and in the record of who looked for it. */
  private static final List<String> PLACES_OF_EVIDENCE =
      List.of(
          "broker/" + Topics.EVIDENCE.name() + "-",
          PLACE_OF_THE_ACCESS_LOG,
          "streams/alpr-retention/4_0/rocksdb/evidence/",
          "streams/alpr-retention/4_1/rocksdb/evidence/");

  /** A list keeps its entries until they are removed. */
  private static final List<String> PLACES_OF_THE_HOTLIST =
      List.of(
          "broker/" + Topics.HOTLIST.name() + "-",
          "broker/alpr-matching-hotlist-by-plate-key-",
          "streams/alpr-matching/");

  @TempDir Path data;
  @TempDir Path outside;

  private final Plates plates = new Plates(17);
  private final List<String> passing = plates.next(READS);
  private final List<String> listed = plates.next(LISTED);

  private final List<String> investigated = plates.next(INVESTIGATED);
  private final String held = plates.next(1).get(0);
  private final String ending = plates.next(1).get(0);

  /** What is over within the test, but for evidence that stays where evidence is. */
  private final List<Planted> planted =
      List.of(
          new Planted("reads", withKeys(passing), List.of()),
          new Planted("images", Set.of(IMAGE_MARK, LISTED_IMAGE_MARK), List.of()),
          new Planted("listed plates", withKeys(listed), PLACES_OF_THE_HOTLIST),
          new Planted("evidence", evidence(investigated, EVIDENCE_MARK), PLACES_OF_EVIDENCE),
          new Planted(
              "evidence that a court held until it was released",
              evidence(List.of(held), HELD_MARK),
              List.of(PLACE_OF_THE_ACCESS_LOG)),
          new Planted(
              "evidence at its own limit", evidence(List.of(ending), ENDING_MARK), List.of()));

  private ShortLivedTown town;

  @AfterEach
  void close() {
    if (town != null) {
      town.close();
    }
  }

  @Test
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void afterTheLimitNoByteOfAReadOrAnImageIsInAnyFile() throws Exception {
    // Given reads, images and alerts, in every place that holds such
    town = new ShortLivedTown(data, outside);
    town.start();
    listed.forEach(town::list);
    Instant last = driveBy();
    await("reads and images kept")
        .atMost(PATIENCE)
        .until(
            () ->
                town.counted("alpr_retention_stored_total", "read") >= KEPT
                    && town.counted("alpr_retention_stored_total", "image") >= KEPT);
    assertFound(
        "broker/alpr.candidates-",
        "broker/alpr.reads-",
        "broker/alpr.read-images-",
        "broker/alpr-matching-passages-changelog-",
        "broker/alpr-retention-reads-by-plate-changelog-",
        "broker/alpr-retention-reads-by-camera-changelog-",
        "broker/alpr-retention-read-images-changelog-");
    await("alerts out")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(scan().filesWith(Set.of(LISTED_IMAGE_MARK)))
                    .anyMatch(file -> file.startsWith("broker/alpr.alerts-")));

    // Given cases: reads that are attached, old evidence that a court holds, and some whose own
    // limit is that of the reads
    CaseWork work = town.cases();
    for (String caseNumber : List.of("26-1", "25-1", "25-2")) {
      work.open(caseNumber);
    }
    String holdId = work.hold("25-1");
    for (String plate : investigated) {
      work.attach("26-1", plate);
    }
    work.plant("25-1", held, last.minus(Duration.ofDays(250)), HELD_MARK);
    work.plant("25-2", ending, collectedToEndAt(last.plus(ShortLivedTown.LIMIT)), ENDING_MARK);
    awaitPieces("26-1", INVESTIGATED);
    awaitPieces("25-1", 1);

    // When: a restart, which writes down what was in memory, and then silence
    town.stop();
    assertFound("streams/alpr-retention/");
    assertThat(scan().filesWith(Set.of(IMAGE_MARK)))
        .anyMatch(file -> file.contains("/read-images/"));
    town.start();

    // Then what a court holds is there, long after its limit, until the order is released
    awaitPieces("25-1", 1);
    town.cases().release(holdId);

    // Then at the limit, and not a moment later, nothing is left of what has had its time
    Instant limit = last.plus(ShortLivedTown.LIMIT);
    LastSeen seen = new LastSeen();
    await("the limit")
        .atMost(ShortLivedTown.LIMIT.plus(PATIENCE))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              seen.note(scan(), planted, Instant.now());
              return !Instant.now().isBefore(limit);
            });
    ByteScan atTheLimit = scan();
    System.out.printf(
        "Limit %d s; last seen, in seconds after the last capture:%n%s",
        ShortLivedTown.LIMIT.toSeconds(), seen.since(last));
    planted.forEach(each -> assertThat(each.leftIn(atTheLimit)).as(each.what()).isEmpty());

    // And each deletion has its receipt
    List<DeletionReceipt> receipts = awaitReceipts();
    for (String store : List.of("reads-by-plate", "reads-by-camera", "read-images")) {
      assertThat(deleted(receipts, store)).as(store).isEqualTo(KEPT);
    }
    for (String topic : List.of("alpr.candidates", "alpr.reads", "alpr.read-images")) {
      assertThat(deleted(receipts, topic)).as(topic).isGreaterThanOrEqualTo(KEPT);
    }

    // And evidence is there, with its pictures; what came to its end has a receipt too
    awaitPieces("26-1", INVESTIGATED);
    awaitPieces("25-1", 0);
    assertThat(deleted(receipts, "evidence")).isGreaterThanOrEqualTo(2);
    assertThat(deleted(receipts, "evidence-images")).isEqualTo(deleted(receipts, "evidence"));

    // And what may stay is there, and nothing else once what is in memory is written down
    town.stop();
    ByteScan atRest = scan();
    planted.forEach(each -> assertThat(each.leftIn(atRest)).as(each.what()).isEmpty());
    assertThat(atRest.filesWith(listed))
        .anyMatch(file -> file.startsWith("broker/" + Topics.HOTLIST.name()));
    System.out.printf("%,d bytes searched at rest%n", atRest.bytes());
  }

  private Instant driveBy() throws Exception {
    Instant last = Instant.now();
    try (Producer<String, PlateCandidate> producer =
        town.kafka().producer(Topics.CANDIDATES, Map.of("linger.ms", 20))) {
      List<String> all = new ArrayList<>(passing);
      all.addAll(listed);
      all.addAll(investigated);
      for (int passage = 0; passage < all.size(); passage++) {
        String plate = all.get(passage);
        String mark = mark(plate);
        for (int look = 0; look < LOOKS; look++) {
          Instant at = last.plusMillis(50L * look);
          PlateCandidate candidate =
              Looks.of("camera-" + passage, at, 600 + 10 * look, plate, 0.95, mark);
          producer.send(
              new ProducerRecord<>(
                  Topics.CANDIDATES.name(),
                  null,
                  at.toEpochMilli(),
                  candidate.getCameraId(),
                  candidate));
        }
      }
    }
    return last.plusMillis(50L * LOOKS);
  }

  private String mark(String plate) {
    if (investigated.contains(plate)) {
      return EVIDENCE_MARK;
    }
    return listed.contains(plate) ? LISTED_IMAGE_MARK : IMAGE_MARK;
  }

  /** When evidence was collected whose time, six months on the calendar, is over then. */
  private Instant collectedToEndAt(Instant end) {
    ZoneId zone = town.policy().timeZone();
    Instant collected = end.atZone(zone).minusMonths(6).toInstant();
    assertThat(town.policy().evidenceUntil(collected))
        .isBetween(end.minus(Duration.ofDays(4)), end);
    return collected;
  }

  private void awaitPieces(String caseNumber, int count) {
    await("evidence of " + caseNumber)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(town.cases().pieces(caseNumber)).isEqualTo(count));
  }

  private ByteScan scan() throws Exception {
    return ByteScan.of(data, Planted.texts(planted));
  }

  private void assertFound(String... places) throws Exception {
    Set<String> files = scan().filesWith(planted.get(0).texts());
    for (String place : places) {
      assertThat(files).as("control").anyMatch(file -> file.startsWith(place));
    }
  }

  private List<DeletionReceipt> awaitReceipts() {
    List<DeletionReceipt> receipts = new ArrayList<>();
    try (TopicReader<DeletionReceipt> reader = new TopicReader<>(town.kafka(), Topics.DELETIONS)) {
      await("receipts of the stores' last segments and of topics")
          .atMost(PATIENCE)
          .until(
              () -> {
                receipts.addAll(reader.poll());
                return deleted(receipts, "reads-by-plate") >= KEPT
                    && deleted(receipts, "read-images") >= KEPT
                    && deleted(receipts, "alpr.read-images") >= KEPT;
              });
    }
    return receipts;
  }

  private static long deleted(List<DeletionReceipt> receipts, String store) {
    return receipts.stream()
        .filter(receipt -> receipt.getStore().equals(store))
        .mapToLong(DeletionReceipt::getDeletedCount)
        .filter(count -> count > 0)
        .sum();
  }

  private static Set<String> evidence(List<String> plates, String mark) {
    Set<String> texts = withKeys(plates);
    texts.add(mark);
    return texts;
  }

  private static Set<String> withKeys(List<String> plates) {
    Set<String> texts = new HashSet<>(plates);
    plates.forEach(plate -> texts.add(PlateKey.of(new PlateText(plate)).value()));
    return texts;
  }
}
