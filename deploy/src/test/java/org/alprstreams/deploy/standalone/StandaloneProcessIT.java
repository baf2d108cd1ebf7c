package org.alprstreams.deploy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.alprstreams.service.ExitCode;
import org.alprstreams.simulation.RenderSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's first hour: own photographs, a hotlist entry, an opt-out, a power cut, the next day. */
class StandaloneProcessIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private AlprProcess alpr;

  @AfterEach
  void clean() {
    alpr.clean();
  }

  @Test
  void photographsBecomeReadsAndAlertsAndSurviveAPowerCut() throws Exception {
    // Given a standalone, and a folder of pictures taken in with the user's command
    Path pictures = directory.resolve("pictures");
    RenderSet.main(new String[] {"--out", pictures.toString(), "--frames", "12", "--seed", "5"});
    alpr = new AlprProcess(directory.resolve("data"));
    alpr.start();
    alpr.command("ingest", "folder", pictures.toString(), "--camera", "CAM");
    await("reads of two plates").atMost(SOON).until(() -> platesOfReads().size() >= 2);
    // An unsure look right after an opted-out vehicle's, at the same place, counts as that vehicle:
    // the plate to be found is the one that was read best.
    String wanted = bestRead();
    String optedOut =
        platesOfReads().stream().filter(p -> !p.equals(wanted)).findFirst().orElseThrow();

    // When one plate is listed, another opted out, and the same pictures come again
    alpr.command("hotlist", "add", wanted, "--category", "STOLEN_VEHICLE", "--reason", "test");
    alpr.command("hotlist", "add", optedOut, "--category", "STOLEN_VEHICLE", "--reason", "test");
    alpr.command("optout", "add", optedOut, "--proof", "form 1");
    await("the purge").atMost(SOON).until(() -> reads("plate", optedOut).isEmpty());
    alpr.command("ingest", "folder", pictures.toString(), "--camera", "CAM", "--again");

    // Then the listed plate alerts with its picture, and the opted-out one leaves nothing
    await("the alert").atMost(SOON).until(() -> alertsOf(wanted).size() >= 1);
    HttpResponse<byte[]> crop =
        alpr.getBytes("DISPATCHER", alertsOf(wanted).get(0).get("crop").asText(), Map.of());
    assertThat(crop.statusCode()).isEqualTo(200);
    assertThat(crop.body()).startsWith(0xFF, 0xD8);
    assertThat(reads("plate", optedOut)).isEmpty();
    assertThat(alertsOf(optedOut)).isEmpty();

    // When the power fails
    List<String> before = platesOfReads();
    alpr.kill();

    // Then nothing is left running, and the next start finds everything again
    await("the registry's end").atMost(SOON).until(() -> !alpr.registryRuns());
    alpr.start();
    await("the reads").atMost(SOON).until(() -> platesOfReads().containsAll(before));
    assertThat(alertsOf(wanted)).isNotEmpty();
    assertThat(reads("plate", optedOut)).isEmpty();

    // And it ends within ten seconds when asked to
    assertThat(alpr.stop()).isLessThan(Duration.ofSeconds(10));
    assertThat(alpr.registryRuns()).isFalse();
  }

  @Test
  void withoutItsRegistryItEndsAndSaysWhy() throws Exception {
    // Given
    alpr = new AlprProcess(directory.resolve("data"));
    alpr.start();

    // When
    alpr.killRegistry();

    // Then
    assertThat(alpr.awaitEnd()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(alpr.printed()).contains("schema registry ended with code", "registry.log");
  }

  @Test
  void withoutItsDiskItEndsAndSaysWhy() throws Exception {
    // Given
    Path data = directory.resolve("data");
    alpr = new AlprProcess(data);
    alpr.start();

    // When: the broker's files are gone, as with a disk that is
    Files.move(data.resolve("kafka"), directory.resolve("elsewhere"));

    // Then
    assertThat(alpr.awaitEnd()).isEqualTo(ExitCode.FAILURE.code());
    assertThat(alpr.printed())
        .contains("Kafka broker cannot go on", "disk", data.resolve("logs/broker.log").toString())
        .contains("Stopping");
    assertThat(alpr.registryRuns()).isFalse();
  }

  private List<String> platesOfReads() throws Exception {
    List<String> plates = new ArrayList<>();
    reads("camera", "CAM").forEach(read -> plates.add(read.get("plate").asText()));
    return plates;
  }

  private String bestRead() throws Exception {
    return reads("camera", "CAM").stream()
        .max(Comparator.comparingDouble(read -> read.get("confidence").asDouble()))
        .orElseThrow()
        .get("plate")
        .asText();
  }

  private List<JsonNode> reads(String by, String value) throws Exception {
    Instant now = Instant.now();
    JsonNode answer =
        alpr.get(
            "ANALYST",
            "/reads",
            Map.of(
                by,
                value,
                "from",
                now.minus(Duration.ofHours(1)).toString(),
                "to",
                now.plusSeconds(1).toString(),
                "purpose",
                "STOLEN_VEHICLE"));
    assertThat(answer.get("partial").asBoolean()).isFalse();
    List<JsonNode> reads = new ArrayList<>();
    answer.get("reads").forEach(reads::add);
    return reads;
  }

  private List<JsonNode> alertsOf(String plate) throws Exception {
    List<JsonNode> alerts = new ArrayList<>();
    for (JsonNode alert : alpr.get("DISPATCHER", "/api/alerts", Map.of())) {
      if (alert.get("listedPlate").asText().equals(plate)) {
        alerts.add(alert);
      }
    }
    return alerts;
  }
}
