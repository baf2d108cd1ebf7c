package org.alprstreams.recognition.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final double TINY = 1e-9;

  @Test
  void error_equals_the_one_worked_out_by_hand() {
    // Given: 0.9 to 1 says 0.95 on average, half is right; 0.6 to 0.7 says 0.6, all is right
    List<Prediction> predictions =
        List.of(
            new Prediction(0.9, true),
            new Prediction(1.0, false),
            new Prediction(0.6, true),
            new Prediction(0.6, true));
    // When
    Calibration calibration = Calibration.of(predictions);
    // Then: (2 × 0.45 + 2 × 0.4) / 4
    assertThat(calibration.error()).isEqualTo(0.425, within(TINY));
    assertThat(calibration.bins()).hasSize(10);
    assertThat(calibration.bins().get(9).count()).isEqualTo(2);
    assertThat(calibration.bins().get(9).said()).isEqualTo(0.95, within(TINY));
    assertThat(calibration.bins().get(9).right()).isEqualTo(0.5, within(TINY));
    assertThat(calibration.bins().get(6).count()).isEqualTo(2);
  }

  @Test
  void errors_of_one_bin_cancel_out_but_those_of_two_do_not() {
    assertThat(
            Calibration.of(List.of(new Prediction(0.55, true), new Prediction(0.55, false)))
                .error())
        .isEqualTo(0.05, within(TINY));
    assertThat(
            Calibration.of(List.of(new Prediction(0.45, true), new Prediction(0.55, false)))
                .error())
        .isEqualTo(0.55, within(TINY));
  }

  @Test
  void nothing_predicted_is_no_error() {
    assertThat(Calibration.of(List.of()).error()).isZero();
  }

  @Test
  void a_character_is_right_where_the_alignment_says_so() {
    // Given: A right, B read as 8, 1 missed, 2 right, an added 7; and a plate not read
    List<Outcome> outcomes =
        List.of(
            Outcomes.read("AB12Z", "A82Z7", List.of(0.9, 0.8, 0.7, 0.6, 0.5)),
            Outcomes.unread("XYZ"));
    // When
    List<Prediction> predictions = Prediction.characters(outcomes);
    // Then
    assertThat(predictions)
        .containsExactly(
            new Prediction(0.9, true),
            new Prediction(0.8, false),
            new Prediction(0.7, true),
            new Prediction(0.6, true),
            new Prediction(0.5, false));
  }

  @Test
  void a_plate_is_judged_by_its_weakest_character_and_by_the_product() {
    List<Outcome> outcomes =
        List.of(Outcomes.read("AB", "AB", List.of(0.9, 0.5)), Outcomes.read("AB", "A8", 0.8));
    assertThat(Prediction.byWeakest(outcomes))
        .containsExactly(new Prediction(0.5, true), new Prediction(0.8, false));
    assertThat(Prediction.byProduct(outcomes))
        .extracting(Prediction::probability)
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo(0.45, within(TINY)),
            second -> assertThat(second).isEqualTo(0.64, within(TINY)));
  }
}
