package org.alprstreams.deploy.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final double ROUNDED = 5e-5;

  /** z² = 3.8415: middle (0.8 + 0.19207) / 1.38415, half 1.96 √(0.016 + 0.0096037) / 1.38415. */
  @Test
  void eight_of_ten_is_worked_out_by_hand() {
    Interval interval = Interval.wilson(8, 10);
    assertThat(interval.share()).isEqualTo(0.8);
    assertThat(interval.low()).isEqualTo(0.4902, within(ROUNDED));
    assertThat(interval.high()).isEqualTo(0.9433, within(ROUNDED));
  }

  /** High end: z² / (n + z²) = 3.8415 / 13.8415. */
  @Test
  void none_and_all_leave_room_for_chance() {
    assertThat(Interval.wilson(0, 10).low()).isZero();
    assertThat(Interval.wilson(0, 10).high()).isEqualTo(0.2775, within(ROUNDED));
    assertThat(Interval.wilson(10, 10).low()).isEqualTo(0.7225, within(ROUNDED));
    assertThat(Interval.wilson(10, 10).high()).isEqualTo(1, within(1e-12));
  }

  @Test
  void refuses_more_hits_than_samples() {
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.wilson(3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> Interval.wilson(0, 0));
  }
}
