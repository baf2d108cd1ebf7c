package org.alprstreams.service.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.RegistrySettings;
import org.alprstreams.service.config.Settings;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire; against the real registry it runs with the whole system. */
class SchemaRegistrationTest {

  private final Map<String, String> bodies = new ConcurrentHashMap<>();
  private HttpServer registry;
  private int status = 200;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          bodies.put(
              exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stopRegistry() {
    registry.stop(0);
  }

  @Test
  void everyTopicsSchemaIsRegisteredUnderItsOwnSubject() throws IOException {
    // When
    registration().registerAll();

    // Then
    assertThat(bodies).hasSize(Topics.all().size());
    for (Topic<?> topic : Topics.all()) {
      String body =
          bodies.get("POST /apis/ccompat/v7/subjects/" + topic.name() + "-value/versions");
      String schema = new ObjectMapper().readTree(body).get("schema").asText();
      assertThat(new Schema.Parser().parse(schema))
          .isEqualTo(SpecificData.get().getSchema(topic.valueType()));
    }
  }

  @Test
  void refusedSchemaIsNamed() {
    // Given
    status = 409;

    // When / Then
    assertThatThrownBy(() -> registration().registerAll())
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("alpr.frames-value")
        .hasMessageContaining("409");
  }

  @Test
  void silentRegistryIsNamedWithItsSetting() {
    // Given
    SchemaRegistration registration = registration();
    registry.stop(0);

    // When / Then
    assertThatThrownBy(registration::registerAll)
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("alpr.registry.url");
  }

  private SchemaRegistration registration() {
    return new SchemaRegistration(
        Settings.of(
                Map.of("alpr.registry.url", "http://127.0.0.1:" + registry.getAddress().getPort()))
            .of(RegistrySettings.class));
  }
}
