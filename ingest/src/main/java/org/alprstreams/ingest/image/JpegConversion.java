package org.alprstreams.ingest.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.alprstreams.service.format.PictureFormat;

/** Makes JPEGs of pictures. Safe for use by many threads. */
public final class JpegConversion {

  /** High enough that characters of 10 pixels keep their edges. */
  private static final float QUALITY = 0.92f;

  /** A decoded 40-megapixel picture takes 300 MB; two at once are bearable. */
  private static final Semaphore DECODERS = new Semaphore(2);

  private JpegConversion() {}

  /**
   * A PNG as a JPEG; what is transparent becomes black.
   *
   * @param png inspected before, so that its dimensions are known to be bearable
   * @throws IOException if its pixels cannot be decoded
   */
  public static byte[] ofPng(byte[] png) throws IOException {
    DECODERS.acquireUninterruptibly();
    try {
      return of(decode(png, null));
    } finally {
      DECODERS.release();
    }
  }

  /**
   * A part of a picture as a JPEG.
   *
   * @param picture a JPEG or PNG, inspected before, so that its dimensions are known to be bearable
   * @param part within the picture, at least one pixel each way
   * @throws IOException if its pixels cannot be decoded
   */
  public static byte[] ofPart(byte[] picture, Rectangle part) throws IOException {
    DECODERS.acquireUninterruptibly();
    try {
      return of(decode(picture, part));
    } finally {
      DECODERS.release();
    }
  }

  /** A picture as a JPEG. */
  public static byte[] of(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque(picture), null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /**
   * @param part what is wanted of it; null for all
   */
  private static BufferedImage decode(byte[] picture, Rectangle part) throws IOException {
    PictureFormat format =
        PictureFormat.of(picture)
            .orElseThrow(() -> new IOException("The picture is neither a JPEG nor a PNG"));
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      // Metadata is ignored: its compressed text chunks could be bombs of their own.
      reader.setInput(in, true, true);
      ImageReadParam parameters = reader.getDefaultReadParam();
      parameters.setSourceRegion(part);
      return reader.read(0, parameters);
    } catch (RuntimeException e) {
      // The JDK's reader answers some broken pictures with IndexOutOfBounds and the like.
      throw new IOException("The pixels cannot be decoded: " + e.getClass().getName(), e);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage opaque(BufferedImage picture) {
    if (picture.getType() == BufferedImage.TYPE_3BYTE_BGR
        || picture.getType() == BufferedImage.TYPE_INT_RGB) {
      return picture;
    }
    BufferedImage rgb =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = rgb.createGraphics();
    graphics.drawImage(picture, 0, 0, Color.BLACK, null);
    graphics.dispose();
    return rgb;
  }
}
