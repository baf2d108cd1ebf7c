package org.alprstreams.recognition.image;

import java.util.Optional;
import java.util.function.Supplier;
import org.alprstreams.recognition.reader.Box;
import org.opencv.core.Rect;
import org.opencv.core.Size;

/**
 * A decoded image on the Java heap, so that nobody has to free it. Brightness is there from the
 * start, or made of the colours when it is first asked for; the colours of a JPEG are decoded when
 * they are first asked for: most frames show no plate, and nobody looks at their colours.
 *
 * <p>The pixel arrays are shared, not copied: a frame has megabytes. Whoever holds one reads it
 * only. Safe for use by several threads. OpenCV's libraries must have been loaded.
 */
public final class FrameImage {

  /** Bytes for each pixel in colour: blue, green, red. */
  public static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] bgr;
  private byte[] grey;
  private Supplier<Optional<HalfColours>> decoder;
  private Optional<HalfColours> colours = Optional.empty();

  /**
   * Wraps pixels in colour.
   *
   * @param width in pixels, 1 or more
   * @param height in pixels, 1 or more
   * @param bgr rows from top to bottom without padding, blue, green, red for each pixel
   * @throws IllegalArgumentException when the array's length is not width × height × 3
   */
  public FrameImage(int width, int height, byte[] bgr) {
    this.width = width;
    this.height = height;
    this.bgr = checked(bgr, CHANNELS);
  }

  /**
   * Wraps pixels in grey.
   *
   * @param width in pixels, 1 or more
   * @param height in pixels, 1 or more
   * @param grey rows from top to bottom without padding, a byte for each pixel
   * @param decoder of their colours; asked once at most
   * @throws IllegalArgumentException when the array's length is not width × height
   */
  FrameImage(int width, int height, byte[] grey, Supplier<Optional<HalfColours>> decoder) {
    this.width = width;
    this.height = height;
    this.bgr = null;
    this.grey = checked(grey, 1);
    this.decoder = decoder;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** The pixels' brightness, a byte each, to be read only. */
  public synchronized byte[] grey() {
    if (grey == null) {
      grey = Pixels.grey(width, height, bgr);
    }
    return grey;
  }

  /** The pixels in colour, blue, green, red, to be read only. */
  public byte[] bgr() {
    return bgr != null ? bgr : bgr(new Box(0, 0, width, height));
  }

  /**
   * A part in colour; in grey where the file's colours can't be decoded.
   *
   * @param part lies within the image
   * @return blue, green, red for each pixel of the part, row by row; a copy
   */
  public byte[] bgr(Box part) {
    return bgr(part, part.width(), part.height());
  }

  /**
   * A part in colour, made smaller: much faster than making the whole part's colours before. In
   * grey where the file's colours can't be decoded.
   *
   * @param part lies within the image
   * @param columns in pixels, 1 to the part's width
   * @param rows in pixels, 1 to the part's height
   * @return blue, green, red for each pixel of the result, row by row; a copy
   */
  public byte[] bgr(Box part, int columns, int rows) {
    Rect rect = new Rect(part.x(), part.y(), part.width(), part.height());
    Size size = new Size(columns, rows);
    if (bgr != null) {
      return Pixels.shrunk(Pixels.part(bgr, width, rect, CHANNELS), rect.size(), size);
    }
    byte[] brightness =
        rect.width == width && rect.height == height ? grey() : Pixels.part(grey(), width, rect, 1);
    return colours()
        .map(half -> half.colour(brightness, rect, size))
        .orElseGet(
            () ->
                Pixels.shrunk(Pixels.bgr(rect.width, rect.height, brightness), rect.size(), size));
  }

  private synchronized Optional<HalfColours> colours() {
    if (decoder != null) {
      colours = decoder.get();
      decoder = null;
    }
    return colours;
  }

  private byte[] checked(byte[] pixels, int channels) {
    if (width < 1 || height < 1 || (long) width * height * channels != pixels.length) {
      throw new IllegalArgumentException(
          "%d bytes are not the pixels of a %dx%d image of %d channels"
              .formatted(pixels.length, width, height, channels));
    }
    return pixels;
  }
}
