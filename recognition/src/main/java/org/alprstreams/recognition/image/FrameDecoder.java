package org.alprstreams.recognition.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.alprstreams.recognition.image.UndecodableFrameException.Reason;
import org.alprstreams.service.format.PictureFormat;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Turns JPEG and PNG files into frames. The header is read first: a file of a few kilobytes can
 * promise gigabytes of pixels.
 *
 * <p>OpenCV's libraries must have been loaded. An orientation written into the file is applied, so
 * that boxes fit what a viewer shows.
 */
public final class FrameDecoder {

  /** A plate's seven characters need more pixels than this on a side. */
  private static final int SMALLEST_SIDE = 16;

  private static final byte[] END_OF_JPEG = {(byte) 0xFF, (byte) 0xD9};

  private final long maxPixels;

  /**
   * Sets the limit.
   *
   * @param maxPixels width × height above which nothing is decoded; a decoded pixel takes 3 bytes
   */
  public FrameDecoder(long maxPixels) {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("The largest frame needs a pixel, got " + maxPixels);
    }
    this.maxPixels = maxPixels;
  }

  /**
   * Decodes a file. Of a truncated JPEG whose header is whole, what is missing is grey.
   *
   * @param file a whole JPEG or PNG
   * @return its pixels
   * @throws UndecodableFrameException when it is no usable image, with the reason
   */
  public FrameImage decode(byte[] file) throws UndecodableFrameException {
    return checkedFormat(file) == PictureFormat.JPEG ? jpeg(ended(file)) : png(file);
  }

  /** A JPEG holds brightness and colour apart: plates are read from the first alone. */
  private static FrameImage jpeg(byte[] file) throws UndecodableFrameException {
    return decoded(
        file,
        Imgcodecs.IMREAD_GRAYSCALE,
        CvType.CV_8UC1,
        (width, height, grey) ->
            new FrameImage(width, height, grey, () -> HalfColours.of(file, width, height)));
  }

  /**
   * A JPEG that ends as it should. OpenCV 4.9 stops where the data does and leaves the rows below
   * as memory held them, which may be another camera's frame; at the marker of the end libjpeg
   * fills them with grey. Where something else follows the marker, a second one is passed over.
   */
  private static byte[] ended(byte[] file) {
    int end = file.length - END_OF_JPEG.length;
    if (file[end] == END_OF_JPEG[0] && file[end + 1] == END_OF_JPEG[1]) {
      return file;
    }
    byte[] ended = Arrays.copyOf(file, file.length + END_OF_JPEG.length);
    System.arraycopy(END_OF_JPEG, 0, ended, file.length, END_OF_JPEG.length);
    return ended;
  }

  private static FrameImage png(byte[] file) throws UndecodableFrameException {
    return decoded(file, Imgcodecs.IMREAD_COLOR, CvType.CV_8UC3, FrameImage::new);
  }

  private static FrameImage decoded(byte[] file, int flags, int type, Wrapping wrapping)
      throws UndecodableFrameException {
    MatOfByte encoded = new MatOfByte(file);
    Mat decoded = null;
    try {
      decoded = Imgcodecs.imdecode(encoded, flags);
      if (decoded.empty() || decoded.type() != type) {
        throw new UndecodableFrameException(Reason.CORRUPT, "The image's pixels can't be decoded");
      }
      return wrapping.wrap(decoded.cols(), decoded.rows(), Pixels.of(decoded));
    } catch (CvException e) {
      UndecodableFrameException corrupt =
          new UndecodableFrameException(Reason.CORRUPT, "The image's pixels can't be decoded");
      corrupt.initCause(e);
      throw corrupt;
    } finally {
      encoded.release();
      if (decoded != null) {
        decoded.release();
      }
    }
  }

  /** The format of a file whose header promises what can be decoded. */
  private PictureFormat checkedFormat(byte[] file) throws UndecodableFrameException {
    if (file.length == 0) {
      throw new UndecodableFrameException(Reason.EMPTY, "The file has no bytes");
    }
    PictureFormat format = format(file);
    int width;
    int height;
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, true, true);
      width = reader.getWidth(0);
      height = reader.getHeight(0);
    } catch (IOException | RuntimeException e) {
      // The readers answer damaged headers with many kinds of exception, unchecked ones too.
      UndecodableFrameException corrupt =
          new UndecodableFrameException(
              Reason.CORRUPT, "The %s header can't be read".formatted(format));
      corrupt.initCause(e);
      throw corrupt;
    } finally {
      reader.dispose();
    }
    if ((long) width * height > maxPixels) {
      throw new UndecodableFrameException(
          Reason.TOO_LARGE,
          "The header promises %dx%d pixels; the limit is %d".formatted(width, height, maxPixels));
    }
    if (Math.min(width, height) < SMALLEST_SIDE) {
      throw new UndecodableFrameException(
          Reason.TOO_SMALL,
          "The image is %dx%d pixels; nothing can be read below %d on a side"
              .formatted(width, height, SMALLEST_SIDE));
    }
    return format;
  }

  private static PictureFormat format(byte[] file) throws UndecodableFrameException {
    return PictureFormat.of(file)
        .orElseThrow(
            () ->
                new UndecodableFrameException(
                    Reason.NOT_AN_IMAGE, "The file is neither JPEG nor PNG by its first bytes"));
  }

  private static ImageReader reader(PictureFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    if (!readers.hasNext()) {
      throw new IllegalStateException(
          "This Java runtime reads no %s: it lacks the java.desktop module".formatted(format));
    }
    return readers.next();
  }

  /** What is made of decoded pixels. */
  private interface Wrapping {
    FrameImage wrap(int width, int height, byte[] pixels);
  }
}
