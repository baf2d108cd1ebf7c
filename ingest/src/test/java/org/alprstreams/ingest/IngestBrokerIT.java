package org.alprstreams.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.camera.CameraCommands;
import org.alprstreams.ingest.camera.CameraDetails;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.ingest.source.FolderImport;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.kafka.KafkaClients;
import org.alprstreams.service.kafka.SettingsKafkaClients;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Folders and cameras on a real broker. */
@ExtendWith(KafkaClusterExtension.class)
class IngestBrokerIT {

  private static final Duration LONG = Duration.ofSeconds(30);

  KafkaCluster cluster;

  @TempDir Path directory;
  private Path folder;
  private Path state;
  private KafkaClients kafka;
  private IngestSettings settings;
  private FrameEntrance entrance;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void setUp() throws Exception {
    folder = Files.createDirectory(directory.resolve("pictures"));
    state = directory.resolve("state");
    Settings all =
        Settings.of(
            Map.of(
                "alpr.kafka.bootstrap-servers", cluster.getBootstrapServers(),
                "alpr.ingest.block-for", "PT1S",
                "alpr.ingest.deliver-within", "PT2S"));
    settings = all.of(IngestSettings.class);
    kafka = new SettingsKafkaClients(all, RecordSerdes.registryFree());
    try (Admin admin = kafka.admin()) {
      admin
          .createTopics(List.of(topic(Topics.FRAMES, "delete"), topic(Topics.CAMERAS, "compact")))
          .all()
          .get();
    }
    entrance = FrameEntrance.open(settings, kafka, new SimpleMeterRegistry(), Clock.systemUTC());
    register("CAM");
  }

  private static NewTopic topic(Topic<?> topic, String cleanup) {
    return new NewTopic(topic.name(), 2, (short) 1)
        .configs(Map.of("cleanup.policy", cleanup, "max.message.bytes", "10485760"));
  }

  private void register(String cameraId) {
    try (Producer<String, org.alprstreams.avro.Camera> producer =
        kafka.producer(Topics.CAMERAS, Map.of())) {
      CameraCommands commands =
          new CameraCommands(
              producer, entrance.cameras(), "test", Clock.systemUTC(), print(out), print(err));
      assertThat(
              commands.add(
                  new CameraDetails(
                      cameraId,
                      "Main and First",
                      Optional.of(38.5),
                      Optional.of(-121.7),
                      Optional.of("inbound"),
                      LocalDate.of(2026, 1, 5))))
          .isEqualTo(ExitCode.CLEAN);
    }
    await().atMost(LONG).until(() -> entrance.cameras().find(cameraId).isPresent());
  }

  @AfterEach
  void tearDown() {
    entrance.close();
  }

  @Test
  void folderComesInOnceAndWhatIsBrokenIsNamedAndSkipped() throws Exception {
    // Given: two pictures, a copy, one with a wrong name, and five that cannot come in
    picture("a.jpg", Pictures.jpeg(64, 48, 1));
    picture("b.png", Pictures.png(64, 48, 2));
    picture("copy-of-a.jpg", Pictures.jpeg(64, 48, 1));
    picture("wrong-extension.png", Pictures.jpeg(64, 48, 3));
    picture("half.jpg", java.util.Arrays.copyOf(Pictures.jpeg(64, 48, 4), 300));
    picture("empty.jpg", new byte[0]);
    picture("bomb.jpg", Pictures.jpegClaiming(60_000, 60_000));
    picture("text.jpg", "hello".getBytes(StandardCharsets.UTF_8));
    picture("huge.jpg", new byte[10_000_000]);
    picture("labels.csv", "file,plate\n".getBytes(StandardCharsets.UTF_8));

    // When
    FolderImport first = newImport();
    ExitCode code = first.run(options(false), print(out), print(err), false);

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(first.report().accepted()).isEqualTo(3);
    assertThat(first.report().duplicates()).isEqualTo(1);
    assertThat(first.report().ignored()).isEqualTo(1);
    assertThat(first.report().refused())
        .containsEntry(Refusal.TRUNCATED, List.of("half.jpg"))
        .containsEntry(Refusal.EMPTY, List.of("empty.jpg"))
        .containsEntry(Refusal.TOO_MANY_PIXELS, List.of("bomb.jpg"))
        .containsEntry(Refusal.NOT_AN_IMAGE, List.of("text.jpg"))
        .containsEntry(Refusal.TOO_MANY_BYTES, List.of("huge.jpg"));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("accepted 3, already there 1, refused 5, no pictures 1")
        .contains("Importing: 10 of 10")
        .contains("bomb.jpg");
    List<Frame> frames = frames(3);
    assertThat(frames).allMatch(frame -> frame.getCameraId().equals("CAM"));
    assertThat(frames)
        .allMatch(
            frame -> Duration.between(frame.getCapturedAt(), Instant.now()).compareTo(LONG) < 0);

    // When: once more
    FolderImport second = newImport();
    second.run(options(false), print(out), print(err), false);

    // Then: nothing new; with --again, all
    assertThat(second.report().accepted()).isZero();
    assertThat(frames(3)).hasSize(3);
    FolderImport again = newImport();
    again.run(
        new FolderImport.Options(folder, "CAM", false, false, true, Duration.ofMillis(50)),
        print(out),
        print(err),
        false);
    assertThat(again.report().accepted()).isEqualTo(3);
    assertThat(frames(6).stream().map(Frame::getFrameId).distinct()).hasSize(6);
  }

