package org.alprstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T08:30:00Z");

  @Test
  void hotlistFollowsTheInternalFormat(@TempDir Path folder) throws IOException {
    HotlistSample sample = HotlistSample.of(2, 9);
    Path file = folder.resolve("hotlist.csv");

    sample.write(file, NOW);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(10);
    assertThat(lines.get(0))
        .isEqualTo(
            "plate,state,category,priority,reason,sourceAgency,sourceRef,caseNumber,effectiveAt,"
                + "expiresAt,make,model,color,year,note");
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split(",", -1);
      assertThat(fields).hasSize(15);
      assertThat(fields[0]).isEqualTo(sample.vehicles().get(i - 1).plate().text());
      assertThat(fields[1]).matches("[A-Z]{2}");
      assertThat(fields[3]).isIn("LOW", "MEDIUM", "HIGH");
      assertThat(Instant.parse(fields[8])).isBefore(NOW);
      assertThat(Instant.parse(fields[9])).isAfter(NOW);
    }
  }

  @Test
  void optOutsFollowTheirFormat(@TempDir Path folder) throws IOException {
    OptOutSample sample = OptOutSample.of(2, 4, HotlistSample.of(2, 9));
    Path file = folder.resolve("opt-outs.csv");

    sample.write(file, NOW);

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).isEqualTo("plate,state,proofRef,verifiedBy,verifiedAt,expiresAt");
    assertThat(lines.get(1).split(",", -1)).hasSize(6);
  }

  @Test
  void samplesShareNoPlateAndDependOnTheirSeedOnly() {
    HotlistSample hotlist = HotlistSample.of(2, 50);
    OptOutSample optOuts = OptOutSample.of(2, 50, hotlist);

    assertThat(hotlist.plates()).hasSize(50).doesNotContainAnyElementsOf(optOuts.plates());
    assertThat(HotlistSample.of(2, 50).csv(NOW)).isEqualTo(hotlist.csv(NOW));
    assertThat(HotlistSample.of(3, 50).csv(NOW)).isNotEqualTo(hotlist.csv(NOW));
  }
}
