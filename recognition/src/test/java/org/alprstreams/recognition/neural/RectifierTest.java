package org.alprstreams.recognition.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class RectifierTest {

  private static final int LEFT = (int) Math.round(Rectifier.MARGIN_X * Rectifier.WIDTH);
  private static final int TOP = (int) Math.round(Rectifier.MARGIN_Y * Rectifier.HEIGHT);

  @BeforeAll
  static void natives() {
    TestImages.natives();
  }

  @Test
  void a_tilted_plate_fills_the_inside_and_its_surroundings_the_margin() {
    // Given a white plate, tilted and slanted, on black
    Corners plate =
        new Corners(
            new Point(100, 120), new Point(400, 60), new Point(420, 200), new Point(110, 280));
    Mat frame = filled(plate);
    // When
    Mat straight = rectified(frame, plate);
    // Then
    Mat inside =
        straight.submat(TOP + 2, Rectifier.HEIGHT - TOP - 2, LEFT + 2, Rectifier.WIDTH - LEFT - 2);
    assertThat(Core.mean(inside).val[0]).isCloseTo(255, within(1.0));
    assertThat(Core.mean(straight.submat(0, TOP - 1, 0, Rectifier.WIDTH)).val[0]).isLessThan(5);
    assertThat(Core.mean(straight.submat(0, Rectifier.HEIGHT, 0, LEFT - 2)).val[0]).isLessThan(5);
  }

  @Test
  void corners_keep_their_places() {
    // Given a plate whose upper left quarter is dark
    Corners plate =
        new Corners(new Point(50, 50), new Point(250, 90), new Point(240, 190), new Point(40, 150));
    Mat frame = filled(plate);
    Imgproc.fillPoly(
        frame,
        java.util.List.of(
            new MatOfPoint(
                new org.opencv.core.Point(50, 50),
                new org.opencv.core.Point(150, 70),
                new org.opencv.core.Point(145, 120),
                new org.opencv.core.Point(45, 100))),
        new Scalar(60));
    // When
    Mat straight = rectified(frame, plate);
    // Then
    assertThat(straight.get(14, 40)[0]).isCloseTo(60, within(5.0));
    assertThat(straight.get(14, 120)[0]).isCloseTo(255, within(5.0));
    assertThat(straight.get(34, 40)[0]).isCloseTo(255, within(5.0));
    assertThat(straight.get(34, 120)[0]).isCloseTo(255, within(5.0));
  }

  @Test
  void fine_detail_of_a_large_plate_is_averaged_not_skipped() {
    // Given a plate of 800 pixels with stripes that no pixel of the result can show
    Mat frame = new Mat(440, 840, CvType.CV_8UC1, new Scalar(0));
    for (int x = 20; x < 820; x += 2) {
      Imgproc.line(
          frame,
          new org.opencv.core.Point(x, 20),
          new org.opencv.core.Point(x, 419),
          new Scalar(255));
    }
    Corners plate =
        new Corners(new Point(20, 20), new Point(820, 20), new Point(820, 420), new Point(20, 420));
    // When
    Mat inside = rectified(frame, plate).submat(8, 40, 16, 144);
    // Then it is grey all over
    Core.MinMaxLocResult range = Core.minMaxLoc(inside);
    assertThat(range.minVal).isGreaterThan(85);
    assertThat(range.maxVal).isLessThan(170);
  }

  @Test
  void nothing_shifts_when_the_picture_fits_as_it_is() {
    // Given a picture of the reader's own size
    Mat frame = new Mat(Rectifier.HEIGHT, Rectifier.WIDTH, CvType.CV_8UC1);
    Core.randu(frame, 0, 256);
    Mat target = new Mat(Rectifier.HEIGHT, Rectifier.WIDTH, CvType.CV_32FC1);
    // When
    Rectifier.fill(
        frame,
        new Corners(new Point(0, 0), new Point(160, 0), new Point(160, 48), new Point(0, 48)),
        target);
    // Then
    Mat expected = new Mat();
    frame.convertTo(expected, CvType.CV_32F);
    assertThat(Core.norm(target, expected, Core.NORM_INF)).isLessThan(1);
  }

  private static Mat filled(Corners plate) {
    Mat frame = new Mat(300, 500, CvType.CV_8UC1, new Scalar(0));
    Imgproc.fillPoly(
        frame,
        java.util.List.of(
            new MatOfPoint(
                new org.opencv.core.Point(plate.topLeft().x(), plate.topLeft().y()),
                new org.opencv.core.Point(plate.topRight().x(), plate.topRight().y()),
                new org.opencv.core.Point(plate.bottomRight().x(), plate.bottomRight().y()),
                new org.opencv.core.Point(plate.bottomLeft().x(), plate.bottomLeft().y()))),
        new Scalar(255));
    return frame;
  }

  private static Mat rectified(Mat frame, Corners plate) {
    Mat target = new Mat(Rectifier.HEIGHT, Rectifier.WIDTH, CvType.CV_32FC1);
    Rectifier.rectify(frame, plate, target);
    return target;
  }
}
