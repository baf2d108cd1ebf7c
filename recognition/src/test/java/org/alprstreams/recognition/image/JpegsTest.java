package org.alprstreams.recognition.image;

import static org.alprstreams.recognition.image.Colours.BLUE;
import static org.alprstreams.recognition.image.Colours.RED;
import static org.alprstreams.recognition.image.Colours.assertNear;
import static org.alprstreams.recognition.image.Colours.pixel;
import static org.assertj.core.api.Assertions.assertThat;

import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.reader.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

class JpegsTest {

  private final FrameImage frame = TestImages.decoded(TestImages.street("7ABC123", 800, 600));

  @Test
  void a_crop_keeps_its_resolution() {
    FrameImage crop = TestImages.decoded(Jpegs.crop(frame, new Box(700, 500, 100, 100)));
    assertThat(crop.width()).isEqualTo(100);
    assertThat(crop.height()).isEqualTo(100);
  }

  @Test
  void a_wide_scene_is_shrunk_in_proportion() {
    FrameImage scene = TestImages.decoded(Jpegs.scene(frame, 400));
    assertThat(scene.width()).isEqualTo(400);
    assertThat(scene.height()).isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({".jpg, 401", ".jpg, 160", ".jpg, 641", ".png, 401", ".png, 160", ".png, 641"})
  void a_scene_shows_what_the_frame_shows_where_it_shows_it(String format, int width) {
    // Given a red and a blue half, of odd size
    FrameImage halves = TestImages.decoded(TestImages.halves(641, 481, RED, BLUE, format));
    // When: a little, much, not at all smaller
    FrameImage scene = TestImages.decoded(Jpegs.scene(halves, width));
    // Then
    byte[] bgr = scene.bgr();
    int middle = scene.height() / 2 * scene.width();
    for (int x = 0; x < scene.width(); x++) {
      double fromEdge = (x + 0.5) / scene.width() - 320 / 641.0;
      if (Math.abs(fromEdge) * width > 4) {
        assertNear(pixel(bgr, middle + x), fromEdge < 0 ? RED : BLUE);
      }
    }
  }

  @Test
  void a_scene_differs_little_from_the_frame_made_smaller_in_full_colour() {
    // Given
    Box whole = new Box(0, 0, frame.width(), frame.height());
    byte[] wanted =
        Pixels.shrunk(frame.bgr(), new Size(whole.width(), whole.height()), new Size(600, 450));
    // When
    byte[] scene = frame.bgr(whole, 600, 450);
    // Then
    double off = 0;
    for (int i = 0; i < scene.length; i++) {
      off += Math.abs((scene[i] & 0xFF) - (wanted[i] & 0xFF));
    }
    assertThat(scene).hasSameSizeAs(wanted);
    assertThat(off / scene.length).isLessThan(1.5);
  }

  @Test
  void pictures_are_those_of_the_encoder_that_every_platform_has() {
    // Given
    Mat picture = new Mat(301, 403, CvType.CV_8UC3, new Scalar(200, 100, 20));
    Imgproc.putText(picture, "7ABC123", new Point(20, 200), 0, 3, new Scalar(0, 0, 255), 5);
    // When
    byte[] here = TestImages.decoded(JpegFiles.of(picture)).bgr();
    // Then
    byte[] there = TestImages.decoded(JpegFiles.openCv(picture)).bgr();
    assertThat(here).hasSameSizeAs(there);
    int most = 0;
    for (int i = 0; i < here.length; i++) {
      most = Math.max(most, Math.abs((here[i] & 0xFF) - (there[i] & 0xFF)));
    }
    assertThat(most).isLessThan(16);
    picture.release();
  }

  @Test
  void a_narrow_scene_is_never_blown_up() {
    assertThat(TestImages.decoded(Jpegs.scene(frame, 4000)).width()).isEqualTo(800);
  }
}
