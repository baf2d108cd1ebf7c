package org.alprstreams.recognition.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * The colours of a JPEG at half its size. Cameras store colour at half the resolution of brightness
 * anyway; with the brightness decoded before, they make up the whole picture in less than half the
 * time of decoding it again.
 */
final class HalfColours {

  private final int width;
  private final int height;
  private final byte[] bgr;

  private HalfColours(int width, int height, byte[] bgr) {
    this.width = width;
    this.height = height;
    this.bgr = bgr;
  }

  /**
   * Decodes the colours.
   *
   * @param file a JPEG
   * @param width of the whole picture, in pixels
   * @param height of the whole picture, in pixels
   * @return nothing when they can't be decoded
   */
  static Optional<HalfColours> of(byte[] file, int width, int height) {
    MatOfByte encoded = new MatOfByte(file);
    Mat decoded = null;
    try {
      decoded = Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_REDUCED_COLOR_2);
      boolean fits =
          decoded.type() == CvType.CV_8UC3
              && decoded.cols() == half(width)
              && decoded.rows() == half(height);
      return fits
          ? Optional.of(new HalfColours(decoded.cols(), decoded.rows(), Pixels.of(decoded)))
          : Optional.empty();
    } catch (CvException e) {
      return Optional.empty();
    } finally {
      encoded.release();
      if (decoded != null) {
        decoded.release();
      }
    }
  }

  /**
   * Colours a part of the picture.
   *
   * @param grey the part's brightness, a byte for each pixel
   * @param part where in the picture it lies
   * @param size of the result in pixels: the part's own, or smaller
   * @return blue, green, red for each pixel
   */
  byte[] colour(byte[] grey, Rect part, Size size) {
    List<Mat> planes = new ArrayList<>();
    Mat brightness = new Mat(part.height, part.width, CvType.CV_8UC1);
    Mat whole = new Mat();
    try {
      brightness.put(0, 0, grey);
      if (part.size().equals(size)) {
        planes.addAll(hues(part));
      } else {
        Pixels.resize(brightness, size);
        planes.addAll(hues(part, size));
      }
      planes.add(0, brightness);
      Core.merge(planes, whole);
      Imgproc.cvtColor(whole, whole, Imgproc.COLOR_YCrCb2BGR);
      return Pixels.of(whole);
    } finally {
      planes.forEach(Mat::release);
      brightness.release();
      whole.release();
    }
  }

  /** The two planes that hold a part's hues, red and blue, each pixel where its brightness is. */
  private List<Mat> hues(Rect part) {
    Rect around = around(part);
    Rect within = new Rect(part.x - 2 * around.x, part.y - 2 * around.y, part.width, part.height);
    List<Mat> fitting = new ArrayList<>();
    for (Mat plane : hues(part, new Size(2 * around.width, 2 * around.height))) {
      fitting.add(plane.submat(within));
      plane.release();
    }
    return fitting;
  }

  /** The same at another size; what they begin with may lie half a pixel beside the part. */
  private List<Mat> hues(Rect part, Size size) {
    Rect around = around(part);
    List<Mat> planes = new ArrayList<>();
    Mat small = new Mat(around.height, around.width, CvType.CV_8UC3);
    try {
      small.put(0, 0, Pixels.part(bgr, width, around, FrameImage.CHANNELS));
      Imgproc.cvtColor(small, small, Imgproc.COLOR_BGR2YCrCb);
      Core.split(small, planes);
      planes.remove(0).release();
      planes.forEach(plane -> Pixels.resize(plane, size));
      return planes;
    } finally {
      small.release();
    }
  }

  /** What of the colours a part of the picture has, at half its size. */
  private static Rect around(Rect part) {
    int left = part.x / 2;
    int top = part.y / 2;
    return new Rect(left, top, half(part.x + part.width) - left, half(part.y + part.height) - top);
  }

  private static int half(int side) {
    return (side + 1) / 2;
  }
}
