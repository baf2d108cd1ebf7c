package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Corners;
import org.junit.jupiter.api.Test;

class DistinctTest {

  @Test
  void of_two_for_one_plate_the_better_stays() {
    // Given
    Proposal good = proposal(100, 100, 80, 40, 0.9);
    Proposal shifted = proposal(110, 105, 80, 40, 0.6);
    Proposal elsewhere = proposal(300, 100, 80, 40, 0.5);
    // Then
    assertThat(Distinct.best(List.of(shifted, elsewhere, good), 5))
        .containsExactly(good, elsewhere);
  }

  @Test
  void a_part_of_a_plate_is_no_other_plate() {
    // Given a part that overlaps by no more than an eighth
    Proposal whole = proposal(100, 100, 160, 80, 0.7);
    Proposal part = proposal(110, 120, 40, 20, 0.6);
    // Then
    assertThat(Distinct.best(List.of(part, whole), 5)).containsExactly(whole);
  }

  @Test
  void neighbours_stay_and_the_number_is_kept() {
    // Given two plates side by side and a third
    Proposal left = proposal(0, 0, 80, 40, 0.7);
    Proposal right = proposal(81, 0, 80, 40, 0.8);
    Proposal far = proposal(400, 0, 80, 40, 0.6);
    // Then
    assertThat(Distinct.best(List.of(left, right, far), 2)).containsExactly(right, left);
  }

  private static Proposal proposal(int x, int y, int width, int height, double score) {
    return new Proposal(Corners.of(new Box(x, y, width, height)), score);
  }
}
