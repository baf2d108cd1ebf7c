package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.PlateReader;
import org.alprstreams.recognition.reader.StageTimer;
import org.junit.jupiter.api.Test;

/** The networks of this build. */
class ModelsTest {

  @Test
  void a_plate_in_a_street_is_found_and_read() {
    // When
    List<Look> looks;
    try (PlateReader reader = new NeuralPlateReader(NeuralOptions.defaults(1), StageTimer.NONE)) {
      looks = reader.read(TestImages.decoded(TestImages.street("7ABC123", 1280, 720)));
    }
    // Then
    assertThat(looks).extracting(Look::text).containsExactly("7ABC123");
    assertThat(looks.get(0).confidence()).isBetween(0.2, 1.0);
  }

  @Test
  void a_dark_frame_of_any_size_holds_no_plate() {
    try (PlateReader reader = new NeuralPlateReader(NeuralOptions.defaults(1), StageTimer.NONE)) {
      for (int[] size : new int[][] {{16, 16}, {3000, 20}, {20, 3000}, {333, 777}}) {
        assertThat(reader.read(new FrameImage(size[0], size[1], new byte[size[0] * size[1] * 3])))
            .isEmpty();
      }
    }
  }
}
