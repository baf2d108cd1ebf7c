package org.alprstreams.deploy.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenesTest {

  @Test
  void a_sample_is_the_same_plate_at_every_step_and_the_same_picture_every_time() {
    // When
    Scenes.Scene small = new Scenes(1).draw(3, 60);
    Scenes.Scene large = new Scenes(1).draw(3, 200);
    Scenes.Scene again = new Scenes(1).draw(3, 60);
    // Then
    assertThat(large.text()).isEqualTo(small.text());
    assertThat(again.corners()).isEqualTo(small.corners());
    assertThat(pixels(Camera.photograph(small, Conditions.GOOD, 5)))
        .isEqualTo(pixels(Camera.photograph(again, Conditions.GOOD, 5)));
  }

  @Test
  void samples_differ() {
    Scenes scenes = new Scenes(1);
    Set<String> texts = new HashSet<>();
    for (int sample = 0; sample < 6; sample++) {
      texts.add(scenes.draw(sample, 120).text());
    }
    assertThat(texts).hasSize(6);
  }

  private static int pixels(BufferedImage image) {
    return Arrays.hashCode(
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
  }
}
