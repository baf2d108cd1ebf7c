package org.alprstreams.simulation.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlateRendererTest {
  static java.util.List<PlateStyle> styles() {
    return PlateStyles.all();
  }

  @ParameterizedTest
  @MethodSource("styles")
  void charactersStandOutFromTheirGround(PlateStyle style) {
    // Given
    Plate plate = style.draw(new SplittableRandom(4));

    // When
    BufferedImage image = PlateRenderer.render(plate, 240);

    // Then the band of the characters holds both dark and light, well apart
    int[] lumas = new int[256];
    int pixels = 0;
    for (int y = 45; y < 85; y++) {
      for (int x = 30; x < 210; x++) {
        lumas[luma(image.getRGB(x, y))]++;
        pixels++;
      }
    }
    int dark = percentile(lumas, pixels / 8);
    int light = percentile(lumas, pixels * 7 / 8);
    assertThat(light - dark).isGreaterThan(60);
  }

  @Test
  void differentTextsLookDifferent() {
    PlateStyle style = PlateStyles.named("california-passenger");

    BufferedImage one = PlateRenderer.render(new Plate("7ABC123", style), 240);
    BufferedImage other = PlateRenderer.render(new Plate("7ABC128", style), 240);

    assertThat(pixels(one)).isNotEqualTo(pixels(other));
  }

  @Test
  void sameArgumentsGiveTheSamePixels() {
    Plate plate = PlateStyles.named("oregon").draw(new SplittableRandom(1));
    PlateFinish finish = PlateFinish.draw(new SplittableRandom(2));

    assertThat(pixels(PlateRenderer.render(plate, finish, 200)))
        .isEqualTo(pixels(PlateRenderer.render(plate, finish, 200)));
  }

  @Test
  void everyPlateCharacterHasAnInkedOutlineInEveryFace() {
    for (GlyphFace face : GlyphFace.values()) {
      for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".toCharArray()) {
        assertThat(face.outline(String.valueOf(c), 100, 0).getBounds2D().getHeight())
            .as("%s in %s", c, face)
            .isBetween(60.0, 180.0);
      }
    }
  }

  @Test
  void refusesATextThatNoPlateCouldCarry() {
    PlateStyle style = PlateStyles.named("nevada");

    assertThatThrownBy(() -> new Plate("toolong99", style))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static int luma(int rgb) {
    return (299 * (rgb >> 16 & 255) + 587 * (rgb >> 8 & 255) + 114 * (rgb & 255)) / 1000;
  }

  private static int percentile(int[] histogram, int rank) {
    int seen = 0;
    for (int level = 0; level < histogram.length; level++) {
      seen += histogram[level];
      if (seen > rank) {
        return level;
      }
    }
    return 255;
  }
}
