package org.alprstreams.recognition.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoxTest {

  @Test
  void half_shared_boxes_overlap_by_a_third() {
    // Given
    Box left = new Box(0, 0, 20, 10);
    Box right = new Box(10, 0, 20, 10);
    // When
    double overlap = left.overlap(right);
    // Then
    assertThat(overlap).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void boxes_that_only_touch_do_not_overlap() {
    assertThat(new Box(0, 0, 10, 10).overlap(new Box(10, 0, 10, 10))).isZero();
  }

  @Test
  void a_box_within_another_lies_in_it_wholly() {
    assertThat(new Box(5, 5, 2, 2).shareWithin(new Box(0, 0, 10, 10))).isEqualTo(1);
    assertThat(new Box(0, 0, 10, 10).shareWithin(new Box(5, 5, 2, 2))).isEqualTo(0.04);
  }

  @Test
  void refuses_what_lies_outside_a_frame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Box(-1, 0, 5, 5))
        .withMessageContaining("-1,0 5x5");
    assertThatIllegalArgumentException().isThrownBy(() -> new Box(0, 0, 0, 5));
  }

  @Property
  void overlap_is_symmetric_and_a_share(
      @ForAll @IntRange(max = 50) int x,
      @ForAll @IntRange(max = 50) int y,
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll @IntRange(min = 1, max = 50) int height) {
    // Given
    Box fixed = new Box(20, 20, 30, 15);
    Box other = new Box(x, y, width, height);
    // When
    double overlap = fixed.overlap(other);
    // Then
    assertThat(overlap).isBetween(0.0, 1.0).isEqualTo(other.overlap(fixed));
  }
}
