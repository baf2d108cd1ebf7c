package org.alprstreams.deploy.sweep;

import java.util.List;
import org.alprstreams.simulation.scene.Corner;

/**
 * A mapping of the plane that keeps straight lines straight, as one camera's picture of a plane.
 */
final class Homography {

  private static final int UNKNOWNS = 8;

  private final double[] h;

  private Homography(double[] h) {
    this.h = h;
  }

  /**
   * The mapping that takes four points to four others.
   *
   * @throws IllegalArgumentException when three of the points lie on a line
   */
  static Homography between(List<Corner> from, List<Corner> to) {
    // Two equations a point in h0..h7, h8 being 1 (Hartley and Zisserman, 2003, section 4.1).
    double[][] system = new double[UNKNOWNS][];
    for (int i = 0; i < 4; i++) {
      double x = from.get(i).x();
      double y = from.get(i).y();
      double u = to.get(i).x();
      double v = to.get(i).y();
      system[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
      system[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
    }
    return new Homography(solve(system));
  }

  Corner map(double x, double y) {
    double w = h[6] * x + h[7] * y + 1;
    return new Corner((h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w);
  }

  /** Gauss and Jordan, with the largest pivot of each column. */
  private static double[] solve(double[][] system) {
    for (int column = 0; column < UNKNOWNS; column++) {
      int pivot = column;
      for (int row = column + 1; row < UNKNOWNS; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] line = system[pivot];
      system[pivot] = system[column];
      system[column] = line;
      if (Math.abs(line[column]) < 1e-9) {
        throw new IllegalArgumentException("Three of the four points lie on a line");
      }
      for (int row = 0; row < UNKNOWNS; row++) {
        if (row != column) {
          double factor = system[row][column] / line[column];
          for (int k = column; k <= UNKNOWNS; k++) {
            system[row][k] -= factor * line[k];
          }
        }
      }
    }
    double[] solution = new double[UNKNOWNS];
    for (int i = 0; i < UNKNOWNS; i++) {
      solution[i] = system[i][UNKNOWNS] / system[i][i];
    }
    return solution;
  }
}
