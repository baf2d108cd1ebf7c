package org.alprstreams.deploy.lookback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.LookBack;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.deploy.wholeway.TopicLog;
import org.alprstreams.matching.MatchingApplication;
import org.alprstreams.matching.hotlist.HotlistColumns;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.hotlist.LookBackOrder;
import org.alprstreams.retention.RetentionApplication;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Matching and retention in one process, and reads that are kept already. Test support. */
final class KeptTown implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofSeconds(60);
  private static final String CLERK = "clerk";

  private final Clock clock = Clock.systemUTC();
  private final HttpClient http = HttpClient.newHttpClient();
  private final UsagePolicy policy;
  private final KafkaClients kafka;
  private final ServiceRuntime runtime;

  private KeptTown(Settings settings, UsagePolicy policy) throws IOException {
    this.policy = policy;
    kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    runtime =
        new ServiceRuntime(
            settings,
            policy,
            List.of(new MatchingApplication(), new RetentionApplication()),
            Optional.of(RecordSerdes.registryFree()),
            clock);
  }

  /**
   * @param lookBackAllowed what the policy says; otherwise it is the Town's
   */
  static KeptTown start(String bootstrapServers, Path directory, boolean lookBackAllowed)
      throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "alpr.kafka.bootstrap-servers", bootstrapServers,
                "alpr.service.data-directory", directory.toString(),
                "alpr.http.port", "0",
                "alpr.topics.partitions", "2",
                "alpr.sign-in.demo-tokens", "true",
                "alpr.retention.access-log-deadline", "PT1S",
                "alpr.opt-out.secret", "5a".repeat(32)));
    KeptTown town = new KeptTown(settings, policy(directory, lookBackAllowed));
    try {
      town.runtime.start();
      await("ready").atMost(STARTUP).until(() -> town.runtime.health().ready());
      return town;
    } catch (Exception | AssertionError e) {
      town.close();
      throw e;
    }
  }

  private static UsagePolicy policy(Path directory, boolean lookBackAllowed) throws IOException {
    try (InputStream file = UsagePolicy.class.getResourceAsStream("/policy/los-altos-hills.yaml")) {
      String town = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Path changed = directory.resolve("policy.yaml");
      Files.writeString(
          changed, town.replace("lookBackAllowed: false", "lookBackAllowed: " + lookBackAllowed));
      return UsagePolicy.load(List.of(changed));
    }
  }

  /** A vehicle that passed that long ago, while nothing was listed. */
  void keep(String readId, String plate, Duration ago) throws Exception {
    Instant at = clock.instant().minus(ago).truncatedTo(ChronoUnit.MILLIS);
    PlateRead read = read(readId, plate, at);
    ByteBuffer crop = ByteBuffer.wrap(("crop of " + readId).getBytes(StandardCharsets.UTF_8));
    send(Topics.READ_IMAGES, read.getPlateKey(), new ReadImage(readId, read, crop, null), at);
    send(Topics.READS, read.getPlateKey(), read, at);
  }

  ExitCode addLookingBack(String plate, Duration span) {
    return commands()
        .add(
            Map.of(
                HotlistColumns.PLATE, plate,
                HotlistColumns.CATEGORY, "STOLEN_VEHICLE",
                HotlistColumns.SOURCE_AGENCY, "Test"),
            new LookBackOrder(span, "STOLEN_VEHICLE", Optional.empty()),
            Duration.ofDays(7));
  }

  void remove(String plate) {
    assertThat(commands().remove(plate)).isEqualTo(ExitCode.CLEAN);
  }

  private HotlistCommands commands() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new HotlistCommands(kafka, policy, clock, CLERK, nowhere);
  }

  /** A request that no command has checked. */
  void requestLookBack(String plate) throws Exception {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String plateKey = PlateKey.of(new PlateText(plate)).value();
    send(
        Topics.LOOK_BACKS,
        plateKey,
        new LookBack(
            "look-back-1",
            "entry-1",
            plate,
            plateKey,
            now.minus(Duration.ofDays(1)),
            now,
            CLERK,
            "Test",
            "STOLEN_VEHICLE",
            null,
            now),
        now);
  }

  /** How many reads the query API finds, look-alikes included. */
  int keptReadsLike(String plate) throws Exception {
    String token = runtime.demoTokens().orElseThrow().mint(CLERK, Set.of(Role.ANALYST), STARTUP);
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + runtime.httpPort()
                            + "/reads?lookalikes=true&purpose=STOLEN_VEHICLE&plate="
                            + plate))
                .header("Authorization", "Bearer " + token)
                .build(),
            BodyHandlers.ofByteArray());
    return answer.statusCode() == 200
        ? new ObjectMapper().readTree(answer.body()).get("reads").size()
        : -1;
  }

  /** The latest revision of each alert. */
  List<Alert> alerts() {
    Map<String, Alert> latest = new LinkedHashMap<>();
    all(Topics.ALERTS)
        .forEach(
            alert ->
                latest.merge(
                    alert.getAlertId(),
                    alert,
                    (a, b) -> a.getRevision() > b.getRevision() ? a : b));
    return List.copyOf(latest.values());
  }

  List<AccessRecord> lookBackRecords() {
    return all(Topics.ACCESS_LOG).stream()
        .filter(record -> record.getAction().equals("LOOK_BACK"))
        .toList();
  }

  int foundReads() {
    return all(Topics.LOOK_BACK_READS).size();
  }

  int requests() {
    return all(Topics.LOOK_BACKS).size();
  }

  int hotlistRecords() {
    return all(Topics.HOTLIST).size();
  }

  private <V extends SpecificRecord> List<V> all(Topic<V> topic) {
    try (TopicLog<V> log = new TopicLog<>(kafka, topic)) {
      return log.values().toList();
    }
  }

  private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value, Instant at)
      throws Exception {
    try (Producer<String, V> producer = kafka.producer(topic, Map.of())) {
      producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, value)).get();
    }
  }

  private static PlateRead read(String readId, String plate, Instant at) {
    return PlateRead.newBuilder()
        .setReadId(readId)
        .setRevision(0)
        .setStatus(ReadStatus.CURRENT)
        .setPlateKey(PlateKey.of(new PlateText(plate)).value())
        .setPlateText(plate)
        .setCharacters(
            plate
                .chars()
                .mapToObj(c -> new CharacterGuess(String.valueOf((char) c), 0.99f))
                .map(guess -> new CharacterReading(List.of(guess)))
                .toList())
        .setConfidence(0.99f)
        .setState(null)
        .setStateConfidence(0)
        .setCameraId("CAM-1")
        .setCapturedAt(at)
        .setFirstSeenAt(at)
        .setLastSeenAt(at)
        .setOver(true)
        .setLooks(1)
        .setFrameId("frame-" + readId)
        .setBox(new BoundingBox(10, 20, 120, 60))
        .setEngine("test")
        .build();
  }

  @Override
  public void close() {
    runtime.close();
  }
}
