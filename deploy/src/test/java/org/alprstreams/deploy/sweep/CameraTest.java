package org.alprstreams.deploy.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.alprstreams.simulation.scene.Corner;
import org.junit.jupiter.api.Test;

class CameraTest {

  @Test
  void a_plate_square_on_is_as_wide_as_asked_and_in_the_middle() {
    assertThat(Camera.corners(Conditions.GOOD))
        .containsExactly(
            new Corner(580, 330), new Corner(700, 330), new Corner(700, 390), new Corner(580, 390));
  }

  @Test
  void a_plate_turned_away_looks_narrower_and_its_far_edge_lower() {
    // When
    List<Corner> corners = Camera.corners(new Conditions(120, 60, 0, 0, 1));
    // Then: cos 60° = 0.5; the right edge is 52 of 3400 farther, the left edge nearer
    assertThat(corners.get(1).x() - corners.get(0).x()).isEqualTo(60, within(0.1));
    assertThat(corners.get(3).y() - corners.get(0).y()).isEqualTo(60.93, within(0.01));
    assertThat(corners.get(2).y() - corners.get(1).y()).isEqualTo(59.10, within(0.01));
  }

  @Test
  void a_turned_picture_keeps_the_plates_size() {
    List<Corner> corners = Camera.corners(new Conditions(120, 0, 30, 0, 1));
    double dx = corners.get(1).x() - corners.get(0).x();
    double dy = corners.get(1).y() - corners.get(0).y();
    assertThat(Math.hypot(dx, dy)).isEqualTo(120, within(1e-9));
    assertThat(Math.toDegrees(Math.atan2(dy, dx))).isEqualTo(30, within(1e-9));
  }

  @Test
  void the_plate_lands_where_the_conditions_say() {
    // Given: white between the corners, black elsewhere
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 100; y < 150; y++) {
      for (int x = 200; x < 300; x++) {
        image.setRGB(x, y, 0xFFFFFF);
      }
    }
    List<Corner> corners =
        List.of(
            new Corner(200, 100), new Corner(300, 100), new Corner(300, 150), new Corner(200, 150));
    Scenes.Scene scene = new Scenes.Scene(image, "AB12", corners);
    // When
    BufferedImage frame = Camera.photograph(scene, new Conditions(200, 0, 0, 0, 0.5), 1);
    // Then
    assertThat(grey(frame, 545, 315)).as("inside").isBetween(117, 138);
    assertThat(grey(frame, 735, 405)).as("inside").isBetween(117, 138);
    assertThat(grey(frame, 535, 360)).as("left of it").isLessThan(12);
    assertThat(grey(frame, 640, 415)).as("below it").isLessThan(12);
  }

  @Test
  void blur_spreads_a_point_as_a_gaussian_does() {
    // Given
    float[] pixels = new float[21 * 21];
    pixels[10 * 21 + 10] = 1000;
    // When
    float[] blurred = new GaussianBlur(1).apply(pixels, 21, 21, 1);
    // Then: 1000 / 2π in the middle, times exp(-1/2) beside it
    assertThat(blurred[10 * 21 + 10]).isEqualTo(159.2f, within(1f));
    assertThat(blurred[10 * 21 + 11] / blurred[10 * 21 + 10]).isEqualTo(0.6065f, within(0.001f));
    assertThat(blurred[11 * 21 + 10] / blurred[10 * 21 + 10]).isEqualTo(0.6065f, within(0.001f));
  }

  private static int grey(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 255;
  }
}
