package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.FramePublisher;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.ingest.video.Ffmpeg;
import org.alprstreams.ingest.video.StreamUrl;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.health.HealthState.Level;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A camera that gives Motion JPEG over HTTP, through the real ffmpeg where it is installed. */
class StreamSourceIT {

  private static final int PICTURES_A_CONNECTION = 20;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger connections = new AtomicInteger();
  private final MockProducer<String, Frame> producer =
      new MockProducer<>(
          Cluster.empty(),
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.FRAMES).serializer());
  private HttpServer camera;

  @BeforeEach
  void openCamera() throws Exception {
    camera = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    camera.setExecutor(Executors.newCachedThreadPool());
    byte[] jpeg = Pictures.jpeg(320, 240, 1);
    camera.createContext(
        "/video",
        exchange -> {
          connections.incrementAndGet();
          exchange
              .getResponseHeaders()
              .add("Content-Type", "multipart/x-mixed-replace;boundary=frame");
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < PICTURES_A_CONNECTION; i++) {
              out.write(
                  ("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: "
                          + jpeg.length
                          + "\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
              out.write(jpeg);
              out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
              out.flush();
            }
          }
        });
    camera.start();
  }

  @AfterEach
  void closeCamera() {
    camera.stop(0);
  }

  @Test
  void streamComesInAndIsOpenedAgainWhenItBreaks() {
    // Given
    assumeThat(Ffmpeg.find("ffmpeg")).as("ffmpeg is not installed").isPresent();
    StreamUrl url =
        StreamUrl.parse("http://user:hush@127.0.0.1:" + camera.getAddress().getPort() + "/video");

    // When: the camera hangs up after each twenty pictures
    try (StreamSource source =
        new StreamSource(
            "test",
            "CAM",
            StreamRun.opener("ffmpeg", url, 25),
            intake(),
            Duration.ofSeconds(10),
            Clock.systemUTC(),
            meters)) {
      source.start();

      // Then
      await().atMost(Duration.ofSeconds(20)).until(() -> connections.get() >= 2);
      await().atMost(Duration.ofSeconds(20)).until(() -> producer.history().size() >= 2);
      assertThat(source.health().level()).isEqualTo(Level.UP);
    }
    List<Frame> frames = producer.history().stream().map(record -> record.value()).toList();
    assertThat(frames).allMatch(frame -> frame.getWidth() == 320 && frame.getHeight() == 240);
    assertThat(frames.stream().map(Frame::getSequence)).isSorted().doesNotHaveDuplicates();
  }

  private FrameIntake intake() {
    Camera registered =
        Camera.newBuilder()
            .setCameraId("CAM")
            .setName("Main and First")
            .setActive(true)
            .setRegisteredBy("test")
            .setRegisteredAt(Instant.EPOCH)
            .build();
    return new FrameIntake(
        id -> Optional.of(registered),
        new CaptureWindow(Duration.ofMinutes(10), Duration.ofSeconds(5), Clock.systemUTC()),
        ImageLimits.DEFAULT,
        100,
        new FramePublisher(producer, Duration.ofSeconds(5), Clock.systemUTC()),
        meters);
  }
}
