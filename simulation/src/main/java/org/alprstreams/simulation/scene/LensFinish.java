package org.alprstreams.simulation.scene;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.SplittableRandom;

/** What lens and sensor do to a frame: darker corners, grain, smear of moving things. */
final class LensFinish {
  private static final int GRAINS = 1 << 15;

  private final int width;
  private final int height;
  private final int[] vignette;
  private final byte[] grain = new byte[GRAINS];

  LensFinish(int width, int height) {
    this.width = width;
    this.height = height;
    vignette = new int[width * height];
    double reach = Math.hypot(width, height) / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double r = Math.hypot(x - width / 2.0, y - height / 2.0) / reach;
        vignette[y * width + x] = (int) (256 * (1 - 0.30 * r * r * r));
      }
    }
    SplittableRandom random = new SplittableRandom(20_261);
    for (int i = 0; i < GRAINS; i++) {
      double gauss = 0;
      for (int k = 0; k < 6; k++) {
        gauss += random.nextDouble() - 0.5;
      }
      grain[i] = (byte) Math.round(gauss * 45);
    }
  }

  /**
   * Darkens the corners and adds grain.
   *
   * @param strength standard deviation of the grain in grey levels
   * @param seed of the grain
   * @return an image of the type that the JPEG encoder takes without conversion
   */
  BufferedImage expose(int[] pixels, double strength, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] out = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    // The table's standard deviation is 45 / sqrt(2).
    int gain = (int) Math.round(strength / 31.8 * 256);
    SplittableRandom random = new SplittableRandom(seed);
    for (int y = 0; y < height; y++) {
      int at = random.nextInt(GRAINS);
      int row = y * width;
      for (int i = row; i < row + width; i++) {
        int rgb = pixels[i];
        int v = vignette[i];
        int luma = grain[at & (GRAINS - 1)] * gain >> 8;
        int chroma = grain[(at + 7919) & (GRAINS - 1)] * gain >> 10;
        at++;
        int r = (((rgb >> 16) & 255) * v >> 8) + luma + chroma;
        int g = (((rgb >> 8) & 255) * v >> 8) + luma;
        int b = ((rgb & 255) * v >> 8) + luma - chroma;
        out[3 * i] = level(b);
        out[3 * i + 1] = level(g);
        out[3 * i + 2] = level(r);
      }
    }
    return image;
  }

  private static byte level(int value) {
    return (byte) (value < 0 ? 0 : Math.min(value, 255));
  }

  /**
   * Smears a vehicle downwards: within its outline, whatever differs from the empty street.
   *
   * @param length in pixels, 0 for none
   */
  void smear(int[] pixels, int[] street, PixelBox outline, int length) {
    if (length <= 0) {
      return;
    }
    int left = Math.max(0, outline.x());
    int right = Math.min(width, outline.x() + outline.width());
    int top = Math.max(length, outline.y());
    int bottom = Math.min(height, outline.y() + outline.height() + length);
    int n = length + 1;
    for (int y = bottom - 1; y >= top; y--) {
      for (int i = y * width + left; i < y * width + right; i++) {
        if (pixels[i] == street[i]) {
          continue;
        }
        int r = 0;
        int g = 0;
        int b = 0;
        for (int k = 0; k < n; k++) {
          int rgb = pixels[i - k * width];
          r += (rgb >> 16) & 255;
          g += (rgb >> 8) & 255;
          b += rgb & 255;
        }
        pixels[i] = (r / n) << 16 | (g / n) << 8 | b / n;
      }
    }
  }
}
