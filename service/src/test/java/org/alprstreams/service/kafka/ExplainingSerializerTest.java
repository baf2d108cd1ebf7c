package org.alprstreams.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.alprstreams.avro.Camera;
import org.alprstreams.schemas.serde.RecordSerdes;
import org.alprstreams.schemas.topic.Topics;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainingSerializerTest {

  private static final Camera CAMERA =
      Camera.newBuilder()
          .setCameraId("CAM")
          .setName("Main and First")
          .setActive(true)
          .setRegisteredBy("test")
          .setRegisteredAt(Instant.EPOCH)
          .build();

  @Test
  void aRegistryThatIsNotThereIsAway() throws Exception {
    // Given
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    // When
    Throwable failure = writeThrough(port);

    // Then
    assertThat(failure)
        .isInstanceOf(RegistryAwayException.class)
        .hasMessageContaining(CameraTopic.NAME)
        .hasMessageContaining("alpr.registry.url");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 500, 503})
  void aRegistryThatAnswersWithAFailureIsAway(int status) throws Exception {
    // Given
    HttpServer registry = answering(status, "{\"title\":\"no\"}");
    try {
      // When / Then
      assertThat(writeThrough(registry.getAddress().getPort()))
          .isInstanceOf(RegistryAwayException.class);
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void aRegistryThatLacksTheSchemaIsToBeGivenItWhileTheRecordWaits() throws Exception {
    // Given
    HttpServer registry = answering(200, "{\"versions\":[],\"count\":0}");
    try {
      // When / Then
      assertThat(writeThrough(registry.getAddress().getPort()))
          .isInstanceOf(RegistryAwayException.class)
          .hasMessageContaining("alpr topics apply");
    } finally {
      registry.stop(0);
    }
  }

  @Test
  void aRecordThatDoesNotFitItsSchemaIsNothingToWaitFor() throws Exception {
    // Given
    Serializer<Camera> plain = RecordSerdes.registryFree().value(Topics.CAMERAS).serializer();
    try (ExplainingSerializer<Camera> explaining = new ExplainingSerializer<>(plain)) {
      // When / Then
      assertThatThrownBy(() -> explaining.serialize(CameraTopic.NAME, new Camera()))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining(CameraTopic.NAME);
    }
  }

  @Test
  void whatIsWrittenStaysAsItIsWithHeadersAndWithout() {
    // Given
    Serializer<Camera> plain = RecordSerdes.registryFree().value(Topics.CAMERAS).serializer();

    try (ExplainingSerializer<Camera> explaining = new ExplainingSerializer<>(plain)) {
      // When / Then
      byte[] expected = plain.serialize(CameraTopic.NAME, CAMERA);
      assertThat(explaining.serialize(CameraTopic.NAME, CAMERA)).isEqualTo(expected);
      assertThat(explaining.serialize(CameraTopic.NAME, new RecordHeaders(), CAMERA))
          .isEqualTo(expected);
      assertThat(explaining.serialize(CameraTopic.NAME, null)).isNull();
    }
  }

  @Test
  void failuresWithHeadersAreExplainedToo() {
    // Given
    Serializer<Camera> broken =
        (topic, camera) -> {
          throw new IllegalStateException("of a vendor");
        };

    try (ExplainingSerializer<Camera> explaining = new ExplainingSerializer<>(broken)) {
      // When / Then
      assertThatThrownBy(() -> explaining.serialize(CameraTopic.NAME, new RecordHeaders(), CAMERA))
          .isInstanceOf(SerializationException.class)
          .hasMessageNotContaining("of a vendor");
    }
  }

  private static HttpServer answering(int status, String answer) throws Exception {
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    registry.start();
    return registry;
  }

  private static Throwable writeThrough(int port) {
    RecordSerdes serdes =
        RecordSerdes.registry(
            Map.of(
                "apicurio.registry.url",
                "http://localhost:" + port + "/apis/registry/v3",
                "apicurio.registry.retry-backoff-ms",
                1));
    try (ExplainingSerializer<Camera> serializer =
        new ExplainingSerializer<>(serdes.value(Topics.CAMERAS).serializer())) {
      return catchThrowable(() -> serializer.serialize(CameraTopic.NAME, CAMERA));
    }
  }
}