  @Test
  void watchedFolderTakesInWhatComesLaterAndNotWhatIsHalfWritten() throws Exception {
    // Given
    picture("first.jpg", Pictures.jpeg(64, 48, 1));
    FolderImport watch = newImport();
    CompletableFuture<ExitCode> end =
        CompletableFuture.supplyAsync(
            () -> watch.run(options(true), print(out), print(err), false));
    await().atMost(LONG).until(() -> watch.report().accepted() == 1);

    // When: a hidden name while it is written, then the real one
    byte[] second = Pictures.jpeg(64, 48, 2);
    Path part = picture("second.jpg.part", java.util.Arrays.copyOf(second, 100));
    Files.write(part, second);
    Files.move(part, folder.resolve("second.jpg"));

    // Then
    await().atMost(LONG).until(() -> watch.report().accepted() == 2);
    assertThat(watch.report().anyRefused()).isFalse();
    watch.stop();
    assertThat(end.get()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void importThatWasKilledAfterTheBrokerHadTheFrameDoesNotSendItAgain() throws Exception {
    // Given: an import whose journal lost its last line, as a kill between the two leaves it
    picture("a.jpg", Pictures.jpeg(64, 48, 1));
    newImport().run(options(false), print(out), print(err), false);
    Path journal;
    try (var files = Files.list(state.resolve("imports"))) {
      journal = files.findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(journal);
    assertThat(lines.get(0)).startsWith("sending");
    Files.writeString(journal, lines.get(0) + "\ndone 12");

    // When: a new process, which remembers nothing else
    entrance.close();
    entrance = FrameEntrance.open(settings, kafka, new SimpleMeterRegistry(), Clock.systemUTC());
    assertThat(entrance.awaitReady(LONG)).isTrue();
    FolderImport rerun = newImport();
    ExitCode code = rerun.run(options(false), print(out), print(err), false);

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    assertThat(rerun.report().accepted()).isZero();
    assertThat(rerun.report().duplicates()).isEqualTo(1);
    assertThat(frames(1)).hasSize(1);
  }

  @Test
  void importWaitsForALostBrokerAndGoesOn() throws Exception {
    // Given
    picture("a.jpg", Pictures.jpeg(64, 48, 1));
    newImport().run(options(false), print(out), print(err), false);
    cluster.stopNodes(node -> true, null);

    // When: another picture while the broker is away
    picture("b.jpg", Pictures.jpeg(64, 48, 2));
    FolderImport waiting = newImport();
    CompletableFuture<ExitCode> end =
        CompletableFuture.supplyAsync(
            () -> waiting.run(options(false), print(out), print(err), false));
    await().atMost(LONG).until(() -> out.toString(StandardCharsets.UTF_8).contains("Waiting"));
    assertThat(waiting.report().accepted()).isZero();
    cluster.startNodes(node -> true);

    // Then
    assertThat(end.get(60, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(ExitCode.CLEAN);
    assertThat(waiting.report().accepted()).isEqualTo(1);
    assertThat(frames(2).stream().map(Frame::getFrameId).distinct()).hasSize(2);
  }

  @Test
  void cameraThatIsNotRegisteredEndsTheImportAtOnce() throws Exception {
    // Given
    picture("a.jpg", Pictures.jpeg(64, 48, 1));

    // When
    ExitCode code =
        newImport()
            .run(
                new FolderImport.Options(
                    folder, "NOWHERE", false, false, false, Duration.ofMillis(50)),
                print(out),
                print(err),
                false);

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("NOWHERE")
        .contains("alpr cameras add");
  }

  private FolderImport newImport() {
    return new FolderImport(entrance.intake(), entrance.lookup(), state, Clock.systemUTC());
  }

  private FolderImport.Options options(boolean watch) {
    return new FolderImport.Options(folder, "CAM", watch, false, false, Duration.ofMillis(50));
  }

  private Path picture(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  /** All frames on the topic, once there are at least so many. */
  private List<Frame> frames(int atLeast) {
    try (Consumer<String, Frame> consumer = kafka.consumer(Topics.FRAMES, "test", Map.of())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.FRAMES.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<Frame> frames = new ArrayList<>();
      await()
          .atMost(LONG)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> frames.add(r.value()));
                return frames.size() >= atLeast
                    && consumer.endOffsets(partitions).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
      return frames;
    }
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
