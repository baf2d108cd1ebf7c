package org.alprstreams.retention.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.alprstreams.service.http.HttpRoutes;

/** {@code GET /openapi.json}, for everybody: what can be asked here, in OpenAPI 3.1. */
final class OpenApiRoute {

  private static final String DESCRIPTION = "/openapi/retention.yaml";

  private OpenApiRoute() {}

  static void register(HttpRoutes routes) {
    byte[] description = Json.write(description());
    routes.open(
        "GET",
        "/openapi.json",
        context -> context.contentType("application/json").result(description));
  }

  private static JsonNode description() {
    try (InputStream yaml = OpenApiRoute.class.getResourceAsStream(DESCRIPTION)) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("The build has put no description into this release.", e);
    }
  }
}
