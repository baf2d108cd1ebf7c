package org.alprstreams.matching.passage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.alprstreams.avro.PlateRead;
import org.junit.jupiter.api.Test;

/**
 * Many vehicles and many mistakes: what is published against what passed. Measured with these
 * seeds: 300 vehicles gave 304 reads, 300 of them exact (fleets close together: 308 and 305), and
 * none was without a read.
 */
class TrafficTest {

  private static final int VEHICLES = 300;

  @Test
  void everyVehicleIsOneReadAndNearlyEveryTextIsRight() {
    // Given
    SimulatedTraffic traffic = new SimulatedTraffic(20261124, VEHICLES, 0, 1200);

    // When
    Outcome outcome = run(traffic);

    // Then
    assertThat(outcome.missed()).as("merged").isZero();
    assertThat(outcome.split()).as("split").isLessThanOrEqualTo(outcome.vehicles() / 50);
    assertThat(outcome.exact()).as("exact").isGreaterThanOrEqualTo(outcome.vehicles());
    assertThat(outcome.publications()).isLessThan(7 * outcome.vehicles() / 2);
  }

  @Test
  void vehiclesOfAFleetCloseTogetherAreNotMerged() {
    // Given
    SimulatedTraffic traffic = new SimulatedTraffic(42, VEHICLES, 0.5, 900);

    // When
    Outcome outcome = run(traffic);

    // Then
    assertThat(outcome.missed()).as("merged").isZero();
    assertThat(outcome.split()).as("split").isLessThanOrEqualTo(outcome.vehicles() / 25);
    assertThat(outcome.exact()).as("exact").isGreaterThanOrEqualTo(outcome.vehicles());
  }

  private record Outcome(
      int vehicles, int reads, int missed, int split, int exact, int publications) {}

  private static Outcome run(SimulatedTraffic traffic) {
    OneCamera camera = new OneCamera();
    for (SimulatedTraffic.Arrival arrival : traffic.arrivals()) {
      camera.passUntil(arrival.at());
      camera.arrive(arrival.candidate());
    }
    camera.pass(Duration.ofSeconds(5));
    Map<Integer, Integer> readsOf = new HashMap<>();
    Map<Integer, String> plates = traffic.seen();
    int exact = 0;
    for (PlateRead read : camera.standing.values()) {
      int vehicle = traffic.vehicleOf(read);
      readsOf.merge(vehicle, 1, Integer::sum);
      exact += plates.get(vehicle).equals(read.getPlateText()) ? 1 : 0;
    }
    int vehicles = traffic.seen().size();
    return new Outcome(
        vehicles,
        camera.standing.size(),
        vehicles - readsOf.size(),
        camera.standing.size() - readsOf.size(),
        exact,
        camera.published.size());
  }
}
