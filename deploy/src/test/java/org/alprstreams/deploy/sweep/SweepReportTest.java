package org.alprstreams.deploy.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.reader.Engine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReportTest {

  @Test
  void engines_stand_side_by_side_with_their_intervals(@TempDir Path directory) throws IOException {
    // Given
    Engine one = new Engine("one", "1");
    Engine two = new Engine("two", "2");
    Map<Engine, Tally> tallies = new LinkedHashMap<>();
    tallies.put(one, new Tally(10, 8, 1));
    tallies.put(two, new Tally(10, 0, 10));
    SweepResult result =
        new SweepResult(
            List.of(one, two),
            10,
            7,
            Map.of(Sweep.BLUR, List.of(new SweepResult.Step(0.5, tallies))));
    // When
    SweepReport.write(directory.resolve("made"), result);
    // Then
    assertThat(directory.resolve("made/robustness.md"))
        .content()
        .contains("seed 7", "Engines: one 1, two 2")
        .contains("| one exact, % | one wrong, % | two exact, % | two wrong, % |")
        .contains("| 0.5 | 80 (49–94) | 10 | 0 (0–28) | 100 |")
        .contains("(robustness-blur.svg)");
    assertThat(Files.readString(directory.resolve("made/robustness-blur.svg")))
        .startsWith("<svg")
        .contains(">one</text>", ">two</text>");
  }

  @Test
  void every_step_can_be_made() {
    for (Sweep sweep : Sweep.values()) {
      for (double value : sweep.steps()) {
        assertThat(sweep.conditions(value)).isNotNull();
      }
    }
  }
}
