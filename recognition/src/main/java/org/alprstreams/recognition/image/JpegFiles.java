package org.alprstreams.recognition.image;

import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Makes JPEG files of pixels. The native libraries of recognition must have been loaded. */
final class JpegFiles {

  private static final int QUALITY = 85;
  private static final boolean LINUX = com.sun.jna.Platform.isLinux();

  private JpegFiles() {}

  /**
   * Encodes an image.
   *
   * <p>OpenCV's artifact holds a libjpeg-turbo built without the processor's vector instructions,
   * Leptonica's one with them: 0.52 megapixels take some 7.5 and 2.7 ms. Elsewhere than on Linux
   * Leptonica may do it through a temporary file, and pictures are nowhere but where they are kept.
   *
   * @param bgr 8 bits of blue, green and red for each pixel
   * @throws IllegalStateException if it cannot be encoded
   */
  static byte[] of(Mat bgr) {
    return LINUX ? LeptonicaJpeg.of(bgr, QUALITY) : openCv(bgr);
  }

  /** The same with OpenCV's encoder, which every platform has. */
  static byte[] openCv(Mat bgr) {
    MatOfByte file = new MatOfByte();
    MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    try {
      if (!Imgcodecs.imencode(".jpg", bgr, file, parameters)) {
        throw new IllegalStateException(
            "OpenCV could not encode a %dx%d image as JPEG".formatted(bgr.cols(), bgr.rows()));
      }
      return file.toArray();
    } finally {
      file.release();
      parameters.release();
    }
  }
}
