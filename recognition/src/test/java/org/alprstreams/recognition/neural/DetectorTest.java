package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.TestImages;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;

class DetectorTest {

  @BeforeAll
  static void natives() {
    TestImages.natives();
  }

  @Test
  void corners_come_back_in_frame_pixels() {
    // Given a frame that is halved, and a network that sees one plate
    Mat grey = new Mat(720, 1280, CvType.CV_8UC1, new Scalar(50));
    Network network =
        (input, shape) ->
            answer(shape, 10, 20, 0.8f, new float[] {-20, -10, 20, -8, 21, 10, -19, 9});
    // When
    List<Proposal> found = new Detector(network).find(grey, new InputBuffer(), 5);
    // Then the cell's centre is 164,84 in the network's pixels
    assertThat(found).hasSize(1);
    assertThat(found.get(0).score()).isCloseTo(0.8, within(1e-6));
    assertThat(found.get(0).corners().topLeft().x()).isCloseTo(2 * (164 - 20), within(1e-6));
    assertThat(found.get(0).corners().topLeft().y()).isCloseTo(2 * (84 - 10), within(1e-6));
    assertThat(found.get(0).corners().bottomRight().x()).isCloseTo(2 * (164 + 21), within(1e-6));
    assertThat(found.get(0).corners().bottomLeft().y()).isCloseTo(2 * (84 + 9), within(1e-6));
  }

  @Test
  void a_plate_close_to_the_camera_is_found_in_a_smaller_copy() {
    // Given a network that overlooks it in the larger copy
    Mat grey = new Mat(720, 1280, CvType.CV_8UC1, new Scalar(50));
    float[] corners = {-70, -35, 70, -35, 70, 35, -70, 35};
    Network network = (input, shape) -> answer(shape, 10, 20, isFine(shape) ? 0 : 0.8f, corners);
    // When
    List<Proposal> found = new Detector(network).find(grey, new InputBuffer(), 5);
    // Then the cell's centre is 164,84 in a picture of a quarter
    assertThat(found).hasSize(1);
    assertThat(found.get(0).corners().topLeft().x()).isCloseTo(4 * (164 - 70), within(1e-6));
    assertThat(found.get(0).corners().bottomRight().y()).isCloseTo(4 * (84 + 35), within(1e-6));
  }

  @Test
  void what_is_small_is_left_to_the_larger_copy() {
    // Given a network that sees something small, in the smaller copy only
    Mat grey = new Mat(720, 1280, CvType.CV_8UC1, new Scalar(50));
    float[] corners = {-20, -10, 20, -10, 20, 10, -20, 10};
    Network network = (input, shape) -> answer(shape, 10, 20, isFine(shape) ? 0 : 0.8f, corners);
    // When, then
    assertThat(new Detector(network).find(grey, new InputBuffer(), 5)).isEmpty();
  }

  @Test
  void the_network_sees_the_picture_and_grey_beside_it() {
    // Given a frame whose height is no multiple of the network's step
    Mat grey = new Mat(500, 1000, CvType.CV_8UC1, new Scalar(200));
    List<Float> seen = new ArrayList<>();
    Network network =
        (input, shape) -> {
          if (isFine(shape)) {
            assertThat(shape).containsExactly(1, 1, 320, 640);
          }
          return look(input, shape, seen);
        };
    // When
    new Detector(network).find(grey, new InputBuffer(), 5);
    Network padded =
        (input, shape) -> {
          if (isFine(shape)) {
            assertThat(shape).containsExactly(1, 1, 352, 640);
          }
          return look(input, shape, seen);
        };
    new Detector(padded).find(grey.submat(0, 500, 0, 937), new InputBuffer(), 5);
    // Then
    assertThat(seen).containsExactly(200f, 200f, 200f, 114f);
  }

  @Test
  void nothing_of_a_frame_stays() {
    // Given
    Mat grey = new Mat(360, 640, CvType.CV_8UC1, new Scalar(200));
    List<FloatBuffer> inputs = new ArrayList<>();
    Network network =
        (input, shape) -> {
          inputs.add(input);
          return answer(shape, 0, 0, 0, new float[8]);
        };
    // When
    new Detector(network).find(grey, new InputBuffer(), 5);
    // Then
    for (int i = 0; i < inputs.get(0).capacity(); i++) {
      assertThat(inputs.get(0).get(i)).isZero();
    }
  }

  @Test
  void frames_of_all_shapes_are_brought_to_a_bounded_size() {
    assertThat(DetectorSize.of(1280, 720)).isEqualTo(new Size(640, 360));
    assertThat(DetectorSize.of(1920, 1080)).isEqualTo(new Size(960, 540));
    assertThat(DetectorSize.of(7680, 4320)).isEqualTo(new Size(960, 540));
    assertThat(DetectorSize.of(200, 100)).isEqualTo(new Size(400, 200));
    assertThat(DetectorSize.of(16, 40000).area()).isLessThan(1_300_000);
    assertThat(DetectorSize.of(40000, 16)).isEqualTo(new Size(960, 1));
  }

  private static boolean isFine(long[] shape) {
    return shape[3] >= 640;
  }

  private static Map<String, float[]> look(FloatBuffer input, long[] shape, List<Float> seen) {
    if (isFine(shape)) {
      seen.add(input.get(0));
      seen.add(input.get(input.limit() - 1));
    }
    return answer(shape, 0, 0, 0, new float[8]);
  }

  private static Map<String, float[]> answer(
      long[] shape, int row, int column, float heat, float[] corners) {
    int rows = (int) shape[2] / 8;
    int columns = (int) shape[3] / 8;
    float[] map = new float[rows * columns];
    map[row * columns + column] = heat;
    float[] planes = new float[8 * rows * columns];
    for (int i = 0; i < 8; i++) {
      planes[i * rows * columns + row * columns + column] = corners[i];
    }
    return Map.of("heat", map, "corners", planes);
  }
}
