package org.alprstreams.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.alprstreams.ingest.frame.Outcome;
import org.alprstreams.ingest.image.Refusal;
import org.junit.jupiter.api.Test;

class ImportReportTest {

  private final List<String> lines = new ArrayList<>();
  private final ImportReport report = new ImportReport();

  @Test
  void countsComeFirstAndThenReasonsWithFiles() {
    // Given
    fill(21);

    // When
    report.print(lines(), true);

    // Then
    assertThat(lines.subList(0, 3))
        .containsExactly(
            "accepted 1, already there 1, refused 21, no pictures 1",
            "  truncated (21): for instance: cut short",
            "    7ABC123-0.jpg");
    assertThat(lines).hasSize(23).endsWith("    7ABC123-19.jpg", "    and 1 more");
  }

  @Test
  void namesAreBoundedHoweverManyDoNotComeIn() {
    // When
    fill(1000);
    report.print(lines(), true);

    // Then
    assertThat(report.refused().get(Refusal.TRUNCATED))
        .hasSize(20)
        .startsWith("7ABC123-0.jpg")
        .endsWith("7ABC123-19.jpg");
    assertThat(lines).contains("accepted 1, already there 1, refused 1000, no pictures 1");
    assertThat(lines).endsWith("    and 980 more");
  }

  @Test
  void logGetsAllButTheNames() {
    // Given
    fill(2);

    // When
    report.print(lines(), false);

    // Then
    assertThat(lines)
        .containsExactly(
            "accepted 1, already there 1, refused 2, no pictures 1",
            "  truncated (2): for instance: cut short");
  }

  private void fill(int refused) {
    report.add("a.jpg", new Outcome.Accepted("1"));
    report.add("b.jpg", new Outcome.Duplicate("1"));
    report.addIgnored();
    for (int i = 0; i < refused; i++) {
      report.add("7ABC123-" + i + ".jpg", new Outcome.Refused(Refusal.TRUNCATED, "cut short"));
    }
  }

  /** As the log does, takes whole lines only. */
  private PrintStream lines() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
      @Override
      public void println(String line) {
        lines.add(line);
      }
    };
  }
}
