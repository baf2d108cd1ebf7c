package org.alprstreams.benchmarks.queries;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.benchmarks.Distribution;
import org.alprstreams.benchmarks.Scratch;
import org.alprstreams.benchmarks.throughput.BrokerProcess;
import org.alprstreams.deploy.JdkLogging;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Queries over a month of kept reads, as an analyst sends them: over HTTP, signed in, each recorded
 * in the access log before it is answered. Broker and retention are processes of their own; what is
 * kept came through the topics and the real topology.
 *
 * <pre>java … ReadQueries [reads] [bytes of a crop, 0 for no images] [directory]</pre>
 */
public final class ReadQueries {

  private static final int PORT = 19_392;
  private static final double MIB = 1 << 20;
  private static final String PURPOSE = "&purpose=STOLEN_VEHICLE";
  private static final String HEAP = "512m";
  private static final Pattern CROP = Pattern.compile("\"image\":\"([^\"]*)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(60);
  private static final Map<String, ?> IN_BULK =
      Map.of("linger.ms", 20, "batch.size", 1 << 20, "buffer.memory", 64 << 20);

  private final KeptTown town;
  private final int cropBytes;
  private final Path directory;
  private final Map<String, String> settings = new HashMap<>();
  private final Random random = new Random(3);

  private ReadQueries(int reads, int cropBytes, Path directory, String bootstrapServers) {
    this.town = new KeptTown(reads, Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS));
    this.cropBytes = cropBytes;
    this.directory = directory;
    settings.put("alpr.kafka.bootstrap-servers", bootstrapServers);
    settings.put("alpr.service.data-directory", directory.resolve("retention").toString());
    settings.put("alpr.http.port", String.valueOf(PORT + 2));
    settings.put("alpr.http.open-metrics", "true");
    settings.put("alpr.sign-in.demo-tokens", "true");
    settings.put("alpr.opt-out.secret", "5a".repeat(32));
    settings.put("alpr.retention.query-deadline", "PT60S");
  }

