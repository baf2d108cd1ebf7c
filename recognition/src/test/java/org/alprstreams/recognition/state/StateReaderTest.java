package org.alprstreams.recognition.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alprstreams.recognition.FixedReader;
import org.alprstreams.recognition.classical.OcrNatives;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.reader.Look;
import org.alprstreams.recognition.reader.StageTimer;
import org.alprstreams.simulation.plate.Plate;
import org.alprstreams.simulation.plate.PlateRenderer;
import org.alprstreams.simulation.plate.PlateStyle;
import org.alprstreams.simulation.plate.PlateStyles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class StateReaderTest {

  private static StateReader reader;

  @BeforeAll
  static void start() {
    OcrNatives.load();
    reader = new StateReader(1);
  }

  @AfterAll
  static void stop() {
    reader.close();
  }

  @Test
  void states_of_simulated_plates_are_read_and_none_is_wrong() {
    // Given
    Random random = new Random(5);
    List<Plate> plates = new ArrayList<>();
    for (PlateStyle style : PlateStyles.all()) {
      plates.add(style.draw(random));
      plates.add(style.draw(random));
    }
    List<String> wrong = new ArrayList<>();
    int right = 0;
    // When
    for (Plate plate : plates) {
      Mat image = mat(PlateRenderer.render(plate, 240));
      StateReading reading = reader.read(image, plate.text());
      image.release();
      if (reading.code().equals(plate.state())) {
        right++;
      } else if (reading.known()) {
        wrong.add(plate.style().name() + " as " + reading.code());
      }
    }
    // Then
    assertThat(wrong).isEmpty();
    assertThat(right / (double) plates.size())
        .as("%d of %d", right, plates.size())
        .isGreaterThanOrEqualTo(0.6);
  }

  @Test
  void mirrored_print_is_unknown() {
    // Given
    Random random = new Random(6);
    List<String> stated = new ArrayList<>();
    // When
    for (PlateStyle style : PlateStyles.all()) {
      Mat image = mat(PlateRenderer.render(style.draw(random), 240));
      Core.flip(image, image, 1);
      StateReading reading = reader.read(image, "");
      image.release();
      if (reading.known()) {
        stated.add(style.name() + " as " + reading.code());
      }
    }
    // Then
    assertThat(stated).isEmpty();
  }

  @Test
  void an_empty_plate_and_one_too_small_are_unknown() {
    // Given
    Mat empty = new Mat(160, 320, CvType.CV_8UC3, new Scalar(220, 220, 220));
    Mat small = new Mat(30, 60, CvType.CV_8UC1, new Scalar(220));
    // When
    StateReading ofEmpty = reader.read(empty, "ABC1234");
    StateReading ofSmall = reader.read(small, "ABC1234");
    // Then
    assertThat(ofEmpty.code()).isEqualTo(StateReading.UNKNOWN);
    assertThat(ofSmall).isEqualTo(StateReading.unknown());
    empty.release();
    small.release();
  }

  @Test
  void other_kinds_of_images_are_refused() {
    // Given
    Mat floats = new Mat(160, 320, CvType.CV_32FC1, new Scalar(0));
    // When / Then
    assertThatThrownBy(() -> reader.read(floats, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CV_32FC1");
    floats.release();
  }

  @Test
  void looks_of_an_engine_get_the_state_that_stands_at_their_place() {
    // Given
    Plate plate = PlateStyles.named("nevada").draw(new Random(7));
    BufferedImage image = PlateRenderer.render(plate, 240);
    Mat mat = mat(image);
    byte[] pixels = new byte[mat.cols() * mat.rows() * FrameImage.CHANNELS];
    mat.get(0, 0, pixels);
    FrameImage crop = new FrameImage(mat.cols(), mat.rows(), pixels);
    mat.release();
    // When
    List<Look> looks;
    try (StateNamingReader naming =
        new StateNamingReader(
            new FixedReader(List.of("ABC123")), new StateReader(1), StageTimer.NONE)) {
      looks = naming.readCrop(crop);
    }
    // Then
    assertThat(looks).singleElement().extracting(Look::state).isEqualTo("NV");
  }

  private static Mat mat(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int rgb = image.getRGB(x, y);
        bgr[i++] = (byte) rgb;
        bgr[i++] = (byte) (rgb >> 8);
        bgr[i++] = (byte) (rgb >> 16);
      }
    }
    Mat mat = new Mat(height, width, CvType.CV_8UC3);
    mat.put(0, 0, bgr);
    return mat;
  }
}
