package org.alprstreams.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alprstreams.avro.Camera;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.frame.CaptureWindow;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.FramePublisher;
import org.alprstreams.ingest.image.ImageLimits;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The route on the real HTTP server. */
class FrameRoutesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final byte[] JPEG = Pictures.jpeg(64, 48, 1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final MockProducer<String, Frame> producer =
      new MockProducer<>(
          Cluster.empty(),
          true,
          null,
          new StringSerializer(),
          RecordSerdes.registryFree().value(Topics.FRAMES).serializer());
  private HttpServer server;
  private Role role = Role.CAMERA;

  @BeforeEach
  void setUp() {
    server =
        new HttpServer(
            Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
            context -> new Caller("camera-17", "town", Set.of(role)));
    FrameIntake intake =
        new FrameIntake(
            FrameRoutesTest::camera,
            new CaptureWindow(Duration.ofMinutes(10), Duration.ofSeconds(5), CLOCK),
            ImageLimits.DEFAULT,
            100,
            new FramePublisher(producer, Duration.ofSeconds(5), CLOCK),
            new SimpleMeterRegistry());
    new FrameRoutes(intake, CLOCK, 4).register(server.routes());
    server.open();
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void jpegAsTheBodyIsAcceptedOnce() throws Exception {
    // When
    HttpResponse<String> first = post("CAM", JPEG);
    HttpResponse<String> second = post("CAM", JPEG);

    // Then
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(second.statusCode()).isEqualTo(202);
    String frameId = producer.history().get(0).value().getFrameId();
    assertThat(first.body()).contains(frameId).contains("\"duplicate\":false");
    assertThat(second.body()).contains(frameId).contains("\"duplicate\":true");
    assertThat(producer.history()).hasSize(1);
    assertThat(producer.history().get(0).value().getCapturedAt()).isEqualTo(NOW);
  }

  @Test
  void multipartAndCaptureTimeAreTaken() throws Exception {
    // Given
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(
        "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    body.write(JPEG);
    body.write("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));

    // When
    HttpResponse<String> response =
        post(
            "CAM",
            body.toByteArray(),
            "Content-Type",
            "multipart/form-data; boundary=x",
            "X-Captured-At",
            "2026-11-23T17:59:00+02:00");

    // Then
    assertThat(response.statusCode()).isEqualTo(202);
    Frame frame = producer.history().get(0).value();
    assertThat(frame.getCapturedAt()).isEqualTo(Instant.parse("2026-11-23T15:59:00Z"));
    assertThat(frame.getJpeg().array()).isEqualTo(JPEG);
  }

  @Test
  void idempotencyKeyTellsFramesApart() throws Exception {
    // When
    post("CAM", JPEG, "Idempotency-Key", "1");
    post("CAM", JPEG, "Idempotency-Key", "2");
    HttpResponse<String> again = post("CAM", JPEG, "Idempotency-Key", "2");

    // Then
    assertThat(producer.history()).hasSize(2);
    assertThat(again.body()).contains("\"duplicate\":true");
  }

  @Test
  void everyRefusalHasItsStatusAndSaysWhy() throws Exception {
    assertProblem(post("NOWHERE", JPEG), 404, "unknown-camera");
    assertProblem(post("OFF", JPEG), 409, "inactive-camera");
    assertProblem(post("CAM", new byte[0]), 400, "empty");
    assertProblem(post("CAM", "hello".getBytes(StandardCharsets.UTF_8)), 415, "not-an-image");
    assertProblem(post("CAM", Arrays.copyOf(JPEG, 300)), 422, "truncated");
    assertProblem(post("CAM", new byte[9_437_185]), 413, "too-many-bytes");
    assertProblem(post("CAM", Pictures.jpegClaiming(60_000, 60_000)), 413, "too-many-pixels");
    assertProblem(
        post("CAM", JPEG, "X-Captured-At", "2026-11-23T16:00:06Z"), 422, "captured-in-future");
    assertProblem(
        post("CAM", JPEG, "X-Captured-At", "2026-11-23T15:49:59Z"), 422, "captured-too-early");
    assertProblem(post("CAM", JPEG, "X-Captured-At", "yesterday"), 400, "X-Captured-At");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void bodyBeyondTheServersLimitIsStoppedEarly() throws Exception {
    assertThat(post("CAM", new byte[11_000_000]).statusCode()).isEqualTo(413);
  }

  @Test
  void brokerThatIsAwayMeansTryAgainLater() throws Exception {
    // Given
    producer.sendException = new TimeoutException("no broker");

    // When
    HttpResponse<String> response = post("CAM", JPEG);

    // Then
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
    producer.sendException = null;
    assertThat(post("CAM", JPEG).body()).contains("\"duplicate\":false");
  }

  @Test
  void rolesThatSubmitNoFramesAreTurnedAway() throws Exception {
    // Given
    role = Role.DISPATCHER;

    // When / Then
    assertThat(post("CAM", JPEG).statusCode()).isEqualTo(403);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String word) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(response.body()).contains(word);
  }

  private HttpResponse<String> post(String camera, byte[] body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/cameras/" + camera + "/frames"))
            .header("Authorization", "Bearer camera")
            .POST(BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
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
}
