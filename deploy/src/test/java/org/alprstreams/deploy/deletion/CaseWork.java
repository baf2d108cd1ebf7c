package org.alprstreams.deploy.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alprstreams.avro.BoundingBox;
import org.alprstreams.avro.CharacterGuess;
import org.alprstreams.avro.CharacterReading;
import org.alprstreams.avro.Evidence;
import org.alprstreams.avro.PlateRead;
import org.alprstreams.avro.ReadStatus;
import org.alprstreams.retention.store.StoreKey;
import org.alprstreams.schemas.plate.PlateKey;
import org.alprstreams.schemas.plate.PlateText;
import org.alprstreams.schemas.topic.Topics;
import org.alprstreams.service.ServiceRuntime;
import org.alprstreams.service.http.Role;
import org.alprstreams.service.kafka.KafkaClients;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** What an investigator does over HTTP, and evidence as if it had been attached long ago. */
final class CaseWork {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PURPOSE = "CRIMINAL_INVESTIGATION";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceRuntime runtime;
  private final KafkaClients kafka;
  private final int partitions;

  CaseWork(ServiceRuntime runtime, KafkaClients kafka, int partitions) {
    this.runtime = runtime;
    this.kafka = kafka;
    this.partitions = partitions;
  }

  void open(String caseNumber) throws Exception {
    call(
        "POST",
        "/cases",
        Map.of("caseNumber", caseNumber, "agency", "Sheriff", "purpose", PURPOSE));
  }

  /** Attaches all kept reads of a plate, found as an analyst finds them. */
  void attach(String caseNumber, String plate) throws Exception {
    JsonNode found =
        call("GET", "/reads?plate=" + plate + "&purpose=" + PURPOSE + "&caseNumber=26-1", Map.of());
    assertThat(found.at("/reads")).isNotEmpty();
    for (JsonNode read : found.at("/reads")) {
      Map<String, String> reference =
          Map.of(
              "readId",
              read.at("/readId").asText(),
              "plate",
              plate,
              "capturedAt",
              read.at("/capturedAt").asText());
      call("POST", "/cases/" + caseNumber + "/evidence", Map.of("reads", List.of(reference)));
    }
  }

  /** Records a court's order for a case; gives its id. */
  String hold(String caseNumber) throws Exception {
    Map<String, Object> order =
        Map.of(
            "orderNumber",
            "CV-1",
            "court",
            "Superior Court",
            "caseNumbers",
            List.of(caseNumber),
            "orderedAt",
            Instant.now().toString());
    return call("POST", "/holds", order).at("/holdId").asText();
  }

  void release(String holdId) throws Exception {
    call("POST", "/holds/" + holdId + "/release", Map.of());
  }

  /** How many pieces of evidence a case has whose pictures are answered. */
  int pieces(String caseNumber) throws Exception {
    int pieces = 0;
    for (JsonNode piece :
        call("GET", "/cases/" + caseNumber + "/evidence", Map.of()).at("/evidence")) {
      assertThat(send("GET", piece.at("/image").asText(), Map.of()).body()).isNotEmpty();
      pieces++;
    }
    return pieces;
  }

  /** Puts evidence into its topic, collected at any time in the past. */
  void plant(String caseNumber, String plate, Instant collectedAt, String mark) throws Exception {
    PlateRead read =
        PlateRead.newBuilder()
            .setReadId("read-" + caseNumber)
            .setRevision(0)
            .setStatus(ReadStatus.CURRENT)
            .setPlateKey(PlateKey.of(new PlateText(plate)).value())
            .setPlateText(plate)
            .setCharacters(
                plate
                    .chars()
                    .mapToObj(c -> new CharacterGuess(Character.toString(c), 0.95f))
                    .map(guess -> new CharacterReading(List.of(guess)))
                    .toList())
            .setConfidence(0.95f)
            .setCameraId("camera-0")
            .setCapturedAt(collectedAt)
            .setFirstSeenAt(collectedAt)
            .setLastSeenAt(collectedAt)
            .setOver(true)
            .setLooks(1)
            .setFrameId("frame-" + caseNumber)
            .setBox(new BoundingBox(10, 20, 120, 60))
            .setEngine("test 1")
            .build();
    Evidence evidence =
        Evidence.newBuilder()
            .setReadId(read.getReadId())
            .setRead(read)
            .setPlateCrop(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)))
            .setCaseNumbers(List.of(caseNumber))
            .setCollectedAt(collectedAt)
            .setAttachedBy("test")
            .setAttachedAt(collectedAt)
            .build();
    byte[] subject = caseNumber.getBytes(StandardCharsets.UTF_8);
    try (Producer<String, Evidence> producer = kafka.producer(Topics.EVIDENCE, Map.of())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.EVIDENCE.name(),
                  Utils.toPositive(Utils.murmur2(subject)) % partitions,
                  null,
                  new StoreKey(caseNumber, collectedAt.toEpochMilli(), read.getReadId()).encoded(),
                  evidence))
          .get();
    }
  }

  private JsonNode call(String method, String path, Map<String, ?> body) throws Exception {
    HttpResponse<byte[]> answer = send(method, path, body);
    assertThat(answer.statusCode())
        .as(method + " " + path + ": " + new String(answer.body(), StandardCharsets.UTF_8))
        .isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<byte[]> send(String method, String path, Map<String, ?> body)
      throws Exception {
    String token =
        runtime
            .demoTokens()
            .orElseThrow()
            .mint("test", Set.of(Role.INVESTIGATOR), Duration.ofMinutes(10));
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + runtime.httpPort() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build(),
        BodyHandlers.ofByteArray());
  }
}
