package org.alprstreams.recognition.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineMatcherTest {

  @Test
  void a_name_read_right_scores_above_one_read_wrong() {
    // Given
    String name = "MINNESOTA";
    // When
    double right = LineMatcher.score("MINNESOTA", name);
    double wrong = LineMatcher.score("MINXQSOTA", name);
    // Then
    assertThat(right).isGreaterThan(20);
    assertThat(wrong).isLessThan(right - 5).isPositive();
  }

  @Test
  void an_usual_misreading_costs_less_than_an_unusual_one() {
    // Given
    String name = "CALIFORNIA";
    // When
    double script = LineMatcher.score("CABIPORNIA", name);
    double strange = LineMatcher.score("CAXXZORNIA", name);
    // Then
    assertThat(script).isGreaterThan(strange + 3);
  }

  @Test
  void letters_that_run_together_count_as_one_mistake() {
    // Given
    String name = "VERMONT";
    // When
    double merged = LineMatcher.score("VEMONT", "VERNONT");
    double lost = LineMatcher.score("VEXONT", "VERNONT");
    // Then
    assertThat(merged).isGreaterThan(lost);
    assertThat(LineMatcher.score("VERMONT", name)).isGreaterThan(merged);
  }

  @Test
  void stickers_beside_a_name_cost_little() {
    // Given
    String name = "VIRGINIA";
    // When
    double alone = LineMatcher.score("VIRGINIA", name);
    double between = LineMatcher.score("JUNVIRGINIA09", name);
    // Then
    assertThat(between).isLessThan(alone).isGreaterThan(alone - 3);
  }

  @Test
  void a_name_within_longer_lettering_does_not_count() {
    // Given
    String line = "THEUNIVERSITYOFALABAMA";
    // When
    double score = LineMatcher.score(line, "ALABAMA");
    // Then
    assertThat(score).isNegative();
  }

  @Test
  void nothing_read_says_nothing() {
    // Given
    String line = "";
    // When
    double score = LineMatcher.score(line, "OHIO");
    // Then
    assertThat(score).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
