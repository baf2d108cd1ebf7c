package org.alprstreams.simulation.scene;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * A frame being drawn, with shapes through {@code g} or pixel by pixel.
 *
 * @param pixels 0xRRGGBB, row by row
 */
record Canvas(BufferedImage image, Graphics2D g, int[] pixels, int width, int height) {
  static Canvas of(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    return new Canvas(image, g, pixels, width, height);
  }
}
