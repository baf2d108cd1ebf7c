package org.alprstreams.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.alprstreams.simulation.scene.Vehicle;

/**
 * Vehicles whose invented owners opted out. The same seed gives the same list; only the dates
 * depend on the time given.
 */
public final class OptOutSample {
  private static final String HEADER = "plate,state,proofRef,verifiedBy,verifiedAt,expiresAt";

  private final List<Vehicle> vehicles;

  private OptOutSample(List<Vehicle> vehicles) {
    this.vehicles = List.copyOf(vehicles);
  }

  /**
   * A list of that seed that shares no plate with the hotlist.
   *
   * @param size number of vehicles, 1 or more
   */
  public static OptOutSample of(long seed, int size, HotlistSample hotlist) {
    if (size < 1) {
      throw new IllegalArgumentException("An opt-out sample needs at least one vehicle");
    }
    SplittableRandom random = new SplittableRandom(seed ^ 0x0B70D7L);
    Set<String> taken = new HashSet<>(hotlist.plates());
    List<Vehicle> vehicles = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Vehicle vehicle = VehicleFactory.draw("OUT-%03d".formatted(i + 1), random, taken);
      taken.add(vehicle.plate().text());
      vehicles.add(vehicle);
    }
    return new OptOutSample(vehicles);
  }

  /** The vehicles, in the order of the list. */
  public List<Vehicle> vehicles() {
    return vehicles;
  }

  /** Plate texts without separators. */
  public Set<String> plates() {
    Set<String> plates = new HashSet<>();
    vehicles.forEach(vehicle -> plates.add(vehicle.plate().text()));
    return Set.copyOf(plates);
  }

  /**
   * The list in the opt-out format, header first, one plate a line.
   *
   * @param now proofs were verified the day before and hold for a year
   */
  public String csv(Instant now) {
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    String verified = day.minus(Duration.ofDays(1)).toString();
    String expires = day.plus(Duration.ofDays(365)).toString();
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < vehicles.size(); i++) {
      csv.append(
          String.join(
              ",",
              vehicles.get(i).plate().text(),
              vehicles.get(i).plate().state(),
              "SIM-PROOF-%04d".formatted(i + 1),
              "clerk",
              verified,
              expires));
      csv.append('\n');
    }
    return csv.toString();
  }

  /** Writes {@link #csv} to a file as UTF-8. */
  public void write(Path file, Instant now) throws IOException {
    Files.writeString(file, csv(now));
  }
}
