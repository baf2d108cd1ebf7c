package org.alprstreams.console;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Pictures of plates that nobody has. */
final class PlatePicture {

  private PlatePicture() {}

  static byte[] jpeg(String plate) throws IOException {
    BufferedImage image = new BufferedImage(160, 80, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(8, 8, 144, 64);
    graphics.setColor(Color.BLUE);
    graphics.setFont(new Font(Font.MONOSPACED, Font.BOLD, 30));
    graphics.drawString(plate, 14, 52);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", bytes);
    return bytes.toByteArray();
  }
}
