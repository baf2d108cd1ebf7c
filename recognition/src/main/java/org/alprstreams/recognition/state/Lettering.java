package org.alprstreams.recognition.state;

import org.alprstreams.recognition.classical.Mats;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Makes dark letters on light ground of print in any two colours.
 *
 * <p>A red name on a blue ground may be as bright as the ground: grey would lose it. So colours are
 * projected on the axis along which they differ most from their surroundings; taking off the
 * surroundings first keeps gradients and shadows from being that axis.
 */
final class Lettering {

  /** Grey of the ground, and greys for each standard deviation away from it. */
  private static final double GROUND = 150;

  private static final double CONTRAST = 50;

  /** A strip without any print: do not blow up its noise. */
  private static final double LEAST_DEVIATION = 1;

  private Lettering() {}

  /**
   * The deviation of every pixel from its surroundings along the axis of most contrast.
   *
   * @param image 8-bit, 1 or 3 channels
   * @param reach size in pixels of the surroundings
   * @param mats owner of the result
   * @return 32-bit floats, 1 channel, of either sign
   */
  static Mat contrast(Mat image, double reach, Mats mats) {
    Mat deviation = mats.empty();
    image.convertTo(deviation, CvType.CV_32F);
    Mat around = mats.empty();
    Imgproc.blur(deviation, around, new Size(reach, reach), new Point(-1, -1), Core.BORDER_REFLECT);
    Core.subtract(deviation, around, deviation);
    if (deviation.channels() == 1) {
      return deviation;
    }
    Mat colours = mats.own(deviation.reshape(1, deviation.rows() * deviation.cols()));
    Mat covariance = mats.empty();
    Mat none = mats.empty();
    Core.gemm(colours, colours, 1.0 / colours.rows(), none, 0, covariance, Core.GEMM_1_T);
    Mat lengths = mats.empty();
    Mat axes = mats.empty();
    Core.eigen(covariance, lengths, axes);
    Mat along = mats.empty();
    Core.gemm(colours, mats.own(axes.row(0)), 1, none, 0, along, Core.GEMM_2_T);
    return mats.own(along.reshape(1, deviation.rows()));
  }

  /**
   * A line of print as Tesseract likes it.
   *
   * @param strip 8-bit, 1 or 3 channels, holding the line
   * @param height in pixels of the result
   * @param mats owner of the result
   * @return 8-bit grey, letters dark
   */
  static Mat darkOnLight(Mat strip, int height, Mats mats) {
    double scale = height / (double) strip.rows();
    Mat sized = mats.empty();
    Imgproc.resize(
        strip,
        sized,
        new Size(Math.max(1, Math.round(strip.cols() * scale)), height),
        0,
        0,
        scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
    Mat contrast = contrast(sized, height * 1.2, mats);
    MatOfDouble mean = mats.own(new MatOfDouble());
    MatOfDouble deviation = mats.own(new MatOfDouble());
    Core.meanStdDev(contrast, mean, deviation);
    double spread = Math.max(LEAST_DEVIATION, deviation.get(0, 0)[0]);
    Core.subtract(contrast, new Scalar(mean.get(0, 0)[0]), contrast);
    // Print covers less than its ground, so it is the longer tail of the distribution.
    Mat cubed = mats.empty();
    Core.pow(contrast, 3, cubed);
    double sign = Core.mean(cubed).val[0] > 0 ? -1 : 1;
    Mat grey = mats.empty();
    contrast.convertTo(grey, CvType.CV_8U, sign * CONTRAST / spread, GROUND);
    return grey;
  }
}
