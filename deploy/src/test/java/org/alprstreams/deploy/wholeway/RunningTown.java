package org.alprstreams.deploy.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadImage;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.deploy.Applications;
import org.alprstreams.deploy.StolenVehicles;
import org.alprstreams.ingest.camera.CameraCommands;
import org.alprstreams.ingest.camera.CameraDetails;
import org.alprstreams.ingest.camera.CameraRegistry;
import org.alprstreams.matching.hotlist.HotlistCommands;
import org.alprstreams.matching.optout.OptOutCommands;
import org.alprstreams.matching.optout.OptOutKeys;
import org.alprstreams.schemas.policy.UsagePolicy;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.ServiceMain;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.config.OptOutSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.simulation.Town;
import org.alprstreams.simulation.TownCamera;
import org.apache.kafka.clients.producer.Producer;

/** All applications on a broker, and two cameras that vehicles drive by. Test support. */
final class RunningTown implements AutoCloseable {

  static final String OPERATOR = "olivia.operator";

  private static final String SECRET = "5a".repeat(32);
  private static final Pattern COUNTED =
      Pattern.compile("alpr_(ingest|recognition|matching|retention)_\\w+(_total|_count)\\b");

  private static final Duration STARTUP = Duration.ofSeconds(60);

  /** Matching parts passages by capture time; so nobody waits for the next vehicle. */
  private static final Duration BETWEEN_VEHICLES = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** Ingest takes frames of the last 10 minutes; a test takes less than the 6 that remain. */
  private static final Duration HEAD_START = Duration.ofMinutes(4);

  private final Clock clock = Clock.systemUTC();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Town town = Town.of(7, 2);
  private final Passers passers = new Passers();
  private final Settings settings;
  private final UsagePolicy policy;
  private final ServiceRuntime runtime;
  private final KafkaClients kafka;
  private final TopicLog<PlateRead> reads;
  private final TopicLog<ReadImage> images;
  private final TopicLog<Alert> alerts;
  private final TopicLog<AccessRecord> accesses;
  private Instant onTheRoad = clock.instant().minus(HEAD_START);

  private RunningTown(Settings settings, UsagePolicy policy, ServiceRuntime runtime) {
    this.settings = settings;
    this.policy = policy;
    this.runtime = runtime;
    kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    reads = new TopicLog<>(kafka, Topics.READS);
    images = new TopicLog<>(kafka, Topics.READ_IMAGES);
    alerts = new TopicLog<>(kafka, Topics.ALERTS);
    accesses = new TopicLog<>(kafka, Topics.ACCESS_LOG);
  }

