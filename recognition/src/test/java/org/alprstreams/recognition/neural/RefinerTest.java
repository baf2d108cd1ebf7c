package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.reader.Box;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

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
          return inTheMiddle();
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

  @ParameterizedTest
  @ValueSource(doubles = {-30, 20, 34})
  void a_plate_that_leans_lies_level_in_its_patch(double degrees) {
    // Given a white plate of 120x60 on black, its lower half grey, seen by a camera that hangs
    // askew
    Mat grey = new Mat(400, 600, CvType.CV_8UC1, new Scalar(0));
    Corners plate = Corners.of(new Box(240, 170, 120, 60));
    Corners leaning = about(new Point(300, 200), plate, Math.toRadians(degrees));
    fill(grey, leaning, 255);
    fill(grey, about(new Point(300, 200), lowerHalf(), Math.toRadians(degrees)), 128);
    Network network =
        (input, shape) -> {
          // 60 % of 128 pixels from corner to corner, nothing of the plate outside
          assertThat(input.get(16 * 128 + 29)).isGreaterThan(200);
          assertThat(input.get(16 * 128 + 98)).isGreaterThan(200);
          assertThat(input.get(48 * 128 + 29)).isCloseTo(128, within(20f));
          assertThat(input.get(48 * 128 + 98)).isCloseTo(128, within(20f));
          assertThat(input.get(32 * 128 + 22)).isLessThan(30);
          assertThat(input.get(10 * 128 + 64)).isLessThan(30);
          return inTheMiddle();
        };
    // When
    List<Proposal> refined =
        new Refiner(network).refine(grey, List.of(new Proposal(leaning, 0.5)), new InputBuffer());
    // Then the corners come back to where they were, but for the rounding of the window
    Corners found = refined.get(0).corners();
    assertThat(found.topLeft().distanceTo(leaning.topLeft())).isLessThan(1);
    assertThat(found.topRight().distanceTo(leaning.topRight())).isLessThan(1);
    assertThat(found.bottomRight().distanceTo(leaning.bottomRight())).isLessThan(1);
    assertThat(found.bottomLeft().distanceTo(leaning.bottomLeft())).isLessThan(1);
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

  /** The network's answer for a plate where windows are meant to have it. */
  private static Map<String, float[]> inTheMiddle() {
    return Map.of(
        "plate",
        new float[] {0.9f},
        "corners",
        new float[] {25.6f, 12.8f, 102.4f, 12.8f, 102.4f, 51.2f, 25.6f, 51.2f});
  }

  private static Corners lowerHalf() {
    return Corners.of(new Box(240, 200, 120, 30));
  }

  private static Corners about(Point centre, Corners corners, double angle) {
    Point moved = centre.turned(angle);
    Corners turned = corners.turned(angle);
    double x = centre.x() - moved.x();
    double y = centre.y() - moved.y();
    return new Corners(
        shifted(turned.topLeft(), x, y),
        shifted(turned.topRight(), x, y),
        shifted(turned.bottomRight(), x, y),
        shifted(turned.bottomLeft(), x, y));
  }

  private static Point shifted(Point point, double x, double y) {
    return new Point(point.x() + x, point.y() + y);
  }

  private static void fill(Mat grey, Corners corners, int shade) {
    MatOfPoint outline =
        new MatOfPoint(
            Stream.of(
                    corners.topLeft(),
                    corners.topRight(),
                    corners.bottomRight(),
                    corners.bottomLeft())
                .map(point -> new org.opencv.core.Point(point.x() - 0.5, point.y() - 0.5))
                .toArray(org.opencv.core.Point[]::new));
    Imgproc.fillConvexPoly(grey, outline, new Scalar(shade));
  }

  private static Proposal at(int x, int y, int width, int height) {
    return new Proposal(Corners.of(new Box(x, y, width, height)), 0.5);
  }
}
