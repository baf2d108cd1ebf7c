package org.alprstreams.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.alprstreams.avro.PlateRead;

/** Reads that are kept, and so what the answer to any query for them has to be. */
final class KnownReads {

  private static final int READS = 600;
  private static final int PLATES = 150;
  private static final int CAMERAS = 5;
  private static final int SECONDS_BETWEEN = 20;
  private static final List<String> LETTERS = List.of("ABC", "ACE", "KLM", "TRX", "HUV");

  private final Instant now;
  private final List<PlateRead> reads;
  private final List<PlateRead> later;
  private volatile boolean laterKept;
  private final Map<String, Integer> partitions = new HashMap<>();

  KnownReads(Instant now) {
    this.now = now;
    this.reads =
        IntStream.range(0, READS)
            .mapToObj(
                i ->
                    SampleReads.read(
                        "known-" + i,
                        plate(i % PLATES),
                        "camera-" + i % CAMERAS,
                        now.minusSeconds((long) i * SECONDS_BETWEEN)))
            .toList();
    this.later =
        IntStream.range(0, PLATES)
            .mapToObj(
                i ->
                    SampleReads.read(
                        "later-" + i, "8WWW" + (100 + i), "later", now.minusMillis(i + 1)))
            .toList();
  }

  private static String plate(int number) {
    return number % 9 + LETTERS.get(number % LETTERS.size()) + (300 + number);
  }

  List<PlateRead> reads() {
    return reads;
  }

  /** Of a camera and plates of their own: no question asks for them before they are kept. */
  List<PlateRead> later() {
    return later;
  }

  /** From now on they are asked for too. */
  void laterAreKept() {
    laterKept = true;
  }

  /** A read that no question asks for. */
  PlateRead other(int number) {
    return SampleReads.read("other-" + number, "9YYY" + (100 + number % 900), "elsewhere", now);
  }

  /** Takes from an answer with all reads which partition each is in. */
  void learnPartitions(JsonNode answer) {
    for (JsonNode read : answer.at("/reads")) {
      String image = read.at("/image").asText();
      partitions.put(
          read.at("/readId").asText(),
          Integer.parseInt(image.substring(image.indexOf("locator=") + "locator=".length())));
    }
  }

  /** Whether a read is in one of these partitions. */
  boolean isIn(String readId, List<Integer> some) {
    return some.contains(partitions.get(readId));
  }

  /** Asks for every read there is, of every owner. */
  List<Question> everything(String caseNumber) {
    return IntStream.range(0, CAMERAS)
        .mapToObj(camera -> camera(caseNumber, camera, 0, READS, false, false))
        .toList();
  }

  /** Some question, no two of one case number. */
  Question question(String caseNumber, Random random) {
    boolean partial = random.nextInt(4) == 0;
    boolean stale = random.nextInt(4) != 0;
    if (laterKept && random.nextBoolean()) {
      return later(caseNumber, partial, stale);
    }
    String plate = plate(random.nextInt(PLATES));
    return switch (random.nextInt(4)) {
      case 0 -> {
        String text = plate;
        yield question(
            caseNumber, "plate=" + text, r -> r.getPlateText().equals(text), partial, stale);
      }
      case 1 -> {
        int first = random.nextInt(READS / 2);
        yield camera(
            caseNumber,
            random.nextInt(CAMERAS),
            first,
            first + random.nextInt(READS / 2),
            partial,
            stale);
      }
      case 2 -> {
        String begin = plate.substring(0, 3);
        String end = plate.substring(6);
        yield question(
            caseNumber,
            "plate=" + encoded(begin + "*" + end),
            r -> r.getPlateText().startsWith(begin) && r.getPlateText().endsWith(end),
            partial,
            stale);
      }
      default -> {
        String middle = plate.substring(1, 5);
        yield question(
            caseNumber,
            "plate=" + encoded("?" + middle + "??"),
            r -> r.getPlateText().startsWith(middle, 1),
            partial,
            stale);
      }
    };
  }

  /** Asks for all that were kept later. */
  Question later(String caseNumber, boolean partial, boolean stale) {
    return question(
        caseNumber,
        "camera=later&from=" + now.minusSeconds(60) + "&to=" + now,
        later,
        r -> true,
        partial,
        stale);
  }

  /** By camera, reads from the first-newest to the last of these numbers. */
  private Question camera(
      String caseNumber, int camera, int first, int last, boolean partial, boolean stale) {
    Instant from = now.minusSeconds((long) last * SECONDS_BETWEEN);
    Instant to = now.minusSeconds((long) first * SECONDS_BETWEEN);
    String id = "camera-" + camera;
    return question(
        caseNumber,
        "camera=" + id + "&from=" + from + "&to=" + to,
        r ->
            r.getCameraId().equals(id)
                && !r.getCapturedAt().isBefore(from)
                && !r.getCapturedAt().isAfter(to),
        partial,
        stale);
  }

  /** Asks for one of them, of its owner: nothing another owner says can make the answer right. */
  Question later(String caseNumber, int number) {
    PlateRead read = later.get(number % later.size());
    return question(caseNumber, "plate=" + read.getPlateText(), later, read::equals, false, false);
  }

  private Question question(
      String caseNumber,
      String query,
      Predicate<PlateRead> wanted,
      boolean partial,
      boolean stale) {
    return question(caseNumber, query, reads, wanted, partial, stale);
  }

  private static Question question(
      String caseNumber,
      String query,
      List<PlateRead> kept,
      Predicate<PlateRead> wanted,
      boolean partial,
      boolean stale) {
    return new Question(
        caseNumber,
        "/reads?limit=1000&purpose=STOLEN_VEHICLE&caseNumber="
            + caseNumber
            + "&allowPartial="
            + partial
            + "&allowStale="
            + stale
            + "&"
            + query,
        kept.stream()
            .filter(wanted)
            .sorted(Comparator.comparing(PlateRead::getCapturedAt).reversed())
            .map(PlateRead::getReadId)
            .toList(),
        partial,
        stale);
  }

  private static String encoded(String pattern) {
    return URLEncoder.encode(pattern, StandardCharsets.UTF_8);
  }
}
