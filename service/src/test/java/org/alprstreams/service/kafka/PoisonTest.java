package org.alprstreams.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import java.util.Map;
import java.util.stream.Stream;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.InvalidNumberEncodingException;
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
import org.rocksdb.RocksDBException;

class PoisonTest {

  private static final byte[] OF_SCHEMA_7 = {0, 0, 0, 0, 7, 1, 2, 3};

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new SerializationException("no Frame"), true),
        Arguments.of(new SerializationException("cut off", new EOFException()), true),
        Arguments.of(new IllegalStateException(new InvalidNumberEncodingException("long")), true),
        Arguments.of(new IllegalArgumentException("bug"), true),
        Arguments.of(new NullPointerException(), true),
        Arguments.of(answer(404), true),
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

  @ParameterizedTest
  @CsvSource({"404,true", "400,false", "401,false", "500,false", "502,false", "503,false"})
  void aRegistryThatAnswersOtherwiseThanNotFoundIsNoFaultOfTheRecord(int status, boolean poison)
      throws Exception {
    // Given
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          byte[] problem = "{\"title\":\"no\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, problem.length);
          exchange.getResponseBody().write(problem);
          exchange.close();
        });
    registry.start();
    try {
      // When
      Throwable failure = readThrough(registry.getAddress().getPort(), OF_SCHEMA_7);

      // Then
      assertThat(Poison.is(failure)).as("%s", failure).isEqualTo(poison);
    } finally {
      registry.stop(0);
    }
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

  private static Throwable readThrough(int port, byte[] bytes) {
    RecordSerdes serdes =
        RecordSerdes.registry(
            Map.of(
                "apicurio.registry.url",
                "http://localhost:" + port + "/apis/registry/v3",
                "apicurio.registry.retry-backoff-ms",
                1));
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
