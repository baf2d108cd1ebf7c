package org.alprstreams.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ExitCode;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraCommandsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T16:00:00.123456Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final LocalDate APPROVED = LocalDate.of(2026, 1, 5);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String HEADER = "id,name,latitude,longitude,direction,publicMeetingOn\n";

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final MockProducer<String, Camera> producer =
      new MockProducer<>(
          Cluster.empty(),
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.CAMERAS).serializer());
  private CameraRegistry registry = CameraRegistry.start(new FixedRegister(List.of(old("OLD"))));

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void cameraIsRegisteredWithWhoAndWhen() {
    // When
    ExitCode code =
        commands()
            .add(
                new CameraDetails(
                    "NEW",
                    "Main and First",
                    Optional.of(38.5),
                    Optional.of(-121.7),
                    Optional.of("inbound"),
                    APPROVED));

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    ProducerRecord<String, Camera> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo(Topics.CAMERAS.name());
    assertThat(record.key()).isEqualTo("NEW");
    assertThat(record.value().getActive()).isTrue();
    assertThat(record.value().getPublicMeetingOn()).isEqualTo(APPROVED);
    assertThat(record.value().getRegisteredBy()).isEqualTo("operator");
    assertThat(record.value().getRegisteredAt())
        .isEqualTo(Instant.parse("2026-11-23T16:00:00.123Z"));
    assertThat(text(out)).isEqualToIgnoringNewLines("Registered camera NEW");
  }

  @Test
  void knownCameraIsChanged() {
    // When / Then
    assertThat(commands().add(details("OLD", APPROVED))).isEqualTo(ExitCode.CLEAN);
    assertThat(text(out)).contains("Changed camera OLD");
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void cameraWithoutAMeetingIsRefused() {
    assertThatThrownBy(() -> details("NEW", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NEW")
        .hasMessageContaining("public meeting")
        .hasMessageContaining("1798.90.55");
  }

  @Test
  void cameraWhoseMeetingIsStillToComeIsRefused() {
    // Given: the day after tomorrow; tomorrow has begun in the east
    LocalDate tomorrow = LocalDate.ofInstant(NOW, ZoneOffset.UTC).plusDays(1);

    // When / Then
    assertThat(commands().add(details("NEW", tomorrow.plusDays(1)))).isEqualTo(ExitCode.USAGE);
    assertThat(producer.history()).isEmpty();
    assertThat(text(err)).contains("NEW").contains("before the public meeting on 2026-11-25");
    assertThat(commands().add(details("NEW", tomorrow))).isEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Main, 1, 2, id",
    "-a, Main, 1, 2, id",
    "a b, Main, 1, 2, id",
    "a, ' ', 1, 2, name",
    "a, Main, 90.1, 2, latitude",
    "a, Main, NaN, 2, latitude",
    "a, Main, 1, -180.1, longitude",
    "a, Main, 1, , both latitude and longitude",
  })
  void badDetailsAreRefusedByName(
      String id, String name, Double latitude, Double longitude, String word) {
    assertThatThrownBy(
            () ->
                new CameraDetails(
                    id,
                    name,
                    Optional.ofNullable(latitude),
                    Optional.ofNullable(longitude),
                    Optional.empty(),
                    APPROVED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  @Test
  void removedCameraLeavesATombstone() {
    // When
    ExitCode code = commands().remove("OLD");

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    assertThat(producer.history().get(0).key()).isEqualTo("OLD");
    assertThat(producer.history().get(0).value()).isNull();
  }

  @Test
  void cameraThatIsNotRegisteredCannotBeRemoved() {
    // When / Then
    assertThat(commands().remove("NOWHERE")).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("NOWHERE").contains("alpr cameras list");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void listShowsEveryCameraAndWhetherItIsOn() {
    // Given
    Camera off = Camera.newBuilder(old("B-2")).setActive(false).setPublicMeetingOn(null).build();
    use(new FixedRegister(List.of(off, old("A-1"))));

    // When / Then: sorted by id
    assertThat(commands().list()).isEqualTo(ExitCode.CLEAN);
    assertThat(text(out).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "A-1 active Main and First inbound approved 2026-01-05",
            "B-2 off Main and First inbound approved -",
            "2 cameras");
  }

  @Test
  void csvRegistersAllItsCameras() throws Exception {
    // Given: as a spreadsheet saves it, with a byte order mark and columns in another order
    Path file =
        Files.writeString(
            directory.resolve("cameras.csv"),
            "\uFEFFid,publicMeetingOn,name,latitude,longitude\r\n"
                + "A-1,2026-01-05,\"Main, First\",38.5,-121.7\r\n"
                + "\r\n"
                + "A-2,2026-02-05,Oak,,\r\n");

    // When
    ExitCode code = commands().importCsv(file);

    // Then
    assertThat(code).as(text(err)).isEqualTo(ExitCode.CLEAN);
    assertThat(text(out)).contains("Registered 2 cameras");
    assertThat(producer.history().stream().map(ProducerRecord::key)).containsExactly("A-1", "A-2");
    Camera first = producer.history().get(0).value();
    assertThat(first.getName()).isEqualTo("Main, First");
    assertThat(first.getLatitude()).isEqualTo(38.5);
    assertThat(first.getDirection()).isNull();
    assertThat(producer.history().get(1).value().getLatitude()).isNull();
  }

  @Test
  void csvWithBadLinesRegistersNothingAndNamesEach() throws Exception {
    // Given
    Path file =
        csv(
            HEADER
                + "A-1,Good,38.5,-121.7,inbound,2026-01-05\n"
                + "A-2,No meeting,38.5,-121.7,inbound,\n"
                + "A-3,Bad place,north,-121.7,inbound,2026-01-05\n"
                + "A-4,Bad date,38.5,-121.7,inbound,1/5/2026\n"
                + "A-1,Again,38.5,-121.7,inbound,2026-01-05\n"
                + "A-5,Not yet,38.5,-121.7,inbound,2027-01-05");

    // When
    ExitCode code = commands().importCsv(file);

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(producer.history()).isEmpty();
    List<String> lines = text(err).lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).startsWith("line 3: ").contains("A-2").contains("public meeting");
    assertThat(lines.get(1)).startsWith("line 4: ").contains("latitude").contains("north");
    assertThat(lines.get(2))
        .startsWith("line 5: ")
        .contains("publicMeetingOn")
        .contains("1/5/2026");
    assertThat(lines.get(3)).startsWith("line 6: ").contains("A-1").contains("twice");
    assertThat(lines.get(4)).startsWith("line 7: ").contains("A-5").contains("2027-01-05");
    assertThat(lines.get(5)).contains("Nothing was registered").contains("cameras.csv");
  }

  @Test
  void csvThatIsNoneSaysWhatIsMissing() throws Exception {
    // When / Then
    assertThat(commands().importCsv(csv("id;name;publicMeetingOn\nA;Main;2026-01-05\n")))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("line 1").contains(HEADER.strip());
    assertThat(commands().importCsv(csv(""))).isEqualTo(ExitCode.FAILURE);
    assertThat(commands().importCsv(csv(HEADER + "A,\"Main,1,2,,2026-01-05\n")))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(commands().importCsv(directory.resolve("none.csv"))).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("none.csv");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void changeTheBrokerDidNotAcknowledgeIsAFailure() {
    // Given
    producer.sendException = new TimeoutException("no broker");

    // When / Then
    assertThat(commands().add(details("NEW", APPROVED))).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("did not acknowledge").contains("TimeoutException");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void registerThatCannotBeReadChangesNothing() {
    // Given
    use(new FixedRegister(new TopicAuthorizationException(Topics.CAMERAS.name())));
    Awaitility.await().atMost(LONG).until(() -> registry.health().level() == Level.DEAD);

    // When
    ExitCode code = commands(Duration.ZERO).add(details("NEW", APPROVED));

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("cannot be read").contains("TopicAuthorizationException");
    assertThat(producer.history()).isEmpty();
  }

  private Path csv(String content) throws Exception {
    return Files.writeString(directory.resolve("cameras.csv"), content);
  }

  private void use(FixedRegister register) {
    registry.close();
    registry = CameraRegistry.start(register);
  }

  private CameraCommands commands() {
    return commands(LONG);
  }

  private CameraCommands commands(Duration patience) {
    return new CameraCommands(
        producer, registry, "operator", CLOCK, print(out), print(err), patience);
  }

  private static CameraDetails details(String id, LocalDate publicMeetingOn) {
    return new CameraDetails(
        id, "Main", Optional.empty(), Optional.empty(), Optional.empty(), publicMeetingOn);
  }

  private static Camera old(String id) {
    return Camera.newBuilder()
        .setCameraId(id)
        .setName("Main and First")
        .setDirection("inbound")
        .setActive(true)
        .setPublicMeetingOn(APPROVED)
        .setRegisteredBy("test")
        .setRegisteredAt(Instant.EPOCH)
        .build();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
