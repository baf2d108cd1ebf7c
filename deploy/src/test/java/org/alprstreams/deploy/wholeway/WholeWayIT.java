package org.alprstreams.deploy.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.alprstreams.deploy.cameras.VendorSamples;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drawn frames go in over HTTP; reads, alerts and their absence come out. The same on every broker
 * that a subclass brings.
 */
@Timeout(300)
abstract class WholeWayIT {

  /** Far more than a quiet machine needs, which is a few seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Plates that differ in every character, each read with confidence. */
  private static final String OPTED_OUT = "7KXW284";

  private static final String OTHER = "5LRY726";

  @TempDir Path directory;

  /** {@code host:port} of a broker without our topics. */
  abstract String bootstrapServers();

  @Test
  void listedVehiclesRaiseAlertsAndOptedOutOnesLeaveNothing() throws Exception {
    try (LogCapture log = LogCapture.begin();
        RunningTown town = RunningTown.start(bootstrapServers(), directory)) {
      // Given two listed vehicles that were read and alerted at both cameras
      town.hotlist(OPTED_OUT);
      town.hotlist(OTHER);
      town.driveBy(OPTED_OUT, OTHER);
      patiently("alerts of both vehicles")
          .untilAsserted(
              () -> {
                assertThat(town.alertsOf(OPTED_OUT)).as(town::progress).isEqualTo(2);
                assertThat(town.alertsOf(OTHER)).as(town::progress).isEqualTo(2);
              });
      assertThat(town.alertsHaveCrops()).isTrue();
      patiently("reads of both vehicles answered")
          .untilAsserted(
              () -> {
                assertThat(town.queryImagesOf(OPTED_OUT)).hasSize(2);
                assertThat(town.queryImagesOf(OTHER)).hasSize(2);
              });
      List<String> addresses = town.queryImagesOf(OPTED_OUT);
      patiently("images of both reads answered")
          .until(() -> addresses.stream().allMatch(image -> town.imageStatus(image) == 200));
      assertThat(town.accessRecordsOf(OPTED_OUT)).isPositive();
      long readsBefore = town.readRecordsOf(OPTED_OUT);
      long imagesBefore = town.imageRecordsOf(OPTED_OUT);

      // When one of them is opted out, and both drive by twice more
      town.optOut(OPTED_OUT);
      patiently("what was kept of the opted-out vehicle gone")
          .untilAsserted(
              () -> {
                assertThat(town.queryImagesOf(OPTED_OUT)).isEmpty();
                assertThat(addresses).allMatch(image -> town.imageStatus(image) == 404);
              });
      // Looks at one camera are worked off in order: who comes last shows that all are.
      town.driveBy(OPTED_OUT, OTHER);
      patiently("alerts of the other vehicle")
          .untilAsserted(() -> assertThat(town.alertsOf(OTHER)).as(town::progress).isEqualTo(4));
      town.driveBy(OPTED_OUT, OTHER);
      patiently("more alerts of the other vehicle")
          .untilAsserted(() -> assertThat(town.alertsOf(OTHER)).as(town::progress).isEqualTo(6));

      // Then of the opted-out one nothing new came into being
      assertThat(town.alertsOf(OPTED_OUT)).isEqualTo(2);
      assertThat(town.readRecordsOf(OPTED_OUT)).isEqualTo(readsBefore);
      assertThat(town.imageRecordsOf(OPTED_OUT)).isEqualTo(imagesBefore);
      assertThat(town.queryImagesOf(OPTED_OUT)).isEmpty();
      patiently("all reads of the other vehicle answered")
          .untilAsserted(() -> assertThat(town.queryImagesOf(OTHER)).hasSize(6));

      // Then whoever keeps the system running has seen no plate and nobody's name
      assertThat(log.lines()).isNotEmpty();
      for (String secret : List.of(OPTED_OUT, OTHER, RunningTown.OPERATOR)) {
        assertThat(log.lines()).noneMatch(line -> line.contains(secret));
        assertThat(town.metrics()).doesNotContain(secret);
      }
    }
  }

  @Test
  void eventOfAnotherMakersCameraRaisesAnAlertWithItsPicture() throws Exception {
    try (RunningTown town = RunningTown.start(bootstrapServers(), directory)) {
      // Given
      String plate = "8SMP042";
      town.hotlist(plate);

      // When
      town.event("rekor", VendorSamples.text("rekor-group.json", Instant.now()));

      // Then
      patiently("an alert")
          .untilAsserted(() -> assertThat(town.alertsOf(plate)).as(town::progress).isEqualTo(1));
      assertThat(town.alertsHaveCrops()).isTrue();
      patiently("a read answered").until(() -> town.queryImagesOf(plate).size() == 1);
    }
  }

  private static ConditionFactory patiently(String what) {
    return await(what).atMost(PATIENCE);
  }
}
