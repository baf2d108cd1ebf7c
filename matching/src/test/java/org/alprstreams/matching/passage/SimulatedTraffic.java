package org.alprstreams.matching.passage;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.matching.TestData;
import org.alprstreams.schemas.plate.LookAlikes;

/**
 * Vehicles that come towards a camera on two lanes, and what a reader makes of them: doubtful
 * characters that are wrong as often as their confidence says, confident mistakes, lost characters,
 * and looks that are dropped, delayed, out of order or delivered twice. The same seed gives the
 * same traffic.
 */
final class SimulatedTraffic {

  private static final int FRAME_MILLIS = 125;
  private static final int[] LANES = {500, 1200};
  private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** A look as it arrives. */
  record Arrival(Instant at, PlateCandidate candidate) {}

  private final Random random;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<String> plates = new ArrayList<>();
  private final Map<String, Integer> vehicles = new HashMap<>();

  /**
   * @param fleetShare share of vehicles that are followed closely by the next plate of their fleet
   * @param shortestHeadway milliseconds between two vehicles of a lane, at least
   */
  SimulatedTraffic(long seed, int count, double fleetShare, int shortestHeadway) {
    this.random = new Random(seed);
    long[] free = new long[LANES.length];
    while (plates.size() < count) {
      int lane = random.nextInt(LANES.length);
      long start = free[lane] + shortestHeadway + (long) (-1500 * Math.log(random.nextDouble()));
      String plate = plate();
      int duration = 1200 + random.nextInt(2500);
      pass(plate, lane, start, duration);
      if (random.nextDouble() < fleetShare && plates.size() < count) {
        start += shortestHeadway + random.nextInt(500);
        pass(next(plate), lane, start, duration);
      }
      free[lane] = start;
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  /** Plates of the vehicles that were seen at least once. */
  Map<Integer, String> seen() {
    Map<Integer, String> seen = new HashMap<>();
    vehicles.values().forEach(vehicle -> seen.put(vehicle, plates.get(vehicle)));
    return seen;
  }

  /** Which vehicle the picture of a read shows. */
  int vehicleOf(PlateRead read) {
    return vehicles.get(read.getFrameId() + read.getBox());
  }

  private void pass(String plate, int lane, long start, int duration) {
    int vehicle = plates.size();
    plates.add(plate);
    int drift = random.nextInt(120) - 60;
    long first = (start / FRAME_MILLIS + 1) * FRAME_MILLIS;
    for (long t = first; t < start + duration; t += FRAME_MILLIS) {
      if (random.nextDouble() < 0.15) {
        continue;
      }
      double way = (t - start) / (double) duration;
      // Things come nearer ever faster in an image.
      double near = 1 / (3 - 2 * way);
      int width = (int) (180 * near);
      BoundingBox box =
          new BoundingBox(
              (int) (LANES[lane] + drift * way + random.nextInt(5)),
              (int) (150 + 850 * near + random.nextInt(5)),
              width,
              width / 2);
      look(vehicle, plate, t, box);
    }
  }

  private void look(int vehicle, String plate, long millis, BoundingBox box) {
    StringBuilder text = new StringBuilder();
    List<CharacterReading> characters = new ArrayList<>();
    double blur = random.nextDouble() < 0.2 ? 0.5 : 0.1;
    for (char c : plate.toCharArray()) {
      read(c, blur, text, characters);
    }
    if (random.nextDouble() < 0.03) {
      int lost = random.nextBoolean() ? 0 : text.length() - 1;
      text.deleteCharAt(lost);
      characters.remove(lost);
    }
    String frame = "frame-" + millis;
    vehicles.put(frame + box, vehicle);
    PlateCandidate candidate =
        PlateCandidate.newBuilder(TestData.look("8ABC123", 0.9).build())
            .setCandidateId(frame + "-" + vehicle)
            .setFrameId(frame)
            .setCapturedAt(TestData.START.plusMillis(millis))
            .setText(text.toString())
            .setCharacters(characters)
            .setState(random.nextDouble() < 0.8 ? "CA" : null)
            .setBox(box)
            .setPlateCrop(ByteBuffer.allocate(0))
            .setScene(null)
            .build();
    Instant at = candidate.getCapturedAt().plusMillis(100 + random.nextInt(400));
    arrivals.add(new Arrival(at, candidate));
    if (random.nextDouble() < 0.05) {
      arrivals.add(new Arrival(at.plusMillis(random.nextInt(3000)), candidate));
    }
  }

  private void read(char shown, double blur, StringBuilder text, List<CharacterReading> to) {
    boolean doubtful = random.nextDouble() < blur;
    double sure = doubtful ? 0.5 + 0.45 * random.nextDouble() : 0.97 + 0.028 * random.nextDouble();
    char other = mistaken(shown);
    char read = random.nextDouble() < sure ? shown : other;
    if (random.nextDouble() < 0.002) {
      read = other;
      sure = 0.97;
    }
    text.append(read);
    to.add(
        TestData.reading(
            read, sure, read == shown ? other : shown, (1 - sure) * 0.6 * random.nextDouble()));
  }

  private char mistaken(char shown) {
    String alike = LookAlikes.classOf(shown).replace(String.valueOf(shown), "");
    return alike.isEmpty() || random.nextDouble() < 0.2
        ? CHARACTERS.charAt((CHARACTERS.indexOf(shown) + 1 + random.nextInt(35)) % 36)
        : alike.charAt(random.nextInt(alike.length()));
  }

  private String plate() {
    StringBuilder plate = new StringBuilder().append(6 + random.nextInt(4));
    for (int i = 0; i < 3; i++) {
      plate.append((char) ('A' + random.nextInt(26)));
    }
    for (int i = 0; i < 3; i++) {
      plate.append(random.nextInt(10));
    }
    return plate.toString();
  }

  private static String next(String plate) {
    int number = (Integer.parseInt(plate.substring(4)) + 1) % 1000;
    return plate.substring(0, 4) + "%03d".formatted(number);
  }
}
