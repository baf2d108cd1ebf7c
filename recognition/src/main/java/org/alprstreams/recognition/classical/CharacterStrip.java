package org.alprstreams.recognition.classical;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Sets the characters of a row anew: black on white, one height, one distance, nothing else on the
 * line. Tesseract knows book print; plates have narrow letters, wide gaps, bolts, frames and
 * pictures, and it reads more than twice as many plates when those are gone.
 */
final class CharacterStrip {

  private static final int CHARACTER_HEIGHT = 42;
  private static final int MARGIN_ABOVE = 14;
  private static final int MARGIN_BESIDE = 8;
  private static final int PAD = 3;
  private static final Scalar NOTHING = new Scalar(0);
  private static final Scalar WHITE = new Scalar(255);

  private CharacterStrip() {}

  /**
   * Composes a strip.
   *
   * @param grey where the characters are, 8 bit
   * @param row the characters
   * @param setting widths and distances
   * @param mats owner of the strip
   */
  static Mat compose(Mat grey, CharacterRow row, Setting setting, Mats mats) {
    Ink ink = row.threshold().apply(grey, mats);
    List<Mat> cells = new ArrayList<>();
    for (Blob blob : row.characters()) {
      cells.add(cell(grey, ink, blob, row, setting, mats));
    }
    Mat strip = mats.empty();
    Core.hconcat(cells, strip);
    Mat framed = mats.empty();
    Core.copyMakeBorder(
        strip, framed, 0, 0, MARGIN_BESIDE, MARGIN_BESIDE, Core.BORDER_CONSTANT, WHITE);
    return framed;
  }

  private static Mat cell(
      Mat grey, Ink ink, Blob blob, CharacterRow row, Setting setting, Mats mats) {
    Mat around = mats.empty();
    Core.copyMakeBorder(
        ink.mask(blob, mats), around, PAD, PAD, PAD, PAD, Core.BORDER_CONSTANT, NOTHING);
    Mat brush =
        mats.own(
            Imgproc.getStructuringElement(
                Imgproc.MORPH_ELLIPSE, new Size(2 * PAD + 1, 2 * PAD + 1)));
    Imgproc.dilate(around, around, brush);
    Mat bordered = mats.empty();
    Core.copyMakeBorder(grey, bordered, PAD, PAD, PAD, PAD, Core.BORDER_REPLICATE);
    Mat paper = mats.empty();
    Imgproc.threshold(
        mats.own(
            bordered.submat(
                blob.y(), blob.y() + blob.height() + 2 * PAD, blob.x(), blob.right() + 2 * PAD)),
        paper,
        0,
        255,
        (row.threshold().darkOnLight() ? Imgproc.THRESH_BINARY : Imgproc.THRESH_BINARY_INV)
            | Imgproc.THRESH_OTSU);
    Core.bitwise_not(around, around);
    Core.bitwise_or(paper, around, paper);
    Mat scaled = mats.empty();
    double width = paper.cols() * CHARACTER_HEIGHT / (row.height() + 2 * PAD) * setting.stretch;
    Imgproc.resize(
        paper,
        scaled,
        new Size(Math.max(4, Math.round(width)), CHARACTER_HEIGHT),
        0,
        0,
        Imgproc.INTER_AREA);
    Mat framed = mats.empty();
    Core.copyMakeBorder(
        scaled,
        framed,
        MARGIN_ABOVE,
        MARGIN_ABOVE,
        setting.gap / 2,
        setting.gap / 2,
        Core.BORDER_CONSTANT,
        WHITE);
    return framed;
  }

  /** How characters are set; what one setting gets wrong, another may get right. */
  enum Setting {
    /** The best for most plates. */
    TIGHT(1.6, 2),
    /** Keeps wide characters from being read as two. */
    LOOSE(1.2, 8);

    private final double stretch;
    private final int gap;

    /**
     * Defines a setting.
     *
     * @param stretch widening of the characters: those of plates are narrower than print
     * @param gap pixels between characters, besides their own margins
     */
    Setting(double stretch, int gap) {
      this.stretch = stretch;
      this.gap = gap;
    }
  }
}
