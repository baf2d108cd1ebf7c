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
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.alprstreams.simulation.scene.Vehicle;

/**
 * Vehicles that an invented agency looks for. The same seed gives the same list; only the dates
 * depend on the time given.
 */
public final class HotlistSample {
  private static final String HEADER =
      "plate,state,category,priority,reason,sourceAgency,sourceRef,caseNumber,effectiveAt,"
          + "expiresAt,make,model,color,year,note";
  private static final List<Kind> KINDS =
      List.of(
          new Kind("STOLEN_VEHICLE", "HIGH", "Reported stolen"),
          new Kind("STOLEN_VEHICLE", "HIGH", "Taken from a driveway"),
          new Kind("STOLEN_PLATE", "MEDIUM", "Plate reported stolen"),
          new Kind("FELONY_VEHICLE", "HIGH", "Seen at a burglary"),
          new Kind("MISSING_PERSON", "HIGH", "Vehicle of a missing person"),
          new Kind("SILVER", "HIGH", "Silver alert"),
          new Kind("LOCAL_BOLO", "MEDIUM", "Be on the lookout"),
          new Kind("LOST_PLATE", "LOW", "Plate reported lost"));
  private static final List<String> MAKES =
      List.of("Arroyo", "Brisa", "Corvina", "Delmar", "Estero", "Fathom");
  private static final List<String> MODELS = List.of("One", "Trail", "Metro", "Vista", "Lark");

  private record Kind(String category, String priority, String reason) {}

  private record Entry(
      Vehicle vehicle, Kind kind, String make, String model, Paint paint, int year) {}

  private final List<Entry> entries;

  private HotlistSample(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * A list of that seed.
   *
   * @param size number of vehicles, 1 or more
   */
  public static HotlistSample of(long seed, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("A hotlist sample needs at least one vehicle");
    }
    SplittableRandom random = new SplittableRandom(seed ^ 0x40710157L);
    Set<String> taken = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Paint paint = Paint.draw(random);
      String id = "HOT-%03d".formatted(i + 1);
      Vehicle vehicle = VehicleFactory.draw(id, random, taken, paint);
      taken.add(vehicle.plate().text());
      entries.add(
          new Entry(
              vehicle,
              KINDS.get(i % KINDS.size()),
              MAKES.get(random.nextInt(MAKES.size())),
              MODELS.get(random.nextInt(MODELS.size())),
              paint,
              2006 + random.nextInt(20)));
    }
    return new HotlistSample(entries);
  }

  /** The vehicles, in the order of the list. */
  public List<Vehicle> vehicles() {
    return entries.stream().map(Entry::vehicle).toList();
  }

  /** Plate texts without separators. */
  public Set<String> plates() {
    Set<String> plates = new HashSet<>();
    entries.forEach(entry -> plates.add(entry.vehicle().plate().text()));
    return Set.copyOf(plates);
  }

  /**
   * The list in the internal hotlist format, header first, one entry a line.
   *
   * @param now entries are effective since the day before and expire 60 days after
   */
  public String csv(Instant now) {
    Instant day = now.truncatedTo(ChronoUnit.DAYS);
    String effective = day.minus(Duration.ofDays(1)).toString();
    String expires = day.plus(Duration.ofDays(60)).toString();
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      List<String> fields =
          List.of(
              entry.vehicle().plate().text(),
              entry.vehicle().plate().state(),
              entry.kind().category(),
              entry.kind().priority(),
              entry.kind().reason(),
              "Simulated County Sheriff",
              "SIM-%05d".formatted(i + 1),
              "SIM-CASE-%04d".formatted(i + 1),
              effective,
              expires,
              entry.make(),
              entry.model(),
              entry.paint().name().toLowerCase(Locale.ROOT),
              String.valueOf(entry.year()),
              "simulated");
      csv.append(String.join(",", fields)).append('\n');
    }
    return csv.toString();
  }

  /** Writes {@link #csv} to a file as UTF-8. */
  public void write(Path file, Instant now) throws IOException {
    Files.writeString(file, csv(now));
  }
}
