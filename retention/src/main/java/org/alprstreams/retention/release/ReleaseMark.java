package org.alprstreams.retention.release;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/**
 * Marks an image with the release it belongs to: a strip below it, so that nothing of the picture
 * is covered, which names release, case or alert, and recipient wherever the image turns up.
 */
final class ReleaseMark {

  private static final int MARGIN = 6;
  private static final int DOT = 2;
  private static final float QUALITY = 0.95f;

  private final List<String> lines;

  ReleaseMark(Release release) {
    lines =
        List.of(
            "Release " + release.releaseId(),
            release.ground() + ", " + release.releasedAt(),
            "To " + release.recipient() + " only. Not for further release.");
  }

  /**
   * The image with its mark, JPEG.
   *
   * @param jpeg the image as it is kept
   * @throws IOException if it is no image
   */
  byte[] on(byte[] jpeg) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    if (image == null) {
      throw new IOException("A kept image cannot be decoded.");
    }
    int width = lines.stream().mapToInt(DotLetters::width).max().orElseThrow() * DOT + 2 * MARGIN;
    int strip = lines.size() * DotLetters.LINE * DOT + 2 * MARGIN;
    BufferedImage marked =
        new BufferedImage(
            Math.max(image.getWidth(), width),
            image.getHeight() + strip,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = marked.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, marked.getWidth(), marked.getHeight());
      graphics.drawImage(image, 0, 0, null);
      graphics.setColor(Color.BLACK);
      int y = image.getHeight() + MARGIN;
      for (String line : lines) {
        DotLetters.draw(graphics, line, MARGIN, y, DOT);
        y += DotLetters.LINE * DOT;
      }
    } finally {
      graphics.dispose();
    }
    return write(marked);
  }

  private static byte[] write(BufferedImage image) throws IOException {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    ImageWriter writer = writers.next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
