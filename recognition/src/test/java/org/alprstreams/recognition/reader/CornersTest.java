package org.alprstreams.recognition.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CornersTest {

  @Test
  void a_box_survives_the_way_to_corners_and_back() {
    Box box = new Box(3, 4, 50, 20);
    assertThat(Corners.of(box).within(100, 100)).isEqualTo(box);
  }

  @Test
  void corners_beyond_the_frame_are_cut_off() {
    // Given
    Corners corners =
        new Corners(new Point(-5, 10), new Point(40, 5), new Point(45, 30), new Point(0, 35));
    // When
    Box box = corners.within(30, 20);
    // Then
    assertThat(box).isEqualTo(new Box(0, 5, 30, 15));
  }

  @Test
  void corners_wholly_outside_enclose_nothing() {
    Corners corners = Corners.of(new Box(200, 200, 10, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> corners.within(100, 100));
  }

  @Test
  void sides_are_measured_along_the_plate() {
    // Given a plate turned by a right angle's quarter (3-4-5 triangles)
    Corners corners =
        new Corners(new Point(0, 0), new Point(40, 30), new Point(34, 38), new Point(-6, 8));
    // Then
    assertThat(corners.width()).isEqualTo(50);
    assertThat(corners.height()).isEqualTo(10);
  }
}
