package org.alprstreams.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.alprstreams.avro.PlateCandidate;
import org.alprstreams.ingest.MovableClock;
import org.alprstreams.ingest.event.Events;
import org.alprstreams.ingest.event.VendorCameras;
import org.alprstreams.ingest.image.JpegConversion;
import org.alprstreams.ingest.image.Pictures;
import org.alprstreams.ingest.vendor.EventFormat;
import org.alprstreams.ingest.vendor.Samples;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.Settings;
import org.alprstreams.service.http.Caller;
import org.alprstreams.service.http.HttpServer;
import org.alprstreams.service.http.HttpSettings;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.RegistryAwayException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The routes on the real HTTP server. */
class EventRoutesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int AT_ONCE = 4;
  private static final String REKOR = Samples.text("rekor-group.json");

  private final MovableClock clock = new MovableClock(NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private MockProducer<String, PlateCandidate> producer = Events.producer(true);
  private HttpServer server;
  private Role role = Role.CAMERA;

  @BeforeEach
  void setUp() {
    server =
        new HttpServer(
            Settings.of(Map.of("alpr.http.port", "0")).of(HttpSettings.class),
            context -> new Caller("camera-17", "town", Set.of(role)));
    VendorCameras cameras =
        VendorCameras.none()
            .with(EventFormat.REKOR, "1207", "CAM-7")
            .with(EventFormat.REKOR, "1208", "NOWHERE-8");
    new EventRoutes(Events.intake(producer, cameras, clock, meters), AT_ONCE)
        .register(server.routes());
    server.open();
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void groupBecomesACandidateOfTheCameraInTheAddress() throws Exception {
    // When
    HttpResponse<String> answer = post("/cameras/CAM/events/rekor", REKOR);

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    ProducerRecord<String, PlateCandidate> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo(Topics.CANDIDATES.name());
    assertThat(record.key()).isEqualTo("CAM");
    assertThat(record.timestamp())
        .isEqualTo(Instant.parse("2026-11-23T15:59:56.240Z").toEpochMilli());
    PlateCandidate candidate = record.value();
    assertThat(candidate.getCameraId()).isEqualTo("CAM");
    assertThat(candidate.getText()).isEqualTo("8SMP042");
    assertThat(candidate.getState()).isEqualTo("CA");
    assertThat(candidate.getEngine()).isEqualTo("rekor");
    assertThat(candidate.getPlateCrop().remaining()).isPositive();
    assertThat(answer.body())
        .contains(candidate.getCandidateId())
        .contains("\"duplicate\":false")
        .doesNotContain("8SMP");
  }

  @Test
  void sameEventAgainIsAcknowledgedAndNotPublished() throws Exception {
    // When
    post("/cameras/CAM/events/rekor", REKOR);
    HttpResponse<String> again = post("/cameras/CAM/events/rekor", REKOR);

    // Then
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).contains("\"duplicate\":true");
    assertThat(producer.history()).hasSize(1);
    assertThat(count("CAM", "rekor", "duplicate", "none")).isEqualTo(1);
  }

  @Test
  void eventThatNamesItsCameraGoesToTheOneItIsSetTo() throws Exception {
    // When
    HttpResponse<String> mapped = post("/events/rekor", REKOR);
    HttpResponse<String> same =
        post("/events/rekor", REKOR.replace("\"camera_id\": 1207", "\"camera_id\": 4"));

    // Then
    assertThat(mapped.statusCode()).isEqualTo(202);
    assertThat(same.statusCode()).isEqualTo(202);
    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("CAM-7", "4");
    assertProblem(
        post("/events/rekor", REKOR.replace("\"camera_id\": 1207", "\"camera_id\": 1208")),
        404,
        "NOWHERE-8");
    assertProblem(
        post("/events/rekor", REKOR.replace("\"camera_id\": 1207", "\"camera_id\": 1208")),
        404,
        "alpr.ingest.vendor-cameras");
    assertProblem(
        post("/events/rekor", REKOR.replace("\"camera_id\": 1207,", "")), 400, "names no camera");
  }

  @Test
  void formWithItsFrameGivesEachPlateItsOwnPicture() throws Exception {
    // Given
    byte[] frame = Pictures.jpeg(320, 200, 3);

    // When
    HttpResponse<String> answer = postWithUpload("plate-recognizer.json", frame);

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).contains("$.data.results[2].plate");
    List<PlateCandidate> candidates = values();
    assertThat(candidates)
        .extracting(PlateCandidate::getText)
        .containsExactly("8SMP042", "9SMP117");
    assertThat(candidates)
        .extracting(PlateCandidate::getFrameId)
        .containsOnly(candidates.get(0).getFrameId());
    assertThat(candidates).extracting(PlateCandidate::getCandidateId).doesNotHaveDuplicates();
    var crop = ImageIO.read(new ByteArrayInputStream(bytes(candidates.get(1).getPlateCrop())));
    assertThat(crop.getWidth()).isEqualTo(70);
    assertThat(crop.getHeight()).isEqualTo(32);
    assertThat(count("CAM", "plate-recognizer", "skipped", "unusable")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plate-recognizer.json", "plate-recognizer-vehicle.json"})
  void pictureOfTheVehicleAloneIsCutAtThePlatesPlaceInIt(String sample) throws Exception {
    // Given the vehicle from (60, 10) of the frame, a pixel less than its box, with a white plate
    BufferedImage vehicle = new BufferedImage(199, 170, BufferedImage.TYPE_3BYTE_BGR);
    vehicle.getGraphics().fillRect(40, 50, 80, 40);

    // When
    HttpResponse<String> answer = postWithUpload(sample, JpegConversion.of(vehicle));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var crop = ImageIO.read(new ByteArrayInputStream(bytes(values().get(0).getPlateCrop())));
    assertThat(crop.getWidth()).isEqualTo(80);
    assertThat(crop.getHeight()).isEqualTo(40);
    for (int[] corner : new int[][] {{4, 4}, {75, 4}, {4, 35}, {75, 35}}) {
      assertThat(crop.getRGB(corner[0], corner[1]) & 0xFF).isGreaterThan(240);
    }
  }

  @ParameterizedTest
  @CsvSource({"230,170", "200,150"})
  void pictureThatIsNeitherVehicleNorFrameIsLeftOut(int width, int height) throws Exception {
    // When: the plate's box would lie in it
    HttpResponse<String> answer =
        postWithUpload("plate-recognizer.json", Pictures.jpeg(width, height, 3));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(values().get(0).getText()).isEqualTo("8SMP042");
    assertThat(values().get(0).getPlateCrop().remaining()).isZero();
  }

  private HttpResponse<String> postWithUpload(String sample, byte[] upload) throws Exception {
    return post(
        "/cameras/CAM/events/plate-recognizer",
        multipart(
            Map.of("json", Samples.text(sample).getBytes(StandardCharsets.UTF_8)),
            Map.of("upload", upload)),
        "Content-Type",
        "multipart/form-data; boundary=x");
  }

  @Test
  void formWithoutAPictureMayBeUrlEncoded() throws Exception {
    // Given: as Plate Recognizer Stream sends it
    String json = Samples.text("plate-recognizer.json").replace("8smp042", "8smp 042");

    // When
    HttpResponse<String> answer =
        postForm("/cameras/CAM/events/plate-recognizer", "note=a%26b&json=" + encoded(json));
    HttpResponse<String> xml =
        postForm(
            "/cameras/CAM/events/hikvision",
            "anpr_xml=" + encoded(Samples.text("hikvision-anpr.xml")));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(xml.statusCode()).as(xml.body()).isEqualTo(202);
    assertThat(values())
        .extracting(PlateCandidate::getText)
        .containsExactly("8SMP042", "9SMP117", "8SMP042");
    assertThat(values().get(0).getPlateCrop().remaining()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "json=%7G, hexadecimal digit",
    "json=%7, hexadecimal digit",
    "json=%, hexadecimal digit",
    "json=%7B, line 1",
    "json, no object",
    "'', no part or field",
    "'{\"data\":{}}', set the Content-Type to application/json",
    "data=%7B%7D, no part or field that is JSON"
  })
  void urlEncodedFormThatCannotBeReadIsMalformed(String form, String words) throws Exception {
    assertProblem(postForm("/cameras/CAM/events/plate-recognizer", form), 400, words);
    assertThat(count("CAM", "plate-recognizer", "refused", "malformed")).isEqualTo(1);
  }

  @Test
  void urlEncodedFormHasTheLimitsOfOtherForms() throws Exception {
    // Given
    String path = "/cameras/CAM/events/plate-recognizer";

    // When / Then
    assertProblem(postForm(path, "json=" + "+".repeat(4_300_000)), 413, "4194304");
    assertProblem(postForm(path, "a=b&".repeat(21)), 413, "more than 20 fields");
    assertProblem(postForm(path, "x=" + "+".repeat(9_500_000)), 413, "9437184");
    assertThat(count("CAM", "plate-recognizer", "refused", "too-large")).isEqualTo(3);
  }

  private HttpResponse<String> postForm(String path, String form) throws Exception {
    return post(path, form, "Content-Type", "Application/X-WWW-Form-UrlEncoded; charset=UTF-8");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void localTimeThatWasTakenForUtcIsRefusedInWordsThatSayWhatToDo() throws Exception {
    // Given an event of now, by a clock eight hours behind UTC
    String json =
        Samples.text("plate-recognizer.json")
            .replace("2026-11-23T15:59:58.250117Z", "2026-11-23 07:59:58.250117");

    // When
    HttpResponse<String> answer = post("/cameras/CAM/events/plate-recognizer", json);

    // Then
    assertProblem(answer, 422, "$.data.timestamp has no offset and was taken for UTC");
    assertProblem(post("/cameras/OFF/events/plate-recognizer", json), 409, "switched off");
  }

  @Test
  void readingWhosePictureIsBrokenComesInWithoutIt() throws Exception {
    // When
    HttpResponse<String> answer =
        post("/cameras/CAM/events/rekor", REKOR.replaceFirst("/9j/[^\"]*\"", "AAAA\""));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(values().get(0).getPlateCrop().remaining()).isZero();
  }

  @Test
  void resultWithoutPlatesIsAcknowledged() throws Exception {
    // When
    HttpResponse<String> answer =
        post(
            "/cameras/CAM/events/plate-recognizer",
            "{\"data\":{\"timestamp\":\"2026-11-23T16:00:00Z\",\"results\":[]}}");

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void xmlComesAloneOrWithItsPictures() throws Exception {
    // Given
    byte[] xml = Samples.text("hikvision-anpr.xml").getBytes(StandardCharsets.UTF_8);

    // When
    HttpResponse<String> alone =
        post("/cameras/CAM/events/hikvision", xml, "Content-Type", "application/xml");
    HttpResponse<String> together =
        post(
            "/cameras/CAM2/events/hikvision",
            multipart(
                Map.of(),
                Map.of("anpr.xml", xml, "licensePlatePicture.jpg", Pictures.jpeg(90, 40, 1))),
            "Content-Type",
            "multipart/form-data; boundary=x");

    // Then
    assertThat(alone.statusCode()).as(alone.body()).isEqualTo(202);
    assertThat(together.statusCode()).as(together.body()).isEqualTo(202);
    assertThat(values().get(0).getPlateCrop().remaining()).isZero();
    assertThat(values().get(1).getPlateCrop().remaining()).isPositive();
  }

  @Test
  void heartbeatMarksCamerasAliveAndItsAddressesGoNowhere() throws Exception {
    // Given
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);

    // When
    HttpResponse<String> answer = post("/events/rekor", Samples.text("rekor-heartbeat.json"));
    clock.advance(Duration.ofSeconds(90));

    // Then
    root.detachAppender(log);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"alive\":[\"CAM-7\"]}");
    assertThat(
            meters
                .get("alpr.ingest.event.silence")
                .tag("camera", "CAM-7")
                .timeGauge()
                .value(TimeUnit.SECONDS))
        .isEqualTo(90);
    assertThat(producer.history()).isEmpty();
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(m -> m.contains("S3cretSample"));
    assertThat(meters.getMeters())
        .noneMatch(meter -> meter.getId().toString().contains("S3cretSample"));
  }

  @Test
  void whatElseASenderForwardsIsAcknowledgedAndLeftAside() throws Exception {
    // When
    HttpResponse<String> answer =
        post("/cameras/CAM/events/rekor", "{\"data_type\":\"alpr_results\",\"results\":[]}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains("\"ignored\":\"alpr_results\"");
    assertThat(count("CAM", "rekor", "ignored", "alpr-results")).isEqualTo(1);
  }

  @Test
  void postThatOnlyTriesTheAddressOutIsAcknowledged() throws Exception {
    // When
    HttpResponse<String> answer = post("/events/rekor", "{\"openalpr_webhook\": \"test\"}");

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"ignored\":\"webhook_test\",\"candidates\":[]}");
    assertThat(count("unregistered", "rekor", "ignored", "webhook-test")).isEqualTo(1);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void everyRefusalHasItsStatusAndSaysWhy() throws Exception {
    String cam = "/cameras/CAM/events/";
    assertProblem(post(cam + "acme", "{}"), 404, "rekor, plate-recognizer, axis, hikvision");
    assertProblem(post("/cameras/NOWHERE/events/rekor", REKOR), 404, "alpr cameras add");
    assertProblem(post("/cameras/OFF/events/rekor", REKOR), 409, "switched off");
    assertProblem(post(cam + "rekor", "{\"data_type\":"), 400, "line 1, column");
    assertProblem(
        post(cam + "rekor", REKOR.replace("\"y\": 668", "\"y\": \"low\"")),
        400,
        "$.best_plate.coordinates[2].y");
    assertProblem(
        post(cam + "axis", Samples.text("axis-new.json").replace("8SMP042", "8")),
        422,
        "$.plateUTF8");
    assertProblem(
        post(cam + "rekor", REKOR, "Content-Type", "text/plain"), 415, "application/json");
    assertProblem(
        post(cam + "hikvision", REKOR, "Content-Type", "application/json"), 415, "application/xml");
    assertProblem(post(cam + "rekor", "{\"x\":\"" + "a".repeat(4_300_000) + "\"}"), 413, "4194304");
    assertProblem(
        post(cam + "hikvision", " ".repeat(300_000), "Content-Type", "text/xml"), 413, "262144");
    assertProblem(
        post(cam + "rekor", "--x\r\n\r\n--x--", "Content-Type", "multipart/form-data; boundary=x"),
        400,
        "multipart");
    assertProblem(
        post(cam + "rekor", "nonsense", "Content-Type", "multipart/form-data"), 400, "multipart");
    clock.advance(Duration.ofMinutes(11));
    assertProblem(post(cam + "rekor", REKOR), 422, "captured-too-early");
    clock.advance(Duration.ofMinutes(-12));
    assertProblem(post(cam + "rekor", REKOR), 422, "captured-in-future");
    assertThat(producer.history()).isEmpty();
    assertThat(count("unregistered", "rekor", "refused", "unknown-camera")).isEqualTo(1);
    assertThat(count("OFF", "rekor", "refused", "inactive-camera")).isEqualTo(1);
    assertThat(count("CAM", "rekor", "refused", "too-large")).isEqualTo(1);
    assertThat(meters.getMeters()).noneMatch(meter -> meter.getId().toString().contains("8SMP"));
  }

  @Test
  void formInChunksOverTheServersLimitIsRefusedAndCountedAsTooLarge() throws Exception {
    // Given more parts than a request may hold, none of them larger than a part may be
    byte[] part = new byte[6_000_000];
    byte[] form = multipart(Map.of(), Map.of("a.jpg", part, "b.jpg", part));

    // When no length is declared
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + server.port() + "/cameras/CAM/events/hikvision"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))
                .build(),
            BodyHandlers.ofString());

    // Then
    assertProblem(answer, 413, "alpr.http.max-request-bytes");
    assertThat(count("CAM", "hikvision", "refused", "too-large")).isEqualTo(1);
  }

  @Test
  void brokerThatIsAwayMeansTryAgainLater() throws Exception {
    // Given
    producer.sendException = new TimeoutException("no broker");

    // When
    HttpResponse<String> response = post("/cameras/CAM/events/rekor", REKOR);

    // Then
    assertProblem(response, 503, "send it again");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(count("CAM", "rekor", "unavailable", "broker")).isEqualTo(1);
    producer.sendException = null;
    assertThat(post("/cameras/CAM/events/rekor", REKOR).body()).contains("\"duplicate\":false");
  }

  @Test
  void registryThatIsAwayMeansTryAgainLater() throws Exception {
    // Given
    producer.sendException = new RegistryAwayException("alpr.candidates", new ConnectException());

    // When
    HttpResponse<String> response = post("/cameras/CAM/events/rekor", REKOR);

    // Then
    assertProblem(response, 503, "schema registry");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(count("CAM", "rekor", "unavailable", "registry")).isEqualTo(1);
    producer.sendException = null;
    assertThat(post("/cameras/CAM/events/rekor", REKOR).body()).contains("\"duplicate\":false");
  }

  @Test
  void moreEventsThanMayBeUnderWayMeanTryAgainLater() throws Exception {
    // Given
    server.close();
    producer = Events.producer(false);
    setUp();
    List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      underWay.add(
          client.sendAsync(
              request("/cameras/CAM" + i + "/events/rekor", REKOR.getBytes(StandardCharsets.UTF_8)),
              BodyHandlers.ofString()));
    }
    await().atMost(LONG).until(() -> producer.history().size() == AT_ONCE);

    // When
    HttpResponse<String> oneMore = post("/cameras/CAM/events/rekor", REKOR);

    // Then
    assertProblem(oneMore, 503, "Too many events are under way");
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(producer.completeNext()).isTrue();
    }
    for (CompletableFuture<HttpResponse<String>> response : underWay) {
      assertThat(response.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void rolesThatSubmitNoFramesAreTurnedAway() throws Exception {
    // Given
    role = Role.DISPATCHER;

    // When / Then
    assertThat(post("/cameras/CAM/events/rekor", REKOR).statusCode()).isEqualTo(403);
    assertThat(post("/events/rekor", REKOR).statusCode()).isEqualTo(403);
  }

  private List<PlateCandidate> values() {
    return producer.history().stream().map(ProducerRecord::value).toList();
  }

  private double count(String camera, String format, String outcome, String reason) {
    var counter =
        meters
            .find("alpr.ingest.events")
            .tags("camera", camera, "format", format, "outcome", outcome, "reason", reason)
            .counter();
    return counter == null ? 0 : counter.count();
  }

  private static void assertProblem(HttpResponse<String> response, int status, String words) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(response.body()).contains(words).doesNotContain("8SMP");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] multipart(Map<String, byte[]> fields, Map<String, byte[]> files)
      throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> field : fields.entrySet()) {
      part(body, "name=\"" + field.getKey() + "\"", field.getValue());
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      String type = name.endsWith("xml") ? "application/xml" : "image/jpeg";
      part(
          body,
          "name=\"" + name + "\"; filename=\"" + name + "\"\r\nContent-Type: " + type,
          file.getValue());
    }
    body.write("--x--\r\n".getBytes(StandardCharsets.US_ASCII));
    return body.toByteArray();
  }

  private static void part(ByteArrayOutputStream body, String disposition, byte[] content)
      throws Exception {
    body.write(
        ("--x\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.write(content);
    body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
    return client.send(request(path, body, headers), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer camera")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request.build();
  }
}
