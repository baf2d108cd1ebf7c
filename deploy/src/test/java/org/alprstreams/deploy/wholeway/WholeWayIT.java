package org.alprstreams.deploy.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drawn frames go in over HTTP; reads, alerts and their absence come out. The same on every broker
 * that a subclass brings.
 */
@Timeout(300)
abstract class WholeWayIT {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;

  /** {@code host:port} of a broker without our topics. */
  abstract String bootstrapServers();

  @Test
  @Disabled("Unfinished: failed when last run; within 120 s not both vehicles had raised alerts")
  void listedVehiclesRaiseAlertsAndOptedOutOnesLeaveNothing() throws Exception {
    try (RunningTown town = RunningTown.start(bootstrapServers(), directory)) {
      // Given two listed vehicles that come by again and again, both of them read and alerted
      town.hotlistBothVehicles();
      town.driveUntil(PATIENCE, () -> town.alertedPlates().size() == 2);
      Set<String> plates = new TreeSet<>(town.alertedPlates());
      assertThat(plates).isEqualTo(new TreeSet<>(town.platesOfVehicles()));
      String optedOut = plates.iterator().next();
      plates.remove(optedOut);
      String other = plates.iterator().next();
      await().atMost(PATIENCE).until(() -> town.readsOf(optedOut) > 0);
      assertThat(town.alertsHaveCrops()).isTrue();

      // When one of them is opted out, and both come by more times
      town.optOut(optedOut);
      await().atMost(PATIENCE).until(() -> town.readsOf(optedOut) == 0);
      int alertsBefore = town.alertsOf(optedOut);
      int othersBefore = town.alertsOf(other);
      town.driveUntil(PATIENCE, () -> town.alertsOf(other) >= othersBefore + 3);

      // Then the other one goes on raising alerts, and of this one nothing new came into being
      assertThat(town.alertsOf(optedOut)).isEqualTo(alertsBefore);
      assertThat(town.readsOf(optedOut)).isZero();
      assertThat(town.readsOf(other)).isPositive();
    }
  }
}
