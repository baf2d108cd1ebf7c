package org.alprstreams.recognition.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.alprstreams.recognition.TestImages;
import org.alprstreams.recognition.reader.Box;
import org.junit.jupiter.api.Test;

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

  @Test
  void a_narrow_scene_is_never_blown_up() {
    assertThat(TestImages.decoded(Jpegs.scene(frame, 4000)).width()).isEqualTo(800);
  }
}
