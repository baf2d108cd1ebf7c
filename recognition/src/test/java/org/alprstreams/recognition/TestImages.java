package org.alprstreams.recognition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.alprstreams.recognition.classical.OcrNatives;
import org.alprstreams.recognition.image.FrameDecoder;
import org.alprstreams.recognition.image.FrameImage;
import org.alprstreams.recognition.image.UndecodableFrameException;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Pictures drawn with OpenCV's own strokes: no font of the machine is needed. */
public final class TestImages {

  private static final int TEXT_WIDTH = 300;

  static {
    OcrNatives.load();
  }

  private TestImages() {}

  /** OpenCV's libraries are loaded once this class is. */
  public static void natives() {}

  /** A dark street with one light plate of about 360 pixels' width. */
  public static byte[] street(String plate, int width, int height) {
    Mat image = new Mat(height, width, CvType.CV_8UC3, new Scalar(60, 55, 50));
    Point at = new Point(width / 3.0, height / 2.0);
    drawPlate(image, plate, at);
    return jpeg(image);
  }

  /** A plate that fills its image. */
  public static byte[] crop(String plate) {
    Mat image = new Mat(180, 360, CvType.CV_8UC3, new Scalar(60, 55, 50));
    drawPlate(image, plate, new Point(0, 0));
    return jpeg(image);
  }

  /**
   * The left half in one colour, the right half in another.
   *
   * @param left blue, green, red
   * @param right blue, green, red
   * @param format as a file name's end
   */
  public static byte[] halves(
      int width, int height, List<Integer> left, List<Integer> right, String format) {
    Mat image = new Mat(height, width, CvType.CV_8UC3, scalar(right));
    Point corner = new Point(width / 2 - 1.0, height - 1.0);
    Imgproc.rectangle(image, new Point(0, 0), corner, scalar(left), Imgproc.FILLED);
    MatOfByte file = new MatOfByte();
    Imgcodecs.imencode(format, image, file);
    return file.toArray();
  }

  /** Decoded pixels. */
  public static FrameImage decoded(byte[] file) {
    try {
      return new FrameDecoder(Long.MAX_VALUE).decode(file);
    } catch (UndecodableFrameException e) {
      throw new AssertionError("The test's own picture must be decodable", e);
    }
  }

  /** A valid PNG header that promises more than there is. */
  public static byte[] pngHeader(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    CRC32 check = new CRC32();
    check.update(header);
    return ByteBuffer.allocate(33)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})
        .putInt(13)
        .put(header)
        .putInt((int) check.getValue())
        .array();
  }

  private static Scalar scalar(List<Integer> bgr) {
    return new Scalar(bgr.get(0), bgr.get(1), bgr.get(2));
  }

  private static void drawPlate(Mat image, String plate, Point at) {
    Point corner = new Point(at.x + 358, at.y + 178);
    Imgproc.rectangle(image, at, corner, new Scalar(235, 235, 235), Imgproc.FILLED);
    Size natural = Imgproc.getTextSize(plate, Imgproc.FONT_HERSHEY_DUPLEX, 1, 1, new int[1]);
    double scale = TEXT_WIDTH / natural.width;
    Mat strip = new Mat(90, 358, CvType.CV_8UC3, new Scalar(235, 235, 235));
    Imgproc.putText(
        strip,
        plate,
        new Point(28, 68),
        Imgproc.FONT_HERSHEY_DUPLEX,
        scale,
        new Scalar(90, 30, 20),
        4,
        Imgproc.LINE_AA);
    Mat target = image.submat((int) at.y + 45, (int) at.y + 135, (int) at.x, (int) at.x + 358);
    Core.addWeighted(strip, 1, strip, 0, 0, target);
    strip.release();
    target.release();
  }

  private static byte[] jpeg(Mat image) {
    MatOfByte file = new MatOfByte();
    Imgcodecs.imencode(".jpg", image, file);
    image.release();
    return file.toArray();
  }
}
