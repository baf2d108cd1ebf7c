package org.alprstreams.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.alprstreams.avro.Frame;
import org.alprstreams.ingest.frame.FrameIntake;
import org.alprstreams.ingest.frame.Intakes;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.RegistryAwayException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The route on the real HTTP server. */
class FrameRoutesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int AT_ONCE = 4;
  private static final byte[] JPEG = Pictures.jpeg(64, 48, 1);

  private final HttpClient client = HttpClient.newHttpClient();
  private MockProducer<String, Frame> producer = Intakes.producer(true);
  private HttpServer server;
  private Role role = Role.CAMERA;

  @BeforeEach
  void setUp() {
    server =
        new HttpServer(
            Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
            context -> new Caller("camera-17", "town", Set.of(role)));
    FrameIntake intake = Intakes.of(producer, CLOCK, new SimpleMeterRegistry());
    new FrameRoutes(intake, CLOCK, AT_ONCE).register(server.routes());
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

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data, nonsense",
    "multipart/form-data; boundary=x, nonsense",
    "multipart/form-data; boundary=x, ''",
    "multipart/form-data; boundary=x, '--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\ncut o'"
  })
  void multipartBodyThatCannotBeReadIsTheSendersFault(String type, String body) throws Exception {
    // When
    HttpResponse<String> response =
        post("CAM", body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);

    // Then
    assertProblem(response, 400, "send it again, whole");
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
    assertThat(response.body()).contains("broker").contains("alpr.kafka.bootstrap-servers");
    producer.sendException = null;
    assertThat(post("CAM", JPEG).body()).contains("\"duplicate\":false");
  }

  @Test
  void registryThatIsAwayMeansTryAgainLater() throws Exception {
    // Given
    producer.sendException = new RegistryAwayException("alpr.frames", new ConnectException());

    // When
    HttpResponse<String> response = post("CAM", JPEG);

    // Then: the answer says what is away and what to do
    assertProblem(response, 503, "schema registry");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(response.body()).contains("send it again").contains("alpr.registry.url");

    // Then: the same frame comes in once it is back
    producer.sendException = null;
    assertThat(post("CAM", JPEG).body()).contains("\"duplicate\":false");
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void moreFramesThanMayBeUnderWayMeanTryAgainLater() throws Exception {
    // Given: a broker that has answered none of as many frames as may be under way
    useSilentBroker();
    List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      underWay.add(postAsync("CAM", Pictures.jpeg(64, 48, 10 + i)));
    }
    await().atMost(LONG).until(() -> producer.history().size() == AT_ONCE);

    // When
    HttpResponse<String> oneMore = post("CAM", JPEG);

    // Then
    assertProblem(oneMore, 503, "Too many frames are under way");
    assertThat(oneMore.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(producer.history()).hasSize(AT_ONCE);

    // Then: those under way come in, and a place is free again
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(producer.completeNext()).isTrue();
    }
    for (CompletableFuture<HttpResponse<String>> response : underWay) {
      assertThat(response.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
    CompletableFuture<HttpResponse<String>> again = postAsync("CAM", JPEG);
    await().atMost(LONG).until(() -> producer.history().size() == AT_ONCE + 1);
    producer.completeNext();
    assertThat(again.get(30, TimeUnit.SECONDS).body()).contains("\"duplicate\":false");
  }

  @Test
  void fullBufferMeansTryAgainLaterAndFreesThePlace() throws Exception {
    // Given
    useSilentBroker();

    // When / Then: more often than there are places, so that none stays taken
    for (int i = 1; i <= AT_ONCE + 1; i++) {
      int sent = i;
      CompletableFuture<HttpResponse<String>> pending = postAsync("CAM", JPEG);
      await().atMost(LONG).until(() -> producer.history().size() == sent);
      producer.errorNext(new BufferExhaustedException("no room for 2000 ms"));
      HttpResponse<String> response = pending.get(30, TimeUnit.SECONDS);
      assertProblem(response, 503, "send it again");
      assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
    }
  }

  @Test
  void refusedFramesFreeTheirPlaces() throws Exception {
    for (int i = 0; i <= AT_ONCE; i++) {
      assertProblem(post("NOWHERE", JPEG), 404, "unknown-camera");
    }
  }

  private void useSilentBroker() {
    server.close();
    producer = Intakes.producer(false);
    setUp();
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
    return client.send(request(camera, body, headers), BodyHandlers.ofString());
  }

  private CompletableFuture<HttpResponse<String>> postAsync(String camera, byte[] body) {
    return client.sendAsync(request(camera, body), BodyHandlers.ofString());
  }

  private HttpRequest request(String camera, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/cameras/" + camera + "/frames"))
            .header("Authorization", "Bearer camera")
            .POST(BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request.build();
  }
}
