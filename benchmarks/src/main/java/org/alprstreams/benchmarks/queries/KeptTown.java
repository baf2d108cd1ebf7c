package org.alprstreams.benchmarks.queries;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;

/**
 * Reads of a made-up town over nearly as many days as reads are kept: {@value #CAMERAS} cameras;
 * six reads in ten are of residents' vehicles, twelve each on average, the others of vehicles that
 * pass once. The same number gives the same plates.
 */
final class KeptTown {

  static final int CAMERAS = 40;

  private static final int READS_OF_A_RESIDENT = 20;
  private static final double SHARE_OF_RESIDENTS = 0.6;
  private static final Duration SPAN = Duration.ofDays(28);
  private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

  private final int reads;
  private final Instant begin;
  private final List<String> residents = new ArrayList<>();
  private final Random random = new Random(7);

  /**
   * @param reads how many, 1 or more
   * @param end when the last is captured
   */
  KeptTown(int reads, Instant end) {
    this.reads = reads;
    this.begin = end.minus(SPAN);
    for (int i = 0; i < Math.max(1, reads / READS_OF_A_RESIDENT); i++) {
      residents.add(plate());
    }
  }

  int size() {
    return reads;
  }

  Instant begin() {
    return begin;
  }

  /** The plate of some resident. */
  String resident(int number) {
    return residents.get(number % residents.size());
  }

  static String camera(int number) {
    return String.format(Locale.ROOT, "CAM-%02d", number % CAMERAS);
  }

  /** The next read; they come in order of time, and each once. */
  PlateRead read(int number) {
    Instant at = begin.plusMillis(SPAN.toMillis() * number / reads);
    String plate =
        random.nextDouble() < SHARE_OF_RESIDENTS
            ? residents.get(random.nextInt(residents.size()))
            : plate();
    return PlateRead.newBuilder()
        .setReadId(
            String.format(Locale.ROOT, "%s-%d-%08x", camera(number), at.getEpochSecond(), number))
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(new PlateText(plate)).value())
        .setPlateText(plate)
        .setCharacters(plate.chars().mapToObj(c -> character((char) c)).toList())
        .setConfidence(0.97f)
        .setState("CA")
        .setStateConfidence(0.8f)
        .setCameraId(camera(number))
        .setCapturedAt(at)
        .setFirstSeenAt(at.minusMillis(400))
        .setLastSeenAt(at.plusMillis(200))
        .setLooks(3)
        .setFrameId(String.format(Locale.ROOT, "frame-%08x", number))
        .setBox(new BoundingBox(10, 20, 120, 60))
        .setEngine("benchmark 1")
        .build();
  }

  /** Its crop, of that many bytes that cannot be compressed. */
  ReadImage image(PlateRead read, int bytes) {
    byte[] crop = new byte[bytes];
    random.nextBytes(crop);
    return ReadImage.newBuilder()
        .setReadId(read.getReadId())
        .setRead(read)
        .setPlateCrop(ByteBuffer.wrap(crop))
        .setScene(null)
        .build();
  }

  private static CharacterReading character(char c) {
    return new CharacterReading(
        List.of(
            new CharacterGuess(String.valueOf(c), 0.97f),
            new CharacterGuess(c == 'B' ? "8" : "B", 0.02f)));
  }

  /** As California issues them: a digit, three letters, three digits. */
  private String plate() {
    StringBuilder plate = new StringBuilder();
    plate.append((char) ('7' + random.nextInt(3)));
    for (int i = 0; i < 3; i++) {
      plate.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    for (int i = 0; i < 3; i++) {
      plate.append((char) ('0' + random.nextInt(10)));
    }
    return plate.toString();
  }
}
