package org.alprstreams.matching.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void withoutATerminalThereIsALineAtTheStartAndOneAtTheEnd() {
    // When
    work(12_000);

    // Then
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("Checking ...\nChecking: 12,000 done\n")
        .doesNotContain("\r", "\u001B");
  }

  @Test
  void ofShortWorkNothingIsSaid() {
    work(9_999);
    assertThat(printed.size()).isZero();
  }

  private void work(int steps) {
    try (Progress progress =
        new Progress("Checking", steps, new PrintStream(printed, true, StandardCharsets.UTF_8))) {
      for (int i = 0; i < steps; i++) {
        progress.step();
      }
      progress.finish();
    }
  }
}
