package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Corners;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class RefinerTest {

  @BeforeAll
  static void natives() {
    TestImages.natives();
  }

  @Test
  void the_plate_takes_the_middle_of_its_patch() {
    // Given a white plate of 120x60 on black
    Mat grey = new Mat(400, 600, CvType.CV_8UC1, new Scalar(0));
    grey.submat(new Rect(200, 100, 120, 60)).setTo(new Scalar(255));
    Network network =
        (input, shape) -> {
          assertThat(shape).containsExactly(1, 1, 64, 128);
          // 60 % of 128 pixels, the middle white, the outside black
          assertThat(input.get(32 * 128 + 64)).isEqualTo(255);
          assertThat(input.get(32 * 128 + 28)).isGreaterThan(200);
          assertThat(input.get(32 * 128 + 23)).isLessThan(50);
          assertThat(input.get(10 * 128 + 64)).isLessThan(50);
          return Map.of(
              "plate",
              new float[] {0.9f},
              "corners",
              new float[] {25.6f, 12.8f, 102.4f, 12.8f, 102.4f, 51.2f, 25.6f, 51.2f});
        };
    // When
    List<Proposal> refined =
        new Refiner(network).refine(grey, List.of(at(200, 100, 120, 60)), new InputBuffer());
    // Then the corners come back to where they were
    Bounds bounds = refined.get(0).bounds();
    // The search gave 0.5, the closer look 0.9
    assertThat(refined.get(0).score()).isCloseTo(Math.sqrt(0.5 * 0.9), within(1e-6));
    assertThat(bounds.left()).isCloseTo(200, within(0.01));
    assertThat(bounds.right()).isCloseTo(320, within(0.01));
    assertThat(bounds.top()).isCloseTo(100, within(0.01));
    assertThat(bounds.bottom()).isCloseTo(160, within(0.01));
  }

  @Test
  void beyond_the_frame_its_edge_goes_on() {
    // Given a plate in the corner of a frame that is bright at the left edge
    Mat grey = new Mat(200, 300, CvType.CV_8UC1, new Scalar(100));
    grey.col(0).setTo(new Scalar(250));
    Network network =
        (input, shape) -> {
          assertThat(input.get(0)).isEqualTo(250);
          return Map.of("plate", new float[1], "corners", new float[8]);
        };
    // Then
    assertThat(new Refiner(network).refine(grey, List.of(at(0, 0, 100, 50)), new InputBuffer()))
        .hasSize(1);
  }

  @Test
  void what_can_be_no_plate_is_left_out() {
    // Given
    Mat grey = new Mat(200, 300, CvType.CV_8UC1, new Scalar(100));
    Network never =
        (input, shape) -> {
          throw new AssertionError("There is nothing to look at");
        };
    // Then
    assertThat(
            new Refiner(never)
                .refine(
                    grey,
                    List.of(at(10, 10, 3, 2), at(400, 10, 80, 40), at(0, 0, 900, 200)),
                    new InputBuffer()))
        .isEmpty();
  }

  private static Proposal at(int x, int y, int width, int height) {
    return new Proposal(Corners.of(new Box(x, y, width, height)), 0.5);
  }
}
