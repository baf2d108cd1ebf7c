package org.alprstreams.recognition.classical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.core.Mat;

/** Finds rows of character-like patches in a grey image: the cue that a plate gives from afar. */
final class RowFinder {

  private static final int SHORTEST_ROW = 3;
  private static final double LARGEST_GAP = 1.1;
  private static final double STEEPEST = 0.36;

  private final int smallest;
  private final double largestShare;
  private final int[] windows;

  /**
   * Sets the sizes to look for.
   *
   * @param smallest height of the smallest character in pixels
   * @param largestShare height of the largest character as a share of the image's height
   * @param windows sides of the square neighbourhoods, in pixels, against which ink must stand out
   */
  RowFinder(int smallest, double largestShare, int... windows) {
    this.smallest = smallest;
    this.largestShare = largestShare;
    this.windows = windows;
  }

  /** Rows in an 8-bit grey image; the same characters may come in several. */
  List<CharacterRow> find(Mat grey) {
    List<CharacterRow> rows = new ArrayList<>();
    for (int window : windows) {
      rows.addAll(find(grey, new Threshold(window, true)));
      rows.addAll(find(grey, new Threshold(window, false)));
    }
    return rows;
  }

  private List<CharacterRow> find(Mat grey, Threshold threshold) {
    int largest = (int) (largestShare * grey.rows());
    try (Mats mats = new Mats()) {
      List<Blob> characters =
          threshold.apply(grey, mats).blobs().stream()
              .filter(b -> b.height() >= smallest && b.height() <= largest)
              .filter(Blob::isCharacterLike)
              .sorted(Comparator.comparingInt(Blob::x))
              .toList();
      return chains(characters, threshold);
    }
  }

  private static List<CharacterRow> chains(List<Blob> blobs, Threshold threshold) {
    List<CharacterRow> rows = new ArrayList<>();
    boolean[] used = new boolean[blobs.size()];
    for (int first = 0; first < blobs.size(); first++) {
      if (!used[first]) {
        List<Integer> chain = chainFrom(first, blobs);
        if (chain.size() >= SHORTEST_ROW) {
          chain.forEach(i -> used[i] = true);
          rows.add(new CharacterRow(chain.stream().map(blobs::get).toList(), threshold));
        }
      }
    }
    return rows;
  }

  /** Follows the line to the right, from one patch to the nearest that fits the ones before. */
  private static List<Integer> chainFrom(int first, List<Blob> blobs) {
    List<Integer> chain = new ArrayList<>(List.of(first));
    double height = blobs.get(first).height();
    double slope = 0;
    int last = first;
    while (true) {
      Blob from = blobs.get(last);
      Blob start = blobs.get(first);
      int next = -1;
      for (int i = last + 1; i < blobs.size(); i++) {
        Blob to = blobs.get(i);
        if (to.x() > from.right() + LARGEST_GAP * height) {
          break;
        }
        double dx = to.centreX() - from.centreX();
        boolean sameHeight = Math.abs(to.height() - height) <= Math.max(1.5, 0.17 * height);
        boolean beside = to.x() >= from.x() + 0.6 * from.width() && dx > 0.2 * height;
        double expected =
            chain.size() == 1
                ? from.centreY()
                : start.centreY() + slope * (to.centreX() - start.centreX());
        double tolerance = chain.size() == 1 ? STEEPEST * dx + 1 : Math.max(1.2, 0.14 * height);
        if (sameHeight && beside && Math.abs(to.centreY() - expected) <= tolerance) {
          next = i;
          break;
        }
      }
      if (next < 0) {
        return chain;
      }
      chain.add(next);
      last = next;
      height = (height * (chain.size() - 1) + blobs.get(next).height()) / chain.size();
      slope =
          (blobs.get(next).centreY() - start.centreY())
              / (blobs.get(next).centreX() - start.centreX());
    }
  }
}