  /**
   * @param args reads (1,000,000 unless given), bytes of a crop (0), directory (a temporary one)
   */
  public static void main(String[] args) throws Exception {
    JdkLogging.redirect();
    int reads = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int cropBytes = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    Path directory =
        args.length > 2
            ? Scratch.forThisRun(Files.createDirectories(Path.of(args[2])))
            : Scratch.directory("alpr-queries");
    try (BrokerProcess broker =
        BrokerProcess.start(directory.resolve("kafka"), PORT, PORT + 1, "")) {
      new ReadQueries(reads, cropBytes, directory, broker.bootstrapServers()).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    try (RetentionProcess retention = start(1)) {
      print("ready", awaitReady(retention));
      print("reads and images taken in", load(retention));
      sizes(retention);
      queries(retention);
      sizes(retention);
    }
    System.out.println(
        Distribution.of(BareStore.gets(directory.resolve("bare"), town.size(), 5000))
            .line("baseline: a bare RocksDB's get"));
    try (RetentionProcess again = start(2)) {
      print("restart with its state", awaitReady(again));
    }
    Scratch.delete(directory.resolve("retention/streams"));
    try (RetentionProcess anew = start(3)) {
      print("restart without state: restored from the changelogs", awaitReady(anew));
      ask(anew, "plate, resident, after that", 200, 500, n -> plate(town.resident(n)));
    }
  }

  private RetentionProcess start(int number) throws IOException {
    return RetentionProcess.start(
        HEAP, directory.resolve("retention-" + number + ".log"), settings);
  }

  private static double awaitReady(RetentionProcess retention) throws Exception {
    long began = System.nanoTime();
    while (!retention.isReady()) {
      pause(began);
    }
    return secondsSince(began);
  }

  /** Puts everything into the topics and waits until it is kept. */
  private double load(RetentionProcess retention) throws Exception {
    long began = System.nanoTime();
    SettingsKafkaClients clients =
        new SettingsKafkaClients(Settings.of(settings), RecordSerdes.registryFree());
    try (Producer<String, PlateRead> reads = clients.producer(Topics.READS, IN_BULK);
        Producer<String, ReadImage> images = clients.producer(Topics.READ_IMAGES, IN_BULK)) {
      for (int number = 0; number < town.size(); number++) {
        // Dated now: what is dated a month back the topics, which only hand over, would drop.
        PlateRead read = town.read(number);
        reads.send(new ProducerRecord<>(Topics.READS.name(), read.getPlateKey(), read));
        if (cropBytes > 0) {
          ReadImage image = town.image(read, cropBytes);
          images.send(new ProducerRecord<>(Topics.READ_IMAGES.name(), read.getPlateKey(), image));
        }
      }
    }
    double expected = cropBytes > 0 ? 2.0 * town.size() : town.size();
    while (retention.metric("alpr_retention_stored_total") < expected) {
      pause(began);
    }
    return secondsSince(began);
  }

  private void queries(RetentionProcess retention) throws Exception {
    ask(retention, "HTTP alone: /policy", 500, 1000, n -> "/policy");
    ask(retention, "and signed in: /session", 500, 1000, n -> "/session");
    IntFunction<String> resident = n -> plate(town.resident(random.nextInt(1 << 30)));
    ask(retention, "plate, resident, the first 500", 0, 500, resident);
    ask(retention, "plate, resident, after 3,500", 3000, 2000, resident);
    ask(retention, "plate, resident, after 10,000", 4500, 2000, resident);
    ask(retention, "plate, nobody's", 100, 1000, n -> plate("6AAA" + (100 + n % 900)));
    ask(
        retention,
        "look-alikes of a plate",
        100,
        1000,
        n -> plate(town.resident(n)) + "&lookalikes=true");
    if (cropBytes > 0) {
      List<String> crops = crops(retention);
      ask(retention, "image", 100, 1000, n -> crops.get(n % crops.size()) + PURPOSE);
    }
    ask(retention, "camera and hour", 50, 500, n -> cameraAndHour());
    ask(retention, "partial, 3 known first 8AB*12?", 5, 50, n -> plate(mask(n, "@@@*@@?")));
    ask(retention, "partial, 2 known first 8A*123", 5, 50, n -> plate(mask(n, "@@*@@@")));
    ask(retention, "partial, 1 known first 8*123", 2, 20, n -> plate(mask(n, "@*@@@")));
    ask(retention, "partial, none first *C123", 2, 20, n -> plate(mask(n, "*@@@@")));
    ask(retention, "partial, none first ??BC?23", 2, 20, n -> plate(mask(n, "??@@?@@")));
    ask(retention, "partial, nobody's *OOO9*", 2, 20, n -> plate("*OOO" + n % 10 + "*"));
  }

  /** Addresses of the pictures of some reads. */
  private List<String> crops(RetentionProcess retention) throws Exception {
    List<String> crops = new ArrayList<>();
    for (int n = 0; n < 100; n++) {
      byte[] answer = retention.get(plate(town.resident(n * 17))).body();
      CROP.matcher(new String(answer, StandardCharsets.UTF_8))
          .results()
          .forEach(found -> crops.add(found.group(1)));
    }
    return crops;
  }

  private static String plate(String plate) {
    return "/reads?plate=" + plate.replace("?", "%3F") + PURPOSE;
  }

  /** Hides what a pattern hides of some resident's plate; what is known stands at either end. */
  private String mask(int number, String mask) {
    String plate = town.resident(number * 31);
    StringBuilder masked = new StringBuilder(mask);
    int star = mask.indexOf('*');
    for (int i = 0; i < mask.length(); i++) {
      if (mask.charAt(i) == '@') {
        boolean fromEnd = star >= 0 && i > star;
        masked.setCharAt(i, plate.charAt(fromEnd ? plate.length() - (mask.length() - i) : i));
      }
    }
    return masked.toString();
  }

  private String cameraAndHour() {
    Instant from = town.begin().plus(Duration.ofHours(random.nextInt(27 * 24)));
    return "/reads?limit=1000&camera="
        + KeptTown.camera(random.nextInt(KeptTown.CAMERAS))
        + "&from="
        + from
        + "&to="
        + from.plus(Duration.ofHours(1))
        + PURPOSE;
  }

  private static void ask(
      RetentionProcess retention, String name, int warmUp, int times, IntFunction<String> query)
      throws Exception {
    List<Double> millis = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < warmUp + times; i++) {
      String address = query.apply(i);
      long began = System.nanoTime();
      HttpResponse<byte[]> answer = retention.get(address);
      double took = (System.nanoTime() - began) / 1e6;
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(name + " is answered with " + answer.statusCode() + ".");
      }
      if (i >= warmUp) {
        millis.add(took);
        bytes += answer.body().length;
      }
    }
    System.out.printf(
        Locale.ROOT, "%s  %6d bytes%n", Distribution.of(millis).line(name), bytes / times);
  }

  private void sizes(RetentionProcess retention) throws Exception {
    Path state = directory.resolve("retention/streams");
    for (String store : List.of("reads-by-plate", "reads-by-camera", "read-images")) {
      long bytes = bytes(state, store);
      System.out.printf(
          Locale.ROOT,
          "disk %-16s %8.1f MiB, %6.1f bytes a read%n",
          store,
          bytes / MIB,
          (double) bytes / town.size());
    }
    System.out.printf(
        Locale.ROOT,
        "memory: %.0f MiB resident; heap %.0f MiB in use of %.0f; other of the JVM %.0f MiB%n",
        retention.residentMib(),
        retention.metric("jvm_memory_used_bytes{area=\"heap\"") / MIB,
        retention.metric("jvm_memory_committed_bytes{area=\"heap\"") / MIB,
        retention.metric("jvm_memory_committed_bytes{area=\"nonheap\"") / MIB);
  }

  private static long bytes(Path directory, String store) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().contains("/" + store + "/") && Files.isRegularFile(file))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static void print(String what, double seconds) {
    System.out.printf(Locale.ROOT, "%-52s %8.1f s%n", what, seconds);
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void pause(long began) throws InterruptedException {
    if (System.nanoTime() - began > PATIENCE.toNanos()) {
      throw new IllegalStateException("Retention did not get through in " + PATIENCE + ".");
    }
    Thread.sleep(100);
  }
}
