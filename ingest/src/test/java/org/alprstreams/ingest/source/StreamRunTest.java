package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.MovableClock;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.ingest.video.StreamUrl;
import org.alprstreams.service.ExitCode;
import org.apache.kafka.clients.producer.MockProducer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRunTest {

  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final StreamUrl URL = StreamUrl.parse("rtsp://admin:hush@10.0.0.17/stream1");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T16:00:00Z"));
  private final MockProducer<String, Frame> producer = Intakes.producer(true);
  private final FakeCamera camera = new FakeCamera();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void countsArePrintedUntilItIsStopped() throws Exception {
    // Given
    StreamRun run = run("CAM", camera);
    CompletableFuture<ExitCode> end = start(run);
    soon().until(() -> camera.streams.size() == 1);

    // When
    camera.streams.get(0).give(1);
    camera.streams.get(0).give(2);
    soon().until(() -> text(out).contains("CAM: accepted 2, refused 0, dropped 0"));

    // Then: more than one line, so it goes on by itself
    long lines = text(out).lines().count();
    soon().until(() -> text(out).lines().count() > lines);
    assertThat(end).isNotDone();
    run.stop();
    run.stop();
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.CLEAN);
    assertThat(text(out).lines().toList().get((int) text(out).lines().count() - 1))
        .isEqualTo("Stopped. CAM: accepted 2, refused 0, dropped 0");
    assertThat(text(err)).isEmpty();
    assertThat(camera.streams.get(0).closed).isTrue();
    assertThat(producer.history()).hasSize(2);
  }

  @Test
  void silentCameraIsSaidInTheLine() throws Exception {
    // Given
    StreamRun run = run("CAM", camera);
    CompletableFuture<ExitCode> end = start(run);
    soon().until(() -> camera.streams.size() == 1);

    // When
    clock.advance(SILENCE);

    // Then
    soon().until(() -> text(out).contains("; no picture for 15 s"));
    run.stop();
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains("No picture came in");
  }

  @Test
  void cameraThatCannotBeReachedIsSaidAtOnce() throws Exception {
    // Given
    StreamRun run =
        run(
            "CAM",
            () -> {
              throw new IOException("Connection refused");
            });

    // When
    CompletableFuture<ExitCode> end = start(run);

    // Then: on a clock that stands still
    soon().until(() -> text(out).contains("accepted 0, refused 0, dropped 0; Connection refused"));
    run.stop();
    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.FAILURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOWHERE", "OFF"})
  void cameraThatTakesNoFramesEndsItBeforeTheStreamIsOpened(String cameraId) {
    // When
    ExitCode code = run(cameraId, camera).run(print(out), print(err));

    // Then
    assertThat(code).isEqualTo(ExitCode.FAILURE);
    assertThat(text(err)).contains(cameraId).contains("registered");
    assertThat(camera.streams).isEmpty();
  }

  @Test
  void withoutFfmpegItSaysWhatToInstallAndNotTheUrl() {
    assertThatThrownBy(() -> StreamRun.opener("no-such-ffmpeg", URL, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such-ffmpeg")
        .hasMessageContaining("install")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 60.1, Double.NaN})
  void ratesThatMakeNoSenseAreRefused(double framesPerSecond) {
    assertThatThrownBy(() -> StreamRun.opener("ffmpeg", URL, framesPerSecond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(framesPerSecond));
  }

  @Test
  void intervalOfNothingIsRefused() {
    assertThatThrownBy(() -> new StreamRun.Options("CAM", SILENCE, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
    assertThat(StreamRun.Options.usual("CAM").every()).isPositive();
  }

  private StreamRun run(String cameraId, StreamSource.Opener opener) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new StreamRun(
        Intakes.of(producer, clock, meters),
        opener,
        new StreamRun.Options(cameraId, SILENCE, Duration.ofMillis(20)),
        clock,
        meters);
  }

  private CompletableFuture<ExitCode> start(StreamRun run) {
    return CompletableFuture.supplyAsync(
        () -> run.run(print(out), print(err)), task -> new Thread(task).start());
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
