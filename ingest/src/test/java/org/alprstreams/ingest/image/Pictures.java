package org.alprstreams.ingest.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures for tests, sound and broken. */
public final class Pictures {

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private Pictures() {}

  /** A JPEG whose pixels depend on the seed. */
  public static byte[] jpeg(int width, int height, int seed) {
    return encode(draw(width, height, seed), "jpg");
  }

  /** A PNG whose pixels depend on the seed. */
  public static byte[] png(int width, int height, int seed) {
    return encode(draw(width, height, seed), "png");
  }

  /** A whole PNG whose header claims dimensions that its few bytes do not hold. */
  public static byte[] pngClaiming(int width, int height, int bitsPerSample) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(width).putInt(height).put((byte) bitsPerSample).put((byte) 6);
    ByteBuffer png = ByteBuffer.allocate(200).put(PNG_SIGNATURE);
    chunk(png, "IHDR", header.array());
    chunk(png, "IDAT", new byte[16]);
    chunk(png, "IEND", new byte[0]);
    return java.util.Arrays.copyOf(png.array(), png.position());
  }

  /** A sound JPEG whose header is changed to claim other dimensions. */
  public static byte[] jpegClaiming(int width, int height) {
    byte[] jpeg = jpeg(16, 16, 1);
    int at = startOfFrame(jpeg);
    ByteBuffer.wrap(jpeg).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
    return jpeg;
  }

  /** The index of a JPEG's SOF marker. */
  static int startOfFrame(byte[] jpeg) {
    for (int i = 2; i < jpeg.length; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
        return i;
      }
    }
    throw new AssertionError("no SOF");
  }

  private static void chunk(ByteBuffer out, String type, byte[] data) {
    byte[] name = type.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(data);
    out.putInt(data.length).put(name).put(data).putInt((int) sum.getValue());
  }

  private static BufferedImage draw(int width, int height, int seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(seed * 7919 & 0xFFFFFF));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.WHITE);
    graphics.drawLine(0, seed % height, width, height / 2);
    graphics.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
