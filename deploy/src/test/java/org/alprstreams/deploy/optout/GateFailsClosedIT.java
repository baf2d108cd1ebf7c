package org.alprstreams.deploy.optout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real broker: a gate that cannot use the list, or does not have it yet, lets nothing pass.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class GateFailsClosedIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double SURE = 0.97;

  @TempDir Path data;
  @TempDir Path outside;

  @Test
  void listMadeWithAnotherSecretLetsNothingPassUntilTheSecretIsRight() throws Exception {
    // Given
    List<String> optedOut = new Plates(3).next(5);
    List<String> others = new Plates(4).next(20);
    try (Site site = Site.open(data, outside)) {
      site.optOut(optedOut);

      // When
      site.startWithWrongSecret(List.of(new MatchingApplication()));
      driveBy(site, others);

      // Then every look is counted as held back and none is published, and health says so
      await("looks held back")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(site.counted("alpr_matching_suppressed_total", "gate-not-ready"))
                      .isEqualTo(others.size()));
      assertThat(site.readiness()).isEqualTo(503);
      try (TopicReader<PlateRead> reads = new TopicReader<>(site.kafka(), Topics.READS);
          TopicReader<ReadImage> images = new TopicReader<>(site.kafka(), Topics.READ_IMAGES)) {
        assertThat(reads.poll()).isEmpty();
        assertThat(images.poll()).isEmpty();

        // When it is started with the right one
        site.stopApplications();
        site.start(List.of(new MatchingApplication()));
        site.awaitReady();
        driveBy(site, others);

        // Then the same vehicles are read: it was the gate that held them back
        await("others read")
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(reads.poll()).isNotEmpty());
      }
    }
  }

  @Test
  void looksThatWaitWhileTheListIsReadMeetAllOfIt() throws Exception {
    // Given a long list whose last entries are those of the vehicles whose looks wait
    List<String> optedOut =
        IntStream.range(0, 30_000).mapToObj(i -> "7" + String.format("%06X", i)).toList();
    List<String> last = optedOut.subList(optedOut.size() - 500, optedOut.size());
    List<String> others = IntStream.range(0, 50).mapToObj(i -> "9XYZ1" + (10 + i)).toList();
    try (Site site = Site.open(data, outside)) {
      site.optOut(optedOut);
      driveBy(site, last);
      driveBy(site, others);

      // When matching starts with all of that before it
      site.start(List.of(new MatchingApplication()));

      // Then the others are read, behind the opted-out in every partition, and of those none is
      try (TopicReader<PlateRead> reads = new TopicReader<>(site.kafka(), Topics.READS)) {
        List<String> read = new ArrayList<>();
        await("others read")
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  reads.poll().forEach(each -> read.add(each.getPlateText()));
                  assertThat(read).containsAll(others);
                });
        assertThat(read).doesNotContainAnyElementsOf(last);
      }
      assertThat(site.counted("alpr_matching_suppressed_total", "opted-out"))
          .isEqualTo(last.size());
    }
  }

  private static void driveBy(Site site, List<String> plates) throws Exception {
    Instant at = Instant.now();
    try (Producer<String, PlateCandidate> producer =
        site.kafka().producer(Topics.CANDIDATES, Map.of())) {
      for (int i = 0; i < plates.size(); i++) {
        PlateCandidate look = Looks.of("CAM" + i, at, 600, plates.get(i), SURE, "IMAGE");
        producer.send(
            new ProducerRecord<>(
                Topics.CANDIDATES.name(), null, at.toEpochMilli(), look.getCameraId(), look));
      }
    }
  }
}
