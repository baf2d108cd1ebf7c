package org.alprstreams.ingest.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.image.ImageInspector;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Inspection;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.ingest.image.Refusal;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.format.PictureFormat;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FrameIntakeTest {

  private static final Instant NOW = Instant.parse("2026-11-23T16:00:00.123456Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MockProducer<String, Frame> producer = producer(true);

  @Test
  void frameIsKeyedByCameraAndDatedByItsCapture() throws Exception {
    // Given
    byte[] jpeg = Pictures.jpeg(320, 200, 1);
    Instant captured = NOW.minusSeconds(60);

    // When
    Outcome outcome =
        intake(producer)
            .submit(new Submission("CAM", FrameSource.FOLDER, "one", 7, captured, jpeg));

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    ProducerRecord<String, Frame> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo(Topics.FRAMES.name());
    assertThat(record.key()).isEqualTo("CAM");
    assertThat(record.timestamp()).isEqualTo(captured.toEpochMilli());
    assertThat(record.value().getFrameId()).isEqualTo(((Outcome.Accepted) outcome).frameId());
    assertThat(record.value().getWidth()).isEqualTo(320);
    assertThat(record.value().getHeight()).isEqualTo(200);
    assertThat(record.value().getSequence()).isEqualTo(7);
    assertThat(record.value().getSource()).isEqualTo(FrameSource.FOLDER);
    assertThat(record.value().getJpeg().array()).isEqualTo(jpeg);
    assertThat(count("CAM", "accepted", "none")).isEqualTo(1);
  }

  @Test
  void pngBecomesJpeg() throws Exception {
    // When
    intake(producer).submit(submission("CAM", "one", Pictures.png(64, 48, 1)));

    // Then
    byte[] sent = producer.history().get(0).value().getJpeg().array();
    assertThat(new ImageInspector(ImageLimits.DEFAULT).inspect(sent))
        .isEqualTo(new Inspection.Sound(PictureFormat.JPEG, 64, 48));
  }

  @Test
  void pngWhosePixelsCannotBeDecodedIsCorrupt() throws Exception {
    // When
    Outcome outcome =
        intake(producer).submit(submission("CAM", "one", Pictures.pngClaiming(100, 100, 8)));

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(Refusal.CORRUPT);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void unknownAndInactiveCamerasAreRefusedAndUnknownIdsBecomeNoLabel() throws Exception {
    // Given
    FrameIntake intake = intake(producer);

    // When / Then
    assertRefused(intake.submit(submission("NOWHERE", "1", jpeg(1))), Refusal.UNKNOWN_CAMERA);
    assertRefused(intake.submit(submission("OFF", "1", jpeg(1))), Refusal.INACTIVE_CAMERA);
    assertThat(producer.history()).isEmpty();
    assertThat(count("unregistered", "refused", "unknown-camera")).isEqualTo(1);
    assertThat(count("OFF", "refused", "inactive-camera")).isEqualTo(1);
  }

  @Test
  void framesOutsideTheCaptureWindowAreQuarantined() throws Exception {
    // Given
    FrameIntake intake = intake(producer);

    // When / Then
    assertRefused(
        intake.submit(new Submission("CAM", FrameSource.HTTP, "1", 0, NOW.plusSeconds(6), jpeg(1))),
        Refusal.CAPTURED_IN_FUTURE);
    assertRefused(
        intake.submit(
            new Submission("CAM", FrameSource.HTTP, "1", 0, NOW.minusSeconds(601), jpeg(1))),
        Refusal.CAPTURED_TOO_EARLY);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void sendingAgainIsAcknowledgedButNotPublishedTwice() throws Exception {
    // Given
    FrameIntake intake = intake(producer);
    Outcome first = intake.submit(submission("CAM", "one", jpeg(1)));

    // When
    Outcome second = intake.submit(submission("CAM", "one", jpeg(1)));

    // Then
    assertThat(second).isEqualTo(new Outcome.Duplicate(((Outcome.Accepted) first).frameId()));
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void memoryOfFramesIsBounded() throws Exception {
    // Given: a memory of two
    FrameIntake intake = intake(producer, 2);
    for (String identity : new String[] {"a", "b", "c"}) {
      intake.submit(submission("CAM", identity, jpeg(1)));
    }

    // When / Then: the oldest is forgotten, the newest not
    assertThat(intake.submit(submission("CAM", "a", jpeg(1)))).isInstanceOf(Outcome.Accepted.class);
    assertThat(intake.submit(submission("CAM", "c", jpeg(1))))
        .isInstanceOf(Outcome.Duplicate.class);
  }

  @Test
  void secondSendingWaitsForTheFirstToBeAcknowledged() throws Exception {
    // Given: a broker that has not answered yet
    MockProducer<String, Frame> slow = producer(false);
    FrameIntake intake = intake(slow);
    CompletableFuture<Outcome> first = submitAsync(intake, "one");
    Awaitility.await().until(() -> slow.history().size() == 1);
    CompletableFuture<Outcome> second = submitAsync(intake, "one");

    // When
    assertThat(second).isNotDone();
    slow.completeNext();

    // Then
    assertThat(first.get()).isInstanceOf(Outcome.Accepted.class);
    assertThat(second.get()).isInstanceOf(Outcome.Duplicate.class);
    assertThat(slow.history()).hasSize(1);
  }

  @Test
  void brokerThatIsAwayIsAnErrorOfItsOwnAndTheFrameMayComeAgain() throws Exception {
    // Given
    MockProducer<String, Frame> away = producer(false);
    FramePublisher publisher = new FramePublisher(away, Duration.ofSeconds(5), CLOCK);
    FrameIntake intake = intake(publisher, 100);
    CompletableFuture<Outcome> first = submitAsync(intake, "one");
    Awaitility.await().until(() -> away.history().size() == 1);

    // When
    away.errorNext(new TimeoutException("Expiring 1 record(s)"));

    // Then
    assertThatThrownBy(first::get).hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(publisher.health().level()).isEqualTo(Level.DOWN);
    CompletableFuture<Outcome> again = submitAsync(intake, "one");
    Awaitility.await().until(() -> away.history().size() == 2);
    away.completeNext();
    assertThat(again.get()).isInstanceOf(Outcome.Accepted.class);
    assertThat(publisher.health().level()).isEqualTo(Level.UP);
  }

  @Test
  void frameThatNeverFitsIsNotTriedForEver() {
    // Given
    MockProducer<String, Frame> strict = producer(true);
    strict.sendException = new RecordTooLargeException("too large");

    // When / Then
    assertThatThrownBy(() -> intake(strict).submit(submission("CAM", "one", jpeg(1))))
        .isInstanceOf(RecordTooLargeException.class);
  }

  @Test
  void missingRightsShowInHealthUntilTheyAreGiven() throws Exception {
    // Given
    MockProducer<String, Frame> strict = producer(true);
    strict.sendException = new TopicAuthorizationException(Topics.FRAMES.name());
    FramePublisher publisher = new FramePublisher(strict, Duration.ofSeconds(5), CLOCK);
    FrameIntake intake = intake(publisher, 100);

    // When / Then
    assertThatThrownBy(() -> intake.submit(submission("CAM", "one", jpeg(1))))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThat(publisher.health().level()).isEqualTo(Level.DOWN);
    assertThat(publisher.health().detail()).contains("TopicAuthorizationException");
    strict.sendException = null;
    intake.submit(submission("CAM", "one", jpeg(1)));
    assertThat(publisher.health().level()).isEqualTo(Level.UP);
  }

  private CompletableFuture<Outcome> submitAsync(FrameIntake intake, String identity) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return intake.submit(submission("CAM", identity, jpeg(1)));
          } catch (TopicUnavailableException e) {
            throw new IllegalStateException(e);
          }
        },
        command -> new Thread(command).start());
  }

  private static void assertRefused(Outcome outcome, Refusal reason) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(reason);
  }

  private double count(String camera, String outcome, String reason) {
    return meters
        .get("alpr.ingest.frames")
        .tags("camera", camera, "outcome", outcome, "reason", reason)
        .counter()
        .count();
  }

  private FrameIntake intake(MockProducer<String, Frame> producer) {
    return intake(producer, 100);
  }

  private FrameIntake intake(MockProducer<String, Frame> producer, int remembered) {
    return intake(new FramePublisher(producer, Duration.ofSeconds(5), CLOCK), remembered);
  }

  private FrameIntake intake(FramePublisher publisher, int remembered) {
    return new FrameIntake(
        FrameIntakeTest::camera,
        new CaptureWindow(Duration.ofMinutes(10), Duration.ofSeconds(5), CLOCK),
        ImageLimits.DEFAULT,
        remembered,
        publisher,
        meters);
  }

  private static Optional<Camera> camera(String id) {
    return id.equals("NOWHERE")
        ? Optional.empty()
        : Optional.of(
            Camera.newBuilder()
                .setCameraId(id)
                .setName("Main and First")
                .setActive(!id.equals("OFF"))
                .setRegisteredBy("test")
                .setRegisteredAt(NOW)
                .build());
  }

  private static Submission submission(String camera, String identity, byte[] picture) {
    return new Submission(camera, FrameSource.HTTP, identity, 0, NOW, picture);
  }

  private static byte[] jpeg(int seed) {
    return Pictures.jpeg(32, 32, seed);
  }

  private static MockProducer<String, Frame> producer(boolean autoComplete) {
    return new MockProducer<>(
        Cluster.empty(),
        autoComplete,
        null,
        new StringSerializer(),
        RecordSerdes.registryFree().value(Topics.FRAMES).serializer());
  }
}
