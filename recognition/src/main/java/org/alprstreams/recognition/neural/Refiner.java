package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.classical.Mats;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Looks at proposals once more at the frame's own resolution: is it a plate, and where exactly are
 * its corners.
 */
final class Refiner {

  private static final int WIDTH = 128;
  private static final int HEIGHT = 64;
  private static final int CORNER_NUMBERS = 8;

  private final Network network;

  Refiner(Network network) {
    this.network = network;
  }

  /**
   * Refines proposals, all at once.
   *
   * @param grey 8-bit frame
   * @param proposals places to look at; those that can hold no legible plate are left out
   * @param input the calling worker's own
   * @return the places with their corners; the score is the geometric mean of what the search gave
   *     and of the probability that it is a plate, seen closely: the two networks err in different
   *     places
   */
  List<Proposal> refine(Mat grey, List<Proposal> proposals, InputBuffer input) {
    List<Window> windows = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (Proposal proposal : proposals) {
      Window.around(proposal.corners(), grey.cols(), grey.rows())
          .ifPresent(
              window -> {
                windows.add(window);
                scores.add(proposal.score());
              });
    }
    if (windows.isEmpty()) {
      return List.of();
    }
    input.reserve(windows.size() * WIDTH * HEIGHT);
    try {
      for (int i = 0; i < windows.size(); i++) {
        draw(grey, windows.get(i), input, i);
      }
      Map<String, float[]> outputs = network.run(input.floats(), windows.size(), 1, HEIGHT, WIDTH);
      List<Proposal> refined = new ArrayList<>();
      for (int i = 0; i < windows.size(); i++) {
        refined.add(
            new Proposal(
                windows.get(i).toFrame(outputs.get("corners"), i * CORNER_NUMBERS, WIDTH, HEIGHT),
                Math.sqrt(scores.get(i) * Math.min(1, outputs.get("plate")[i]))));
      }
      return refined;
    } finally {
      input.wipe();
    }
  }

  private static void draw(Mat grey, Window window, InputBuffer input, int index) {
    try (Mats mats = new Mats()) {
      Mat patch = mats.empty();
      boolean shrinks = window.width() > WIDTH;
      Imgproc.resize(
          window.cut(grey, mats),
          patch,
          new Size(WIDTH, HEIGHT),
          0,
          0,
          shrinks ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
      patch.convertTo(mats.own(input.image(index * WIDTH * HEIGHT, HEIGHT, WIDTH)), CvType.CV_32F);
    }
  }
}
