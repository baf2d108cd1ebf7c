package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alprstreams.avro.Frame;
import org.alprstreams.avro.FrameSource;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.ingest.video.VideoFiles;
import org.alprstreams.ingest.video.Videos;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without ffmpeg, as on a machine that has nothing but Java. */
class VideoImportTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final MockProducer<String, Frame> producer = Intakes.producer(true);

  @Test
  void sampledPicturesComeInDatedByTheirPosition() {
    // Given: half a second
    Path avi = Videos.avi(directory.resolve("camera.avi"), 5);
    Instant before = Instant.now();
    VideoImport video = newImport();

    // When
    ExitCode code = run(video, avi, "CAM", 10);

    // Then
    assertThat(code).as(text(err)).isEqualTo(ExitCode.CLEAN);
    assertThat(video.report().accepted()).isEqualTo(5);
    assertThat(text(out)).contains("accepted 5, already there 0, refused 0");
    List<Frame> frames = producer.history().stream().map(ProducerRecord::value).toList();
    assertThat(frames).allMatch(frame -> frame.getSource() == FrameSource.VIDEO);
    assertThat(frames.stream().map(Frame::getSequence)).containsExactly(0L, 1L, 2L, 3L, 4L);
    Instant start = frames.get(0).getCapturedAt();
    assertThat(start).isAfterOrEqualTo(before.minusMillis(1));
    assertThat(frames.stream().map(f -> Duration.between(start, f.getCapturedAt()).toMillis()))
        .containsExactly(0L, 100L, 200L, 300L, 400L);
    // No picture is dated ahead of the clock, so it was not handed in before it was filmed.
    assertThat(frames).allMatch(f -> !f.getCapturedAt().isAfter(f.getReceivedAt()));
  }

  @Test
  void sameVideoAgainIsRecognised() {
    // Given
    Path avi = Videos.avi(directory.resolve("camera.avi"), 2);
    var frames = Intakes.of(producer, Clock.systemUTC(), new SimpleMeterRegistry());
    VideoFiles videos = new VideoFiles(Optional.empty());
    run(new VideoImport(frames, videos, Clock.systemUTC()), avi, "CAM", 10);

    // When
    VideoImport again = new VideoImport(frames, videos, Clock.systemUTC());
    ExitCode code = run(again, avi, "CAM", 10);

    // Then
    assertThat(code).isEqualTo(ExitCode.CLEAN);
    assertThat(again.report().duplicates()).isEqualTo(2);
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void corruptVideoSaysSoAndFails() throws Exception {
    // Given: the header of an AVI and nothing of use after it
    byte[] bytes = new byte[4096];
    System.arraycopy("RIFF....AVI LIST".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 16);
    Path avi = Files.write(directory.resolve("corrupt.avi"), bytes);

    // When / Then
    assertThat(run(newImport(), avi, "CAM", 10)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("Motion JPEG").contains("install ffmpeg");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void videoCutShortSaysSoAndFails() throws Exception {
    // Given: the first half of a file, as when a copy was broken off
    byte[] whole = Files.readAllBytes(Videos.avi(directory.resolve("whole.avi"), 4));
    Path half =
        Files.write(
            directory.resolve("half.avi"), java.util.Arrays.copyOf(whole, whole.length / 2));

    // When / Then: never a silent success with nothing in
    assertThat(run(newImport(), half, "CAM", 10)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("cut short").contains("copy it again");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void missingFileSaysSoAndFails() {
    assertThat(run(newImport(), directory.resolve("none.avi"), "CAM", 10))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("There is no file").contains("none.avi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOWHERE", "OFF"})
  void cameraThatTakesNoFramesEndsTheImportAtItsFirstPicture(String camera) {
    // Given: a minute of video, which would take a minute
    Path avi = Videos.avi(directory.resolve("camera.avi"), 600);

    // When / Then
    assertThat(run(newImport(), avi, camera, 10)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains(camera).contains("registered");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void brokerThatRefusesForGoodEndsTheImport() {
    // Given
    Path avi = Videos.avi(directory.resolve("camera.avi"), 2);
    producer.sendException = new TopicAuthorizationException("alpr.frames");

    // When / Then
    assertThat(run(newImport(), avi, "CAM", 10)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("refused for good (TopicAuthorizationException)");
  }

  @Test
  void stoppedImportEndsEarlyAndIsNotClean() throws Exception {
    // Given: a minute of video
    Path avi = Videos.avi(directory.resolve("camera.avi"), 600);
    VideoImport video = newImport();
    CompletableFuture<ExitCode> end =
        CompletableFuture.supplyAsync(() -> run(video, avi, "CAM", 10), r -> new Thread(r).start());
    Awaitility.await().atMost(LONG).until(() -> video.report().accepted() > 0);

    // When
    video.stop();

    // Then
    assertThat(end.get(30, java.util.concurrent.TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILURE);
    assertThat(video.report().accepted()).isLessThan(600);
    assertThat(text(out)).contains("accepted ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 60.1, Double.NaN})
  void ratesThatMakeNoSenseAreRefused(double framesPerSecond) {
    assertThatThrownBy(() -> new VideoImport.Options(directory, "CAM", framesPerSecond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(framesPerSecond));
  }

  private VideoImport newImport() {
    return new VideoImport(
        Intakes.of(producer, Clock.systemUTC(), new SimpleMeterRegistry()),
        new VideoFiles(Optional.empty()),
        Clock.systemUTC());
  }

  private ExitCode run(VideoImport video, Path file, String camera, double framesPerSecond) {
    return video.run(
        new VideoImport.Options(file, camera, framesPerSecond), print(out), print(err), false);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
