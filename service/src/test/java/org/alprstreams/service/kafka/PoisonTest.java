package org.alprstreams.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.microsoft.kiota.ApiExceptionBuilder;
import com.sun.net.httpserver.HttpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

class PoisonTest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final byte[] OF_SCHEMA_7 = {0, 0, 0, 0, 7, 1, 2, 3};

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new SerializationException("no Frame"), true),
        Arguments.of(new SerializationException("cut off", new EOFException()), true),
        Arguments.of(new IllegalStateException(new InvalidNumberEncodingException("long")), true),
        Arguments.of(new IllegalArgumentException("bug"), true),
        Arguments.of(new NullPointerException(), true),
        Arguments.of(answer(404), false),
        Arguments.of(new IllegalStateException(new SchemaParseException("a page")), false),
        Arguments.of(vendors("Schema 7 not found; error code: 40403"), true),
        Arguments.of(answer(401), false),
        Arguments.of(answer(403), false),
        Arguments.of(answer(429), false),
        Arguments.of(answer(500), false),
        Arguments.of(vendors("Unauthorized; error code: 401"), false),
        Arguments.of(new TopicAuthorizationException("denied"), false),
        Arguments.of(new SaslAuthenticationException("denied"), false),
        Arguments.of(new TimeoutException("broker"), false),
        Arguments.of(new ProcessorStateException("no space left on device"), false),
        Arguments.of(new InvalidStateStoreException("not open"), false),
        Arguments.of(new IllegalStateException(new RocksDBException("full")), false),
        Arguments.of(new SerializationException("registry", new ConnectException()), false),
        Arguments.of(new RuntimeException(new IOException("closed", new EOFException())), false),
        Arguments.of(
            new IllegalStateException(new RuntimeException(new InterruptedException())), false));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void recordsAreSkippedOnlyForWhatIsTheirOwnFault(Throwable failure, boolean poison) {
    // When / Then
    assertThat(Poison.is(failure)).isEqualTo(poison);
  }

  @Test
  void aSchemaThatCannotBeHadIsNoFaultOfTheRecordThatIsToBeWritten() {
    // When / Then
    Throwable missing = vendors("Schema not found; error code: 40403");
    assertThat(Poison.is(missing)).isTrue();
    assertThat(Poison.isOfWriting(missing)).isFalse();
    assertThat(Poison.isOfWriting(answer(404))).isFalse();
    assertThat(Poison.isOfWriting(new NullPointerException())).isTrue();
  }

  /** What stands before a registry answers in its place, and so does a registry at another path. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/html | <html>Sign in</html>",
        "200 | application/json | {\"page\":\"Sign in\"}",
        "400 | application/json | {\"title\":\"no\",\"status\":400}",
        "401 | text/html | <html>Sign in</html>",
        "401 | application/json | {\"title\":\"no\",\"status\":401}",
        "403 | text/plain | Forbidden",
        "404 | text/html | <html>Not found</html>",
        "404 | text/plain | default backend - 404",
        "404 | application/json | {\"title\":\"no\"}",
        "404 | application/json | {\"title\":\"no\",\"status\":404,\"name\":\"NotFoundException\"}",
        "500 | text/html | <html>Error</html>",
        "500 | application/json | {\"title\":\"no\",\"name\":\"ContentNotFoundException\"}",
        "502 | text/html | <html>Bad gateway</html>",
        "503 | application/json | {\"title\":\"no\"}"
      })
  void anAnswerThatIsNotTheRegistrysOwnIsNoFaultOfTheRecord(int status, String type, String body)
      throws Exception {
    // Given
    HttpServer registry = answering(status, type, body);
    try {
      // When
      Throwable failure = readThrough(registry.getAddress().getPort(), OF_SCHEMA_7);

      // Then
      assertThat(Poison.is(failure)).as("%s", failure).isFalse();
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void anIdThatTheRegistrySaysItDoesNotHaveIsTheRecordsFault() throws Exception {
    // Given what Apicurio 3.0.9 answers
    HttpServer registry =
        answering(
            404,
            "application/json",
            """
            {"detail":"ContentNotFoundException: No content with ID '7' was found.",\
            "title":"No content with ID '7' was found.","status":404,\
            "name":"ContentNotFoundException"}""");
    try {
      // When
      Throwable failure = readThrough(registry.getAddress().getPort(), OF_SCHEMA_7);

      // Then
      assertThat(Poison.is(failure)).as("%s", failure).isTrue();
    } finally {
      registry.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00 00000000 01", "00 ffffffff 01", "7b 227d 0000", "00 00"})
  void bytesWithoutAnIdAreTheRecordsFaultWhateverTheRegistryAnswers(String hex) throws Exception {
    // Given
    HttpServer registry = answering(503, "text/html", "<html>Busy</html>");
    try {
      // When
      Throwable failure =
          readThrough(
              registry.getAddress().getPort(), HexFormat.of().parseHex(hex.replace(" ", "")));

      // Then
      assertThat(Poison.is(failure)).as("%s", failure).isTrue();
    } finally {
      registry.stop(0);
    }
  }

  private static HttpServer answering(int status, String type, String body) throws IOException {
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    registry.start();
    return registry;
  }

  @Test
  void aRegistryThatHangsUpIsNoFaultOfTheRecord() throws Exception {
    // Given a port behind which every connection ends at once
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread hangUp =
          new Thread(
              () -> {
                try {
                  while (true) {
                    socket.accept().close();
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      hangUp.start();

      // When
      Throwable failure = readThrough(socket.getLocalPort(), OF_SCHEMA_7);

      // Then
      assertThat(Poison.is(failure)).as("%s", failure).isFalse();
    }
  }

  @Test
  void aRegistryThatIsNotThereIsNoFaultOfTheRecord() throws Exception {
    // Given
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    // When
    Throwable failure = readThrough(port, OF_SCHEMA_7);

    // Then
    assertThat(Poison.is(failure)).as("%s", failure).isFalse();
  }

  @Test
  void bytesThatEndTooEarlyAreTheRecordsFault() {
    // Given
    byte[] whole = CameraTopic.camera("CAM-1");
    byte[] cut = ByteBuffer.allocate(whole.length - 3).put(whole, 0, whole.length - 3).array();

    // When
    Throwable failure =
        catchThrowable(
            () ->
                RecordSerdes.registryFree()
                    .value(Topics.CAMERAS)
                    .deserializer()
                    .deserialize(CameraTopic.NAME, cut));

    // Then
    assertThat(Poison.is(failure)).as("%s", failure).isTrue();
  }

  @Test
  void aRegistryThatTakesRequestsAndDoesNotAnswerIsNoFaultOfTheRecord() throws Exception {
    // Given a port whose connections nobody reads
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      // When
      Throwable failure =
          assertTimeoutPreemptively(
              PATIENCE, () -> readThrough(silent.getLocalPort(), OF_SCHEMA_7));

      // Then
      assertThat(Poison.is(failure)).as("%s", failure).isFalse();
      assertThat(failure).hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class);
    }
  }

  private static Throwable readThrough(int port, byte[] bytes) {
    RecordSerdes serdes =
        RecordSerdes.registry(
            Map.of(
                "apicurio.registry.url",
                "http://localhost:" + port + "/apis/registry/v3",
                "apicurio.registry.retry-backoff-ms",
                1,
                "registry.timeout-ms",
                500));
    try (var deserializer = serdes.<Camera>value(Topics.CAMERAS).deserializer()) {
      return catchThrowable(() -> deserializer.deserialize(CameraTopic.NAME, bytes));
    }
  }

  private static RuntimeException answer(int status) {
    return new RuntimeException(
        new ApiExceptionBuilder().withMessage("answered").withResponseStatusCode(status).build());
  }

  private static RuntimeException vendors(String message) {
    return new SerializationException("registry", new IOException(message));
  }
}
