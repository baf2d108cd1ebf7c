package org.alprstreams.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.alprstreams.recognition.evaluation.Alignment.Edit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTest {

  /** Same as itself, changed a>b, missed a-, added +b. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AB12    | AB12    | A B 1 2",
        "AB12    | AB72    | A B 1>7 2",
        "AB12    | B12     | A- B 1 2",
        "AB12    | AB121   | A B 1 2 +1",
        "7ABC123 | 7A8C23  | 7 A B>8 C 1- 2 3",
        "AAB     | AB      | A- A B",
        "AB      | XY      | A>X B>Y",
        "OO7     | 0O07    | +0 O O>0 7"
      })
  void lays_a_reading_along_the_truth(String truth, String read, String edits) {
    assertThat(text(Alignment.of(truth, read))).isEqualTo(edits);
  }

  @Test
  void needs_as_many_edits_as_the_distance_says() {
    for (String truth : List.of("KITTEN", "8ABC123", "SUNNY", "AA")) {
      for (String read : List.of("SITTING", "BABC12", "5UNNY7", "Q")) {
        assertThat(Alignment.of(truth, read).edits())
            .filteredOn(edit -> edit.kind() != Alignment.Kind.SAME)
            .hasSize(Score.distance(truth, read));
      }
    }
  }

  private static String text(Alignment alignment) {
    return alignment.edits().stream().map(AlignmentTest::text).collect(Collectors.joining(" "));
  }

  private static String text(Edit edit) {
    return switch (edit.kind()) {
      case SAME -> "" + edit.truth();
      case CHANGED -> edit.truth() + ">" + edit.read();
      case MISSED -> edit.truth() + "-";
      case ADDED -> "+" + edit.read();
    };
  }
}
