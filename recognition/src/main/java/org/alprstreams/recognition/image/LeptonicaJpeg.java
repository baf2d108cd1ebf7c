package org.alprstreams.recognition.image;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.NativeLongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;

/**
 * Makes JPEG files with the Leptonica that Tesseract brings, on Linux. Safe for several threads.
 */
final class LeptonicaJpeg {

  /** As it was unpacked: by its name without version, the operating system's might be found. */
  private static final Leptonica LEPTONICA = Native.load("libleptonica.so.6", Leptonica.class);

  private static final int BITS = 32;
  private static final int BYTES = 4;

  /** A pixel of Leptonica is a number of 32 bits, red first: its bytes in memory go backwards. */
  private static final int[] BGR_IN_ABGR = {0, 1, 1, 2, 2, 3};

  private LeptonicaJpeg() {}

  /**
   * Encodes an image.
   *
   * @param bgr 8 bits of blue, green and red for each pixel
   * @param quality 1 to 100
   * @throws IllegalStateException if there is no memory for it, or it cannot be encoded
   */
  static byte[] of(Mat bgr, int quality) {
    PointerByReference picture =
        new PointerByReference(LEPTONICA.pixCreateNoInit(bgr.cols(), bgr.rows(), BITS));
    PointerByReference file = new PointerByReference();
    try {
      NativeLongByReference size = new NativeLongByReference();
      boolean failed = picture.getValue() == null;
      if (!failed) {
        fill(LEPTONICA.pixGetData(picture.getValue()), bgr);
        failed = LEPTONICA.pixWriteMemJpeg(file, size, picture.getValue(), quality, 0) != 0;
      }
      if (failed) {
        throw new IllegalStateException(
            "Leptonica could not encode a %dx%d image as JPEG".formatted(bgr.cols(), bgr.rows()));
      }
      return file.getValue().getByteArray(0, Math.toIntExact(size.getValue().longValue()));
    } finally {
      LEPTONICA.lept_free(file.getValue());
      LEPTONICA.pixDestroy(picture);
    }
  }

  private static void fill(Pointer pixels, Mat bgr) {
    long bytes = bgr.total() * BYTES;
    Mat abgr = new Mat(bgr.rows(), bgr.cols(), CvType.CV_8UC4, pixels.getByteBuffer(0, bytes));
    MatOfInt order = new MatOfInt(BGR_IN_ABGR);
    try {
      Core.mixChannels(List.of(bgr), List.of(abgr), order);
    } finally {
      order.release();
      abgr.release();
    }
  }

  /** What is asked of the library, by its own names. */
  interface Leptonica extends Library {

    Pointer pixCreateNoInit(int width, int height, int depth);

    Pointer pixGetData(Pointer picture);

    int pixWriteMemJpeg(
        PointerByReference file,
        NativeLongByReference size,
        Pointer picture,
        int quality,
        int progressive);

    void pixDestroy(PointerByReference picture);

    void lept_free(Pointer memory);
  }
}
