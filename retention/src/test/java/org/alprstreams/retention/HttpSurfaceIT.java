package org.alprstreams.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an instance takes over HTTP: what is described, and nothing that makes it fail. */
@ExtendWith(KafkaClusterExtension.class)
class HttpSurfaceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PLATE = "7SECRET";

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  static KafkaCluster cluster;

  @TempDir static Path data;
  private static Instance instance;
  private static RawHttp raw;

  @BeforeAll
  static void start() throws Exception {
    instance =
        Instance.start(
            cluster.getBootstrapServers(),
            data,
            Map.of("alpr.retention.peer-secret", "a secret for instances that are not there"));
    await().atMost(PATIENCE).until(instance::ready);
    raw = new RawHttp(instance.port(), instance.token(Role.ANALYST));
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @Test
  void descriptionNamesTheRoutesThatThereAreAndNoOthers() throws Exception {
    // When
    HttpResponse<byte[]> answer = instance.get("/openapi.json", Optional.empty());
    Set<String> described = new HashSet<>();
    operations(Instance.parse(answer)).forEach(operation -> described.add(operation.name()));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(described).isEqualTo(instance.routes());
  }

  @Test
  void descriptionNamesTheParametersThatRoutesOfReadsTakeAndNoOthers() throws Exception {
    for (Operation operation : operations(instance.json("/openapi.json"))) {
      if (operation.tag().equals("reads")) {
        // When: a route says which there are when it is given one that is not
        String path = operation.path().replaceAll("\\{[^}]*\\}", "x");
        JsonNode refusal = instance.json(path + "?nosuch=1");

        // Then
        String detail = refusal.at("/detail").asText();
        assertThat(detail).startsWith("There is no such parameter; there are ");
        String names = detail.substring(detail.indexOf("there are ") + 10).replace(".", "");
        assertThat(new TreeSet<>(Arrays.asList(names.split(", "))))
            .isEqualTo(operation.queryParameters());
      }
    }
  }

  @Test
  void everyReferenceOfTheDescriptionLeadsSomewhere() throws Exception {
    // Given
    JsonNode description = instance.json("/openapi.json");

    // When / Then
    assertThat(description.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(to -> assertThat(description.at(to.substring(1)).isMissingNode()).isFalse());
  }

  @Test
  void noParameterMakesItFailOrRepeatAPlate() throws Exception {
    for (String query : samples(queries(), 1500)) {
      assertRefusedOrAnswered("/reads?" + query);
    }
  }

  @Test
  void noPathMakesItFailOrRepeatAPlate() throws Exception {
    for (String path : samples(paths(), 500)) {
      assertRefusedOrAnswered(path);
    }
  }

  @Test
  void noBodyForInstancesMakesItFail() throws Exception {
    for (String body : samples(Arbitraries.strings().ofMaxLength(50), 50)) {
      // When
      HttpResponse<byte[]> answer =
          instance.post(
              "/internal/retention/query",
              body,
              Map.of("Authorization", "Bearer " + instance.token(Role.ANALYST)));

      // Then
      assertThat(answer.statusCode()).isEqualTo(403);
    }
  }

  private static void assertRefusedOrAnswered(String target) throws Exception {
    // When
    RawHttp.Answer answer = raw.get(target);

    // Then
    assertThat(answer.status()).as(target).isIn(200, 400, 404, 405, 414, 422, 431);
    if (answer.status() != 200) {
      assertThat(answer.text().toUpperCase(Locale.ROOT))
          .as(target)
          .doesNotContain(PLATE)
          .doesNotContain("EXCEPTION")
          .doesNotContain("\tAT ")
          .doesNotContain("JETTY");
    }
  }

  /** Queries with what is right and what is not, well encoded and not. */
  private static Arbitrary<String> queries() {
    Arbitrary<String> names =
        Arbitraries.of(
            "plate",
            "lookalikes",
            "camera",
            "from",
            "to",
            "limit",
            "cursor",
            "allowPartial",
            "allowStale",
            "purpose",
            "caseNumber",
            PLATE,
            "");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of(
                PLATE,
                PLATE + "*",
                "*" + PLATE.substring(3),
                "7S?CRET",
                "????????",
                "*",
                "north",
                "true",
                "false",
                "0",
                "-1",
                "1",
                "1001",
                "99999999999",
                "STOLEN_VEHICLE",
                "26-1",
                "2026-11-23T08:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "2026-11-23",
                "MTp-eA",
                "MX54",
                "fg",
                "LTE3OTc2OTMxMzQ4NjIzMTU3fjE",
                "%",
                "%0",
                "%ZZ",
                "%C3%28",
                "%00",
                "%F0%28%8C%28"),
            Arbitraries.strings().ofMaxLength(20).map(HttpSurfaceIT::encoded),
            Arbitraries.strings()
                .ascii()
                .ofMinLength(200)
                .ofMaxLength(300)
                .map(HttpSurfaceIT::encoded));
    Arbitrary<String> pairs =
        Combinators.combine(names, values).as((name, value) -> name + "=" + value);
    Arbitrary<String> some = pairs.list().ofMaxSize(5).map(all -> String.join("&", all));
    // Most come with a purpose, or they would get no further than that.
    return Combinators.combine(
            Arbitraries.of(
                "purpose=STOLEN_VEHICLE&", "purpose=STOLEN_VEHICLE&plate=" + PLATE + "&", ""),
            some)
        .as((purpose, rest) -> purpose + rest);
  }

  private static Arbitrary<String> paths() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.of(
                "reads",
                "image",
                "policy",
                PLATE,
                "..",
                ".",
                "",
                "%2e%2e",
                "%2F",
                "%00",
                "%",
                "%ZZ",
                ";x",
                "*",
                "internal",
                "retention",
                "query",
                "a".repeat(200),
                "{readId}",
                "\\"),
            Arbitraries.strings().ofMaxLength(10).map(HttpSurfaceIT::encoded));
    return Combinators.combine(
            parts.list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.of(
                "", "?plate=" + PLATE, "?purpose=STOLEN_VEHICLE&locator=0", "?locator=99"))
        .as((path, query) -> "/" + String.join("/", path) + query);
  }

  private static List<String> samples(Arbitrary<String> strings, int count) {
    return strings.list().ofSize(count).sample();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Operation(String method, String path, String tag, Set<String> queryParameters) {

    String name() {
      return method + " " + path;
    }
  }

  private static List<Operation> operations(JsonNode description) {
    List<Operation> operations = new ArrayList<>();
    description
        .at("/paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue().at("/tags/0").asText(),
                                    queryParameters(description, method.getValue())))));
    return operations;
  }

  private static Set<String> queryParameters(JsonNode description, JsonNode operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode given : operation.at("/parameters")) {
      JsonNode parameter =
          given.has("$ref") ? description.at(given.get("$ref").asText().substring(1)) : given;
      if (parameter.get("in").asText().equals("query")) {
        names.add(parameter.get("name").asText());
      }
    }
    return names;
  }
}
