package org.alprstreams.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.reader.Look;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final Place PLACE = new Place(100, 100, 60, 30);
  private static final Place ELSEWHERE = new Place(400, 100, 60, 30);

  @Test
  void figures_equal_those_worked_out_by_hand() {
    // Given five images: right; right, but second in confidence; look-alike; wrong; nothing
    List<Score> scores =
        List.of(
            Score.of(label("7ABC123"), List.of(reading("7abc-123", 0.9, PLACE))),
            Score.of(
                label("CDE456"),
                List.of(reading("CDE456", 0.3, PLACE), reading("XYZ", 0.8, ELSEWHERE))),
            Score.of(label("OB1S"), List.of(reading("08I5", 0.5, PLACE))),
            Score.of(label("AB12"), List.of(reading("AB1234567", 0.5, ELSEWHERE))),
            Score.of(label("ZZ99"), List.of(reading("", 0.9, PLACE))));
    // When
    String line = new Figures(scores, new Times(List.of(10.0, 40.0, 20.0, 30.0, 400.0))).line();
    // Then: cer = (0 + 1 + 1 + 1 + 1) / 5, p95 is the fourth of five times
    assertThat(line)
        .isEqualTo(
            "n=5 found=80.0% located=60.0% exact=20.0% any=40.0% lookalike=40.0%"
                + " precision=25.0% cer=0.800 millis median=30 p95=40");
  }

  /** 1 of 16 is 6.25 %: Python's scripts say 6.2, so must we. */
  @Test
  void halves_are_rounded_as_python_does() {
    // Given
    List<Score> scores = new ArrayList<>(Collections.nCopies(15, Score.of(label("A1"), List.of())));
    scores.add(Score.of(label("A1"), List.of(reading("A1", 0.9, PLACE))));
    // When
    String line = new Figures(scores, new Times(List.of())).line();
    // Then
    assertThat(line).contains("found=6.2%").contains("precision=100.0%");
  }

  @Test
  void one_wrong_character_of_four_is_a_quarter() {
    Score score = Score.of(label("AB12"), List.of(reading("AB13", 0.5, PLACE)));
    assertThat(score.errorRate()).isEqualTo(0.25);
  }

  @Test
  void an_even_number_of_times_has_its_median_in_between() {
    assertThat(new Figures(List.of(), new Times(List.of(10.0, 20.0))).line())
        .isEqualTo("millis median=15 p95=10");
  }

  @Test
  void without_places_nothing_is_said_of_them() {
    Label label = new Label("a.jpg", "AB12", Optional.empty(), Optional.empty());
    Score score = Score.of(label, List.of(reading("AB12", 0.5, PLACE)));
    assertThat(new Figures(List.of(score), new Times(List.of())).line())
        .isEqualTo(
            "n=1 found=100.0% exact=100.0% any=100.0% lookalike=100.0% precision=100.0%"
                + " cer=0.000");
  }

  @Test
  void distance_counts_the_fewest_edits() {
    assertThat(Score.distance("KITTEN", "SITTING")).isEqualTo(3);
    assertThat(Score.distance("", "AB")).isEqualTo(2);
    assertThat(Score.distance("AB", "")).isEqualTo(2);
    assertThat(Score.distance("AB", "AB")).isZero();
  }

  private static Label label(String plate) {
    return new Label("a.jpg", plate, Optional.of(PLACE), Optional.empty());
  }

  private static Reading reading(String plate, double confidence, Place place) {
    return new Reading(plate, confidence, place, List.of(), Look.UNKNOWN_STATE);
  }
}
