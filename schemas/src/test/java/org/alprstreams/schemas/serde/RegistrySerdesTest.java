package org.alprstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alprstreams.avro.DeadLetter;
import org.alprstreams.schemas.topic.Topics;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real serde against a registry that knows one schema; deploy tests it on a real registry. */
class RegistrySerdesTest {

  private static final int CONTENT_ID = 0x01020304;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String version =
        """
        {"globalId": 9, "contentId": %d, "artifactId": "alpr.dead-letters-value", "version": "1",
         "groupId": "default", "artifactType": "AVRO", "state": "ENABLED"}"""
            .formatted(CONTENT_ID);
    registry.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(exchange.getRequestMethod() + " " + path);
          String body;
          if (path.contains("/ids/contentIds/") && !path.endsWith("/references")) {
            body = DeadLetter.getClassSchema().toString();
          } else if (path.endsWith("/references")) {
            body = "[]";
          } else if (path.contains("/search/versions")) {
            body = "{\"count\": 1, \"versions\": [" + version + "]}";
          } else {
            body = version;
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stopRegistry() {
    registry.stop(0);
  }

  private Serde<DeadLetter> serde() {
    String url = "http://localhost:" + registry.getAddress().getPort() + "/apis/registry/v3";
    return RecordSerdes.registry(Map.of("apicurio.registry.url", url)).value(Topics.DEAD_LETTERS);
  }

  @Test
  void writesAZeroByteTheSchemaIdAndPlainAvro() throws IOException {
    // Given the Avro binary of a record, made by Avro alone
    ByteArrayOutputStream avro = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(avro, null);
    new SpecificDatumWriter<>(DeadLetter.class).write(Samples.deadLetter(), encoder);
    encoder.flush();

    // When our serde writes it
    byte[] bytes = serde().serializer().serialize("alpr.dead-letters", Samples.deadLetter());

    // Then the wire holds 0x00, four bytes of id, and that very binary
    assertThat(bytes[0]).isZero();
    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(CONTENT_ID);
    assertThat(Arrays.copyOfRange(bytes, 5, bytes.length)).isEqualTo(avro.toByteArray());
    assertThat(requests).isNotEmpty();
  }

  @Test
  void readsWhatItWrote() {
    Serde<DeadLetter> serde = serde();
    byte[] bytes = serde.serializer().serialize("alpr.dead-letters", Samples.deadLetter());
    assertThat(serde.deserializer().deserialize("alpr.dead-letters", bytes))
        .isEqualTo(Samples.deadLetter());
    assertThat(serde.serializer().serialize("alpr.dead-letters", null)).isNull();
  }

  @Test
  void anotherSerializerClassIsASetting() {
    RecordSerdes serdes = RecordSerdes.registry(Map.of("value.serializer", "com.example.Missing"));
    assertThatThrownBy(() -> serdes.value(Topics.DEAD_LETTERS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("com.example.Missing")
        .hasMessageContaining("class path");
  }
}
