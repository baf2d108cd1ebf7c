package org.alprstreams.recognition.image;

import org.alprstreams.recognition.reader.Box;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Pictures that go with a candidate, as JPEG files. OpenCV's libraries must have been loaded. */
public final class Jpegs {

  private static final int QUALITY = 85;

  private Jpegs() {}

  /** A part of a frame at its own resolution. */
  public static byte[] crop(FrameImage frame, Box box) {
    return crop(frame, box, box.width());
  }

  /**
   * A part of a frame, made smaller where it is wider than asked.
   *
   * @param maxWidth in pixels, 1 or more
   */
  public static byte[] crop(FrameImage frame, Box box, int maxWidth) {
    Mat part = new Mat(box.height(), box.width(), CvType.CV_8UC3);
    Mat small = new Mat();
    try {
      part.put(0, 0, frame.bgr(box));
      if (box.width() <= maxWidth) {
        return encode(part);
      }
      double height = Math.max(1, Math.rint(box.height() * (maxWidth / (double) box.width())));
      Imgproc.resize(part, small, new Size(maxWidth, height), 0, 0, Imgproc.INTER_AREA);
      return encode(small);
    } finally {
      small.release();
      part.release();
    }
  }

  /**
   * The whole frame, made smaller where it is wider than asked.
   *
   * @param maxWidth in pixels, 1 or more
   */
  public static byte[] scene(FrameImage frame, int maxWidth) {
    return crop(frame, new Box(0, 0, frame.width(), frame.height()), maxWidth);
  }

  private static byte[] encode(Mat image) {
    MatOfByte file = new MatOfByte();
    MatOfInt parameters = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    try {
      if (!Imgcodecs.imencode(".jpg", image, file, parameters)) {
        throw new IllegalStateException(
            "OpenCV could not encode a %dx%d image as JPEG".formatted(image.cols(), image.rows()));
      }
      return file.toArray();
    } finally {
      file.release();
      parameters.release();
    }
  }
}
