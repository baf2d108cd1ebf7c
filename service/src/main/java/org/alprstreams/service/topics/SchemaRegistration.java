package org.alprstreams.service.topics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.alprstreams.schemas.topic.Topic;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.config.RegistrySettings;
import org.apache.avro.specific.SpecificData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the schema of every topic under its subject, through the interface that Apicurio and
 * Confluent's registry share. Producers never register: a typo must not become a contract.
 */
public final class SchemaRegistration {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistration.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final RegistrySettings settings;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param settings say where the registry is
   */
  public SchemaRegistration(RegistrySettings settings) {
    this.settings = settings;
  }

  /**
   * Registers all; a schema that is registered already stays as it is.
   *
   * @throws RegistryException if the registry cannot be reached, or refuses a schema, as when it is
   *     not compatible with what is registered
   */
  public void registerAll() {
    Topics.all().forEach(this::register);
    LOG.atInfo().addKeyValue("subjects", Topics.all().size()).log("schemas registered");
  }

  private void register(Topic<?> topic) {
    URI uri =
        URI.create(
            settings.url()
                + settings.confluentPath()
                + "/subjects/"
                + topic.subject()
                + "/versions");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", CONTENT_TYPE)
            .POST(BodyPublishers.ofString(body(topic)))
            .build();
    HttpResponse<String> response = send(request);
    if (response.statusCode() != 200) {
      throw new RegistryException(
          "The schema registry refused the schema of "
              + topic.subject()
              + " with status "
              + response.statusCode()
              + ": "
              + response.body(),
          null);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryException(
          "The schema registry does not answer at "
              + settings.url()
              + "; check alpr.registry.url ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryException("Interrupted while registering schemas", e);
    }
  }

  private static String body(Topic<?> topic) {
    String schema = SpecificData.get().getSchema(topic.valueType()).toString();
    try {
      return JSON.writeValueAsString(Map.of("schema", schema));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string always becomes JSON", e);
    }
  }
}
