package org.alprstreams.recognition.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.alprstreams.recognition.evaluation.EvaluationResult;
import org.alprstreams.recognition.evaluation.FalsePlates;
import org.alprstreams.recognition.evaluation.Label;
import org.alprstreams.recognition.evaluation.OtherReadings;
import org.alprstreams.recognition.evaluation.Outcome;
import org.alprstreams.recognition.evaluation.Outcomes;
import org.alprstreams.recognition.evaluation.StageTimes.Stage;
import org.alprstreams.recognition.evaluation.Times;
import org.alprstreams.recognition.reader.Engine;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportsTest {

  private static final ReportHead HEAD =
      new ReportHead(
          "scenes <1>", false, "default", "a machine", Instant.parse("2026-01-02T03:04:05Z"));

  @Test
  void the_page_says_what_was_measured_and_that_it_holds_photographs() {
    // When
    String page = HtmlReport.render(HEAD, result(missed(), Outcomes.read("7ABC123", "7ABC123", 1)));
    // Then
    assertThat(page)
        .contains("scenes &lt;1&gt;: 2 images, whole frames")
        .contains("neural 3; default")
        .contains("2026-01-02 03:04 UTC")
        .contains("keep it as you keep the photographs")
        .contains("<tr><td>exact: most confident reading is the label</td><td>50.0 %</td></tr>")
        .contains("<tr><td>read</td><td>1</td><td>12.5</td><td>12.5</td></tr>")
        .doesNotContain("href", "url(", "@import", "<script", "<link", "src=\"http", "src=\"/");
  }

  @Test
  void the_page_without_failures_holds_no_photograph_and_says_nothing_of_them() {
    String page = HtmlReport.render(HEAD, result(Outcomes.read("7ABC123", "7ABC123", 0.9)));
    assertThat(page).doesNotContain("7ABC123").doesNotContain("photographs");
  }

  @Test
  void failures_come_surest_first_with_what_is_wrong_marked() {
    // When
    String page =
        HtmlReport.render(
            HEAD,
            result(
                missed(), Outcomes.read("AB12", "A812", 0.4), Outcomes.read("CD34", "CD3", 0.95)));
    // Then
    assertThat(page)
        .containsSubsequence("CD3<b>_</b>", "95 %", "A<b>8</b>12", "40 %", "nothing read");
    assertThat(page).contains("src=\"data:image/jpeg;base64,AQID\"");
  }

  @Test
  void the_markdown_holds_figures_and_no_plate() {
    // When
    String text =
        MarkdownReport.render(HEAD, result(missed(), Outcomes.read("7ABC123", "7A8C123", 0.9)));
    // Then
    assertThat(text)
        .contains("scenes <1> (whole frames, 2 images) by neural 3")
        .contains("| B → 8 | 1 |  |  |  |  |")
        .contains("| exact: most confident reading is the label | 0.0 % |")
        .doesNotContain("7ABC123", "7A8C123", "b.jpg");
  }

  @Test
  void readings_that_belong_to_no_label_are_told_apart_and_at_each_gate() {
    // When
    String text = MarkdownReport.render(HEAD, result(Outcomes.read("AB12", "AB12", 0.9)));
    // Then
    assertThat(text)
        .contains("| labelled plates | 1 |")
        .contains("| false plates on 7 pictures without a plate | 2 |")
        .contains("| other readings: at no labelled plate, on 4 pictures | 3 |")
        .contains("| 0.20 | 1 | 100.0 % | 100.0 % | 2 |")
        .contains("| 0.80 | 1 | 100.0 % | 100.0 % | 1 |");
  }

  @Test
  void charts_are_whole_elements() throws Exception {
    // Given
    EvaluationResult result = result(missed(), Outcomes.read("AB12", "A812", 0.4));
    // When
    List<String> charts =
        Sections.of(result).stream().flatMap(section -> section.charts().stream()).toList();
    // Then
    assertThat(charts).hasSize(3);
    for (String chart : charts) {
      assertThat(
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(new InputSource(new StringReader(chart)))
                  .getDocumentElement()
                  .getTagName())
          .isEqualTo("svg");
    }
  }

  private static Outcome missed() {
    return new Outcome(
        new Label("b.jpg", "XY99", Optional.empty(), Optional.empty()),
        List.of(),
        Optional.of(new byte[] {1, 2, 3}));
  }

  private static EvaluationResult result(Outcome... outcomes) {
    return new EvaluationResult(
        new Engine("neural", "3"),
        outcomes.length,
        List.of(),
        List.of(),
        1,
        List.of(outcomes),
        new FalsePlates(7, List.of(0.3, 0.85)),
        new OtherReadings(4, 3),
        new Times(List.of(20.0, 30.0)),
        List.of(new Stage("read", new Times(List.of(12.5)))));
  }
}