  static RunningTown start(String bootstrapServers, Path directory) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "alpr.kafka.bootstrap-servers",
                bootstrapServers,
                "alpr.service.data-directory",
                directory.toString(),
                "alpr.ingest.state-directory",
                directory.resolve("ingest").toString(),
                "alpr.http.port",
                "0",
                "alpr.topics.partitions",
                "2",
                "alpr.sign-in.demo-tokens",
                "true",
                "alpr.opt-out.secret",
                SECRET));
    UsagePolicy policy = ServiceMain.policy(settings);
    ServiceRuntime runtime =
        new ServiceRuntime(
            settings,
            policy,
            Applications.all(),
            Optional.of(RecordSerdes.registryFree()),
            Clock.systemUTC());
    try {
      runtime.start();
      RunningTown running = new RunningTown(settings, policy, runtime);
      running.awaitReady();
      running.registerCameras();
      return running;
    } catch (Exception | AssertionError e) {
      runtime.close();
      throw e;
    }
  }

  private void awaitReady() {
    await("ready")
        .atMost(STARTUP)
        .until(() -> get("/health/ready", Role.ANALYST).statusCode() == 200);
  }

  private void registerCameras() {
    try (CameraRegistry registry = CameraRegistry.start(kafka);
        Producer<String, Camera> producer = kafka.producer(Topics.CAMERAS, Map.of());
        PrintStream out = nowhere()) {
      CameraCommands commands =
          new CameraCommands(producer, registry, OPERATOR, clock, out, System.err);
      for (TownCamera camera : town.cameras()) {
        assertThat(commands.add(details(camera))).isEqualTo(ExitCode.CLEAN);
      }
    }
  }

  private static CameraDetails details(TownCamera camera) {
    return new CameraDetails(
        camera.id(),
        camera.name(),
        Optional.of(camera.latitude()),
        Optional.of(camera.longitude()),
        Optional.of(camera.direction()),
        LocalDate.EPOCH);
  }

  void hotlist(String plate) {
    try (PrintStream out = nowhere()) {
      HotlistCommands commands = new HotlistCommands(kafka, policy, clock, OPERATOR, out);
      StolenVehicles.list(commands, plate);
    }
  }

  void optOut(String plate) {
    try (PrintStream out = nowhere()) {
      OptOutCommands commands =
          new OptOutCommands(
              kafka,
              OptOutKeys.of(settings.of(OptOutSettings.class)),
              policy.timeZone(),
              clock,
              OPERATOR,
              out);
      assertThat(commands.add(plate, null, "PROOF-1", null)).isEqualTo(ExitCode.CLEAN);
    }
  }

  /** Lets vehicles drive by both cameras, one after the other, and returns when all is taken in. */
  void driveBy(String... plates) {
    for (String plate : plates) {
      for (TownCamera camera : town.cameras()) {
        onTheRoad = onTheRoad.plus(BETWEEN_VEHICLES);
        Instant capturedAt = onTheRoad;
        for (byte[] look : passers.looks(plate, camera)) {
          submit(camera.id(), capturedAt, look);
          capturedAt = capturedAt.plus(BETWEEN_LOOKS);
        }
      }
    }
  }

  /** Ingest learns of a new camera from its topic, a moment after the command has ended. */
  private void submit(String cameraId, Instant capturedAt, byte[] jpeg) {
    await("a frame taken in")
        .atMost(STARTUP)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer =
                  http.send(
                      request("/cameras/" + cameraId + "/frames", Role.CAMERA)
                          .header("Content-Type", "image/jpeg")
                          .header("X-Captured-At", capturedAt.toString())
                          .POST(BodyPublishers.ofByteArray(jpeg))
                          .build(),
                      BodyHandlers.ofString());
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            });
  }

  /** Hands in another maker's event at the first camera. */
  void event(String format, String document) {
    String cameraId = town.cameras().get(0).id();
    await("an event taken in")
        .atMost(STARTUP)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer =
                  http.send(
                      request("/cameras/" + cameraId + "/events/" + format, Role.CAMERA)
                          .header("Content-Type", "application/json")
                          .POST(BodyPublishers.ofString(document))
                          .build(),
                      BodyHandlers.ofString());
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            });
  }

  /** Alerts of a listed plate, each counted once however often it was revised. */
  long alertsOf(String plate) {
    return alerts
        .values()
        .filter(alert -> alert.getListedPlate().equals(plate))
        .map(Alert::getAlertId)
        .distinct()
        .count();
  }

  boolean alertsHaveCrops() {
    return alerts.values().allMatch(alert -> alert.getPlateCrop() != null);
  }

  /** Read records of a plate that ever came to their topic, revisions counted too. */
  long readRecordsOf(String plate) {
    return reads.count(read -> isReadOf(plate, read));
  }

  /** Image records of a plate that ever came to their topic. */
  long imageRecordsOf(String plate) {
    return images.count(image -> isReadOf(plate, image.getRead()));
  }

  private static boolean isReadOf(String plate, PlateRead read) {
    return read.getStatus() != ReadStatus.RETRACTED && read.getPlateText().equals(plate);
  }

  /** Image addresses of the reads of a plate that the query API finds. */
  List<String> queryImagesOf(String plate) {
    HttpResponse<byte[]> answer =
        get("/reads?plate=" + plate + "&purpose=STOLEN_VEHICLE", Role.ANALYST);
    assertThat(answer.statusCode())
        .as(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    try {
      List<String> addresses = new ArrayList<>();
      for (JsonNode read : json.readTree(answer.body()).get("reads")) {
        addresses.add(read.get("image").asText());
      }
      return addresses;
    } catch (IOException e) {
      throw new AssertionError("The answer is no JSON", e);
    }
  }

  /** HTTP status that the query API answers for an image. */
  int imageStatus(String address) {
    return get(address + "&purpose=STOLEN_VEHICLE", Role.ANALYST).statusCode();
  }

  /** Records of granted queries for a plate. */
  long accessRecordsOf(String plate) {
    return accesses.count(
        access ->
            access.getAction().equals("QUERY_READS")
                && access.getOutcome() == AccessOutcome.GRANTED
                && access.getPurpose().equals("STOLEN_VEHICLE")
                && access.getUsername().equals(OPERATOR)
                && access.getElements().containsValue(plate));
  }

  /** What each stage has counted so far: tells in a failure where things stopped. */
  String progress() {
    return metrics()
        .lines()
        .filter(line -> COUNTED.matcher(line).lookingAt())
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Everything that a maintainer sees. */
  String metrics() {
    return new String(get("/metrics", Role.MAINTAINER).body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(String path, Role role) {
    try {
      return http.send(request(path, role).build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("No answer", e);
    }
  }

  private HttpRequest.Builder request(String path, Role role) {
    String token =
        runtime.demoTokens().orElseThrow().mint(OPERATOR, Set.of(role), Duration.ofMinutes(10));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + path))
        .header("Authorization", "Bearer " + token);
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    reads.close();
    images.close();
    alerts.close();
    accesses.close();
    runtime.close();
  }
}
