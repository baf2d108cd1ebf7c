package org.alprstreams.recognition.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;

/** Blue, green and red of pixels, as far as a JPEG keeps them. */
final class Colours {

  static final List<Integer> RED = List.of(0, 0, 200);
  static final List<Integer> GREY = List.of(128, 128, 128);
  static final List<Integer> BLUE = List.of(200, 0, 0);

  private Colours() {}

  static List<Integer> pixel(byte[] bgr, int index) {
    return List.of(bgr[3 * index] & 0xFF, bgr[3 * index + 1] & 0xFF, bgr[3 * index + 2] & 0xFF);
  }

  static void assertNear(List<Integer> pixel, List<Integer> colour) {
    for (int i = 0; i < 3; i++) {
      assertThat(pixel.get(i)).isCloseTo(colour.get(i), within(12));
    }
  }
}
