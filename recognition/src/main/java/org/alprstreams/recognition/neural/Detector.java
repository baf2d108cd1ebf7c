package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.classical.Mats;
import org.alprstreams.recognition.reader.Corners;
import org.alprstreams.recognition.reader.Point;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Proposes places of plates in a frame, from two small copies of it. The network says for each cell
 * of 8 × 8 pixels how probable it is that a plate's centre lies in it, and where its corners are.
 */
final class Detector {

  private static final int CELL = 8;

  /** Sides of the network's input are multiples of this. */
  private static final int STEP = 16;

  /** What the network was trained to see where there is no picture. */
  private static final Scalar PADDING = new Scalar(114);

  /** Cells less probable than this are not looked at. */
  private static final double LEAST_HEAT = 0.05;

  /** Peaks taken for each proposal asked for: several may turn out to be one plate. */
  private static final int PEAKS_PER_PROPOSAL = 4;

  /**
   * Width in pixels of the finer copy from which a plate is also searched in a copy of half its
   * size: close to the camera a plate is larger than what a cell of the network can see.
   */
  private static final double LARGE = 110;

  private final Network network;

  Detector(Network network) {
    this.network = network;
  }

  /**
   * Looks for plates.
   *
   * @param grey 8-bit frame
   * @param input the calling worker's own
   * @param most proposals at most
   * @return proposals for different places, best first
   */
  List<Proposal> find(Mat grey, InputBuffer input, int most) {
    int peaks = most * PEAKS_PER_PROPOSAL;
    Size fine = DetectorSize.of(grey.cols(), grey.rows());
    Size coarse = new Size(Math.rint(fine.width / 2), Math.rint(fine.height / 2));
    List<Proposal> proposals = new ArrayList<>(look(grey, fine, input).peaks(peaks));
    if (Math.min(coarse.width, coarse.height) >= STEP) {
      double least = LARGE * grey.cols() / fine.width;
      look(grey, coarse, input).peaks(peaks).stream()
          .filter(proposal -> proposal.bounds().width() >= least)
          .forEach(proposals::add);
    }
    proposals.sort(Comparator.comparingDouble(Proposal::score).reversed());
    return Distinct.best(proposals, most);
  }

  private Grid look(Mat grey, Size size, InputBuffer input) {
    int rows = (int) size.height;
    int columns = (int) size.width;
    int paddedRows = padded(rows);
    int paddedColumns = padded(columns);
    input.reserve(paddedRows * paddedColumns);
    try {
      draw(grey, size, input, paddedRows, paddedColumns);
      Map<String, float[]> outputs = network.run(input.floats(), 1, 1, paddedRows, paddedColumns);
      return new Grid(
          outputs.get("heat"),
          outputs.get("corners"),
          paddedRows / CELL,
          paddedColumns / CELL,
          grey.cols() / (double) columns,
          grey.rows() / (double) rows);
    } finally {
      input.wipe();
    }
  }

  private static void draw(
      Mat grey, Size size, InputBuffer input, int paddedRows, int paddedColumns) {
    try (Mats mats = new Mats()) {
      Mat small = mats.empty();
      boolean shrinks = size.width < grey.cols();
      Imgproc.resize(grey, small, size, 0, 0, shrinks ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
      Mat canvas = mats.own(input.image(0, paddedRows, paddedColumns));
      canvas.setTo(PADDING);
      Mat inner = mats.own(canvas.submat(0, small.rows(), 0, small.cols()));
      // Same size and type: OpenCV writes into the canvas instead of making a new image.
      small.convertTo(inner, CvType.CV_32F);
    }
  }

  private static int padded(int side) {
    return (side + STEP - 1) / STEP * STEP;
  }

  /**
   * The network's answer.
   *
   * @param heat probability for each cell
   * @param corners eight planes: x and y of the four corners, from the cell's centre
   * @param scaleX frame pixels for one of the network's, across
   * @param scaleY frame pixels for one of the network's, down
   */
  private record Grid(
      float[] heat, float[] corners, int rows, int columns, double scaleX, double scaleY) {

    List<Proposal> peaks(int most) {
      List<Integer> cells = new ArrayList<>();
      for (int cell = 0; cell < heat.length; cell++) {
        if (heat[cell] >= LEAST_HEAT && isPeak(cell)) {
          cells.add(cell);
        }
      }
      return cells.stream()
          .sorted(Comparator.comparingDouble((Integer cell) -> heat[cell]).reversed())
          .limit(most)
          .map(this::proposal)
          .toList();
    }

    /** Whether no neighbour is more probable; of equal neighbours the first is the peak. */
    private boolean isPeak(int cell) {
      int row = cell / columns;
      int column = cell % columns;
      for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          int other = r * columns + c;
          if (heat[other] > heat[cell] || heat[other] == heat[cell] && other < cell) {
            return false;
          }
        }
      }
      return true;
    }

    private Proposal proposal(int cell) {
      return new Proposal(
          new Corners(corner(cell, 0), corner(cell, 1), corner(cell, 2), corner(cell, 3)),
          Math.min(1, heat[cell]));
    }

    private Point corner(int cell, int corner) {
      int plane = rows * columns;
      double x = (cell % columns + 0.5) * CELL + corners[2 * corner * plane + cell];
      double y = (cell / columns + 0.5) * CELL + corners[(2 * corner + 1) * plane + cell];
      return new Point(x * scaleX, y * scaleY);
    }
  }
}
