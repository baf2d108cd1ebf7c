package org.alprstreams.deploy.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.Camera;
import org.alprstreams.deploy.Applications;
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
import org.alprstreams.service.config.ServiceSettings;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.alprstreams.simulation.FrameFeed;
import org.alprstreams.simulation.HotlistSample;
import org.alprstreams.simulation.LightCycle;
import org.alprstreams.simulation.OptOutSample;
import org.alprstreams.simulation.SimulatedFrame;
import org.alprstreams.simulation.Town;
import org.alprstreams.simulation.TownCamera;
import org.alprstreams.simulation.Traffic;
import org.alprstreams.simulation.TrafficSettings;
import org.alprstreams.simulation.scene.Daylight;
import org.alprstreams.simulation.scene.FrameFormat;
import org.alprstreams.simulation.scene.SceneRenderer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** All applications on a broker, and two vehicles that drive past two cameras. Test support. */
final class RunningTown implements AutoCloseable {

  private static final long SEED = 7;
  private static final String OPERATOR = "test";
  private static final String SECRET = "5a".repeat(32);

  private final Clock clock = Clock.systemUTC();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Town town = Town.of(SEED, 2);
  private final HotlistSample vehicles = HotlistSample.of(SEED, 2);
  private final List<Alert> alerts = new ArrayList<>();
  private final Settings settings;
  private final UsagePolicy policy;
  private final ServiceRuntime runtime;
  private final KafkaClients kafka;
  private final Consumer<String, Alert> alertConsumer;
  private final FrameFeed feed;

  private RunningTown(Settings settings, UsagePolicy policy, ServiceRuntime runtime) {
    this.settings = settings;
    this.policy = policy;
    this.runtime = runtime;
    this.kafka = new SettingsKafkaClients(settings, RecordSerdes.registryFree());
    this.alertConsumer = kafka.consumer(Topics.ALERTS, "whole-way", Map.of());
    this.feed =
        new Traffic(
                town,
                TrafficSettings.demo(SEED)
                    .withShares(1, 0)
                    .withEncountersPerMinute(20)
                    .withLight(LightCycle.fixed(Daylight.MIDDAY)),
                vehicles,
                OptOutSample.of(SEED, 1, vehicles),
                clock.instant())
            .frames(new SceneRenderer(FrameFormat.standard()));
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
    runtime.start();
    RunningTown running = new RunningTown(settings, policy, runtime);
    running.registerCameras();
    List<TopicPartition> partitions =
        running.alertConsumer.partitionsFor(Topics.ALERTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    running.alertConsumer.assign(partitions);
    running.alertConsumer.seekToBeginning(partitions);
    return running;
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

  void hotlistBothVehicles() throws Exception {
    Path data = settings.of(ServiceSettings.class).dataDirectory();
    Path csv = data.resolve("hotlist.csv");
    vehicles.write(csv, clock.instant());
    try (PrintStream out = nowhere()) {
      assertThat(
              new HotlistCommands(kafka, policy, clock, OPERATOR, out)
                  .importFile(csv, "test", false))
          .isEqualTo(ExitCode.CLEAN);
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

  /** Sends frames as they fall due until the condition holds. */
  void driveUntil(Duration atMost, BooleanSupplier done) throws Exception {
    Instant end = clock.instant().plus(atMost);
    while (!done.getAsBoolean()) {
      assertThat(clock.instant()).as("vehicles drove by, yet what was waited for").isBefore(end);
      Optional<SimulatedFrame> frame = feed.poll(clock);
      if (frame.isPresent()) {
        assertThat(send(frame.get())).isEqualTo(202);
      }
      alertConsumer.poll(Duration.ofMillis(20)).forEach(record -> alerts.add(record.value()));
    }
  }

  private int send(SimulatedFrame frame) throws Exception {
    return http.send(
            request("/cameras/" + frame.cameraId() + "/frames", Role.CAMERA)
                .header("Content-Type", "image/jpeg")
                .header("X-Captured-At", frame.capturedAt().toString())
                .POST(BodyPublishers.ofByteArray(frame.jpeg()))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private HttpRequest.Builder request(String path, Role role) {
    String token =
        runtime.demoTokens().orElseThrow().mint("test", Set.of(role), Duration.ofMinutes(10));
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + path))
        .header("Authorization", "Bearer " + token);
  }

  Set<String> platesOfVehicles() {
    return vehicles.plates();
  }

  /** Listed plates, as the hotlist writes them, for which an alert came. */
  Set<String> alertedPlates() {
    return alerts.stream().map(RunningTown::listedPlate).collect(Collectors.toSet());
  }

  /** Alerts, each counted once however often it was revised. */
  int alertsOf(String plate) {
    return alerts.stream()
        .filter(alert -> listedPlate(alert).equals(plate))
        .map(Alert::getAlertId)
        .collect(Collectors.toCollection(HashSet::new))
        .size();
  }

  boolean alertsHaveCrops() {
    return alerts.stream().allMatch(alert -> alert.getPlateCrop() != null);
  }

  private static String listedPlate(Alert alert) {
    return alert.getListedPlate();
  }

  /** How many reads the query API finds of that very plate. */
  int readsOf(String plate) {
    try {
      HttpResponse<String> answer =
          http.send(
              request("/reads?plate=" + plate + "&purpose=STOLEN_VEHICLE", Role.ANALYST).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode reads = json.readTree(answer.body()).get("reads");
      return reads.size();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("The query was not answered", e);
    }
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    alertConsumer.close();
    runtime.close();
  }
}
