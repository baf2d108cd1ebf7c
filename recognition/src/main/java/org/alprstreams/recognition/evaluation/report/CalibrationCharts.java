package org.alprstreams.recognition.evaluation.report;

import java.util.List;
import java.util.stream.IntStream;
import org.alprstreams.recognition.evaluation.Calibration;
import org.alprstreams.recognition.evaluation.Calibration.Bin;
import org.alprstreams.recognition.plot.Axis;
import org.alprstreams.recognition.plot.Chart;
import org.alprstreams.recognition.plot.Chart.Point;

/** A calibration to look at. */
final class CalibrationCharts {

  private static final double WIDTH = 230;
  private static final double HEIGHT = 190;

  private CalibrationCharts() {}

  /** What is right over what is said; calibrated probabilities lie on the diagonal. */
  static String reliability(String title, Calibration calibration) {
    List<Point> points =
        calibration.bins().stream()
            .filter(bin -> bin.count() > 0)
            .map(bin -> Point.of(bin.said(), bin.right()))
            .toList();
    return new Chart(title, Axis.share("said, %"), Axis.share("right, %"), WIDTH, HEIGHT)
        .guide(0, 0, 1, 1)
        .line(title, points)
        .render();
  }

  /** How many are said with which probability, right ones below, wrong ones above. */
  static String histogram(String title, Calibration calibration) {
    int most = calibration.bins().stream().mapToInt(Bin::count).max().orElse(0);
    double step = step(most);
    double top = step * Math.max(1, Math.ceil(most / step));
    List<Double> ticks =
        IntStream.rangeClosed(0, (int) Math.round(top / step)).mapToObj(i -> i * step).toList();
    return new Chart(
            title, Axis.share("said, %"), new Axis("plates", 0, top, ticks, false), WIDTH, HEIGHT)
        .bars(
            "right",
            calibration.bins().stream()
                .map(bin -> new Point(middle(bin), 0, 0, bin.count() * bin.right()))
                .toList(),
            1.0 / Calibration.BINS)
        .bars(
            "wrong",
            calibration.bins().stream()
                .map(bin -> new Point(middle(bin), 0, bin.count() * bin.right(), bin.count()))
                .toList(),
            1.0 / Calibration.BINS)
        .render();
  }

  private static double middle(Bin bin) {
    return (bin.from() + bin.to()) / 2;
  }

  /** 1, 2 or 5 times a power of ten, so that there are some five ticks. */
  private static double step(int most) {
    double rough = Math.max(1, most / 5.0);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
