package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.opencv.core.Mat;

/** Spells rectified plates: for each, probabilities of characters along the line. */
final class CharacterReader {

  private final Network network;

  CharacterReader(Network network) {
    this.network = network;
  }

  /**
   * Spells plates, all at once.
   *
   * @param count how many plates, 1 or more
   * @param draw draws the plate of an index into a float image of {@link Rectifier#WIDTH} × {@link
   *     Rectifier#HEIGHT}, 0 to 255
   * @param input the calling worker's own
   * @return for each plate its steps from left to right, {@link Alphabet#CLASSES} numbers each
   */
  List<float[]> read(int count, ObjIntConsumer<Mat> draw, InputBuffer input) {
    int pixels = Rectifier.WIDTH * Rectifier.HEIGHT;
    input.reserve(count * pixels);
    try {
      for (int i = 0; i < count; i++) {
        Mat target = input.image(i * pixels, Rectifier.HEIGHT, Rectifier.WIDTH);
        draw.accept(target, i);
        target.release();
      }
      float[] all =
          network
              .run(input.floats(), count, 1, Rectifier.HEIGHT, Rectifier.WIDTH)
              .get("probabilities");
      int each = all.length / count;
      List<float[]> plates = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        plates.add(Arrays.copyOfRange(all, i * each, (i + 1) * each));
      }
      return plates;
    } finally {
      input.wipe();
    }
  }
}
