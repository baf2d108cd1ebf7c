package org.alprstreams.recognition.classical;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** The ink of an image, in connected patches. */
final class Ink {

  private static final int COLUMNS = 5;

  private final Mat labels;
  private final List<Blob> blobs;

  private Ink(Mat labels, List<Blob> blobs) {
    this.labels = labels;
    this.blobs = blobs;
  }

  /** Finds the patches of a mask's non-zero pixels. */
  static Ink of(Mat mask, Mats mats) {
    Mat labels = mats.empty();
    Mat stats = mats.empty();
    int count =
        Imgproc.connectedComponentsWithStats(mask, labels, stats, mats.empty(), 8, CvType.CV_32S);
    int[] values = new int[count * COLUMNS];
    stats.get(0, 0, values);
    List<Blob> blobs = new ArrayList<>(count);
    for (int label = 1; label < count; label++) {
      int at = label * COLUMNS;
      blobs.add(
          new Blob(
              label,
              values[at + Imgproc.CC_STAT_LEFT],
              values[at + Imgproc.CC_STAT_TOP],
              values[at + Imgproc.CC_STAT_WIDTH],
              values[at + Imgproc.CC_STAT_HEIGHT],
              values[at + Imgproc.CC_STAT_AREA]));
    }
    return new Ink(labels, blobs);
  }

  List<Blob> blobs() {
    return blobs;
  }

  /** One patch alone: 255 where its ink is, 0 elsewhere, as large as its box. */
  Mat mask(Blob blob, Mats mats) {
    Mat mask = mats.empty();
    Core.inRange(
        mats.own(
            labels.submat(blob.y(), blob.y() + blob.height(), blob.x(), blob.x() + blob.width())),
        new Scalar(blob.label()),
        new Scalar(blob.label()),
        mask);
    return mask;
  }
}
