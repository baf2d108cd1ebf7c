package org.alprstreams.simulation.scene;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The empty street of one camera in one light. */
final class Backdrop {
  private Backdrop() {}

  /** Draws it; slow (a good tenth of a second), so keep the outcome. */
  static BufferedImage draw(View view, Daylight light, long seed, int width, int height) {
    Projector projector = new Projector(view, width, height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    new GroundPainter(view, light, projector, seed).paint(pixels, width, height);
    return image;
  }
}
