package org.alprstreams.deploy.outage;

import static org.alprstreams.service.http.Role.ANALYST;
import static org.alprstreams.service.http.Role.DISPATCHER;
import static org.alprstreams.service.http.Role.INVESTIGATOR;
import static org.alprstreams.service.http.Role.OVERSIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.BrokerConfig;
import io.kroxylicious.testing.kafka.junit5ext.KafkaClusterExtension;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.alprstreams.avro.AccessOutcome;
import org.alprstreams.avro.AccessRecord;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.service.access.AccessChain;
import org.alprstreams.service.access.AccessExport.Verdict;
import org.alprstreams.service.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker stops while everybody asks. Whatever route they ask by, there is no answer without its
 * record; when the broker is back there are answers again, and the log is whole.
 */
@ExtendWith(KafkaClusterExtension.class)
class BrokerOutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PURPOSE = "purpose=STOLEN_VEHICLE";
  private static final String CASE = "26-117";

  /** Routes that hold no data about vehicles or accesses, and those between instances. */
  private static final Set<String> WITHOUT_DATA =
      Set.of(
          "GET /health/live",
          "GET /health/ready",
          "GET /metrics",
          "GET /session",
          "POST /session",
          "DELETE /session",
          "GET /session/demo",
          "POST /session/demo",
          "GET /demo/jwks.json",
          "GET /policy",
          "GET /openapi.json",
          "GET /api/cameras",
          "POST /internal/retention/query",
          "POST /internal/retention/evidence",
          "POST /internal/retention/read",
          "POST /internal/retention/correction");

  @BrokerConfig(name = "auto.create.topics.enable", value = "false")
  KafkaCluster cluster;

  @TempDir Path directory;

  @Test
  void withoutABrokerNothingIsAnsweredAndAfterwardsTheLogIsWhole() throws Exception {
    try (OutageTown town = OutageTown.start(cluster.getBootstrapServers(), directory)) {
      // Given: everything there is to ask for, and every route that gives it
      List<Question> questions = questions(town);
      assertThat(routes(questions)).containsAll(dataRoutes(town));
      List<Question> looks = questions.stream().filter(BrokerOutageIT::changesNothing).toList();
      for (Question question : looks) {
        assertThat(town.ask(question).statusCode()).as(question.address()).isEqualTo(200);
      }

      // When: the broker goes while queries run
      Searches searches = new Searches(town);
      searches.start();
      cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);
      searches.awaitARefusal();
      Map<String, String> wrong = new TreeMap<>();
      for (Question question : questions) {
        String flaw = flaw(town.ask(question));
        if (!flaw.isEmpty()) {
          wrong.put(question.route(), flaw);
        }
      }

      // Then
      assertThat(wrong).isEmpty();

      // When: it comes back
      cluster.startNodes(node -> true);

      // Then: the same questions are answered again
      for (Question question : looks) {
        await(question.route())
            .atMost(PATIENCE)
            .until(() -> town.ask(question).statusCode() == 200);
      }
      searches.stop();
      assertWhole(town, searches.answered());
    }
  }

  private void assertWhole(OutageTown town, Set<String> answered) throws Exception {
    List<AccessRecord> records = town.accessRecords();
    assertThat(AccessChain.verify(records)).isEmpty();
    assertThat(records)
        .extracting(record -> record.getChainId() + " " + record.getSequence())
        .doesNotHaveDuplicates();
    assertThat(records).extracting(AccessRecord::getRecordId).doesNotHaveDuplicates();
    Set<String> recorded =
        records.stream()
            .filter(record -> record.getOutcome() == AccessOutcome.GRANTED)
            .map(record -> record.getElements().getOrDefault("plate", ""))
            .collect(Collectors.toSet());
    assertThat(recorded).containsAll(answered);
    Verdict verdict = town.verifiedExport("export.jsonl");
    assertThat(verdict.words()).startsWith("Intact: ");
  }

  /** What is wrong with an answer that should be a refusal; empty where nothing is. */
  private static String flaw(HttpResponse<byte[]> answer) throws Exception {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    if (answer.statusCode() != 503) {
      return "status " + answer.statusCode() + ": " + body;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("none");
    if (!type.equals("application/problem+json")) {
      return "content type " + type;
    }
    JsonNode problem = JSON.readTree(answer.body());
    if (problem.at("/title").asText().isEmpty() || problem.at("/detail").asText().isEmpty()) {
      return "no title or detail: " + body;
    }
    return body.contains(Samples.PLATE)
            || body.contains(Samples.PICTURE)
            || body.contains(CASE)
            || body.contains("rosa")
        ? "data: " + body
        : "";
  }

  private static List<Question> questions(OutageTown town) throws Exception {
    PlateRead read = town.pass();
    String reads = "/reads?plate=" + Samples.PLATE + "&" + PURPOSE;
    await("read").atMost(PATIENCE).until(() -> json(town, reads).at("/reads/0").isObject());
    String image = json(town, reads).at("/reads/0/image").asText() + "&" + PURPOSE;
    awaitAnswer(town, ANALYST, image);
    String reference =
        "{\"readId\": \"read\", \"plate\": \""
            + Samples.PLATE
            + "\", \"capturedAt\": \""
            + read.getCapturedAt()
            + "\"";
    String open =
        "{\"caseNumber\": \"%s\", \"agency\": \"Sheriff\", \"purpose\": \"CRIMINAL_INVESTIGATION\"}";
    String attach = "{\"reads\": [" + reference + "}]}";
    String order =
        "{\"orderNumber\": \"CV-1\", \"court\": \"Superior Court\", \"caseNumbers\": [\""
            + CASE
            + "\"], \"orderedAt\": \""
            + Instant.now()
            + "\"}";
    String ofCase = "/cases/" + CASE;
    town.ask(INVESTIGATOR, "POST", "/cases", open.formatted(CASE));
    awaitAnswer(town, INVESTIGATOR, ofCase);
    town.ask(INVESTIGATOR, "POST", ofCase + "/evidence", attach);
    await("evidence")
        .atMost(PATIENCE)
        .until(() -> evidence(town, ofCase).at("/evidence/0/image").isTextual());
    String piece = evidence(town, ofCase).at("/evidence/0/image").asText();
    HttpResponse<byte[]> ordered = town.ask(INVESTIGATOR, "POST", "/holds", order);
    String hold = JSON.readTree(ordered.body()).at("/holdId").asText();
    await("hold")
        .atMost(PATIENCE)
        .until(
            () ->
                new String(
                        town.ask(INVESTIGATOR, "GET", "/holds", "").body(), StandardCharsets.UTF_8)
                    .contains(hold));
    String crop = "/api/alerts/alert/crop";
    awaitAnswer(town, DISPATCHER, crop);

    List<Question> questions = new ArrayList<>();
    questions.add(new Question("GET /reads", ANALYST, reads, ""));
    questions.add(new Question("GET /reads", ANALYST, "/reads?plate=8OU*&" + PURPOSE, ""));
    questions.add(
        new Question(
            "GET /reads",
            ANALYST,
            "/reads?camera="
                + Samples.CAMERA
                + "&from="
                + read.getCapturedAt()
                + "&to="
                + read.getCapturedAt().plusSeconds(1)
                + "&"
                + PURPOSE,
            ""));
    questions.add(new Question("GET /reads/{readId}/image", ANALYST, image, ""));
    questions.add(
        new Question(
            "POST /reads/{readId}/corrections",
            ANALYST,
            "/reads/read/corrections?" + PURPOSE,
            reference.replace("\"readId\": \"read\", ", "")
                + ", \"text\": \"8OUT124\", \"reason\": \"test\"}"));
    questions.add(new Question("GET /cases", INVESTIGATOR, "/cases", ""));
    questions.add(new Question("POST /cases", INVESTIGATOR, "/cases", open.formatted("26-118")));
    questions.add(new Question("GET /cases/{caseNumber}", INVESTIGATOR, ofCase, ""));
    questions.add(
        new Question("POST /cases/{caseNumber}/close", INVESTIGATOR, ofCase + "/close", ""));
    questions.add(
        new Question("GET /cases/{caseNumber}/evidence", INVESTIGATOR, ofCase + "/evidence", ""));
    questions.add(
        new Question(
            "POST /cases/{caseNumber}/evidence", INVESTIGATOR, ofCase + "/evidence", attach));
    questions.add(
        new Question("GET /cases/{caseNumber}/evidence/{readId}/image", INVESTIGATOR, piece, ""));
    questions.add(
        new Question(
            "DELETE /cases/{caseNumber}/evidence/{readId}",
            INVESTIGATOR,
            piece.replace("/image", "").replaceAll("&part=.*", ""),
            ""));
    questions.add(
        new Question(
            "POST /cases/{caseNumber}/releases", INVESTIGATOR, ofCase + "/releases", "{}"));
    questions.add(new Question("GET /holds", INVESTIGATOR, "/holds", ""));
    questions.add(new Question("POST /holds", INVESTIGATOR, "/holds", order));
    questions.add(
        new Question(
            "POST /holds/{holdId}/release", INVESTIGATOR, "/holds/" + hold + "/release", ""));
    for (String page : List.of("records", "flags", "deletions")) {
      String path = "/audit/" + page;
      questions.add(new Question("GET " + path, OVERSIGHT, path + "?purpose=AUDIT", ""));
    }
    questions.add(
        new Question(
            "POST /alerts/{alertId}/releases",
            INVESTIGATOR,
            "/alerts/alert/releases?" + PURPOSE,
            "{\"capturedAt\": \""
                + read.getCapturedAt()
                + "\", \"recipient\": \"Sheriff\", \"request\": \"test\"}"));
    String action = "{\"actionId\": \"4b6f9d0c-%s\", \"revision\": 0%s}";
    Map<String, String> actions =
        Map.of(
            "image-check", ", \"passed\": true",
            "list-check", ", \"passed\": true",
            "release", "",
            "disposition", ", \"disposition\": \"CORRECT\"");
    actions.forEach(
        (name, more) ->
            questions.add(
                new Question(
                    "POST /api/alerts/{alertId}/" + name,
                    DISPATCHER,
                    "/api/alerts/alert/" + name,
                    action.formatted(name, more))));
    questions.add(new Question("GET /api/alerts", DISPATCHER, "/api/alerts", ""));
    questions.add(new Question("GET /api/alerts/{alertId}/crop", DISPATCHER, crop, ""));
    questions.add(new Question("GET /api/alert-stream", DISPATCHER, "/api/alert-stream", ""));
    return questions;
  }

  private static boolean changesNothing(Question question) {
    // A stream of alerts would go on.
    return question.method().equals("GET") && !question.route().endsWith("-stream");
  }

  private static void awaitAnswer(OutageTown town, Role role, String address) {
    await(address)
        .atMost(PATIENCE)
        .until(() -> town.ask(role, "GET", address, "").statusCode() == 200);
  }

  private static JsonNode json(OutageTown town, String address) throws Exception {
    return JSON.readTree(town.ask(ANALYST, "GET", address, "").body());
  }

  private static JsonNode evidence(OutageTown town, String ofCase) throws Exception {
    return JSON.readTree(town.ask(INVESTIGATOR, "GET", ofCase + "/evidence", "").body());
  }

  private static Set<String> routes(List<Question> questions) {
    return questions.stream().map(Question::route).collect(Collectors.toSet());
  }

  private static Set<String> dataRoutes(OutageTown town) {
    Set<String> routes = new HashSet<>(town.routes());
    routes.removeAll(WITHOUT_DATA);
    return routes;
  }

  /** Searches that go on through the outage, each for a plate of its own. */
  private static final class Searches {

    private static final int THREADS = 3;

    private final OutageTown town;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CountDownLatch refused = new CountDownLatch(THREADS);
    private final List<Future<Set<String>>> answered = new ArrayList<>();
    private volatile boolean stopping;

    Searches(OutageTown town) {
      this.town = town;
    }

    void start() {
      for (int thread = 0; thread < THREADS; thread++) {
        String beginning = thread + "SR";
        answered.add(threads.submit(() -> search(beginning)));
      }
    }

    private Set<String> search(String beginning) throws Exception {
      Set<String> plates = new HashSet<>();
      boolean counted = false;
      for (int i = 0; !stopping; i++) {
        String plate = "%s%05d".formatted(beginning, i);
        int status =
            town.ask(ANALYST, "GET", "/reads?plate=" + plate + "&" + PURPOSE, "").statusCode();
        if (status == 200) {
          plates.add(plate);
        } else if (!counted) {
          assertThat(status).isEqualTo(503);
          refused.countDown();
          counted = true;
        }
      }
      return plates;
    }

    void awaitARefusal() {
      await("a refusal").atMost(PATIENCE).until(() -> refused.getCount() == 0);
    }

    void stop() {
      stopping = true;
    }

    Set<String> answered() throws Exception {
      Set<String> all = new HashSet<>();
      for (Future<Set<String>> plates : answered) {
        all.addAll(plates.get());
      }
      threads.shutdown();
      return all;
    }
  }
}
