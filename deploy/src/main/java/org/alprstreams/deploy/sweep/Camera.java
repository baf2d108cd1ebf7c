package org.alprstreams.deploy.sweep;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.SplittableRandom;
import org.alprstreams.simulation.scene.Corner;

/**
 * Looks at a drawn scene under chosen conditions: the scene is laid out as if it were painted on
 * the plate's plane, and that plane is turned, moved, blurred and darkened.
 */
final class Camera {

  static final int WIDTH = 1280;
  static final int HEIGHT = 720;

  /** Pixels; as the cameras of the simulated town. */
  private static final double FOCAL = 3400;

  /** Standard deviation of the sensor's noise in grey levels, in any light. */
  private static final double NOISE = 2.2;

  private static final int CHANNELS = 3;

  private Camera() {}

  /** A frame of {@value #WIDTH} by {@value #HEIGHT} pixels with the plate in its middle. */
  static BufferedImage photograph(Scenes.Scene scene, Conditions conditions, long noiseSeed) {
    float[] pixels = turned(scene, conditions);
    if (conditions.blur() > 0) {
      pixels = new GaussianBlur(conditions.blur()).apply(pixels, WIDTH, HEIGHT, CHANNELS);
    }
    return exposed(pixels, conditions.brightness(), noiseSeed);
  }

  /** Where the plate's corners come to lie: upper left, upper right, lower right, lower left. */
  static List<Corner> corners(Conditions conditions) {
    double half = conditions.plateWidth() / 2;
    return List.of(
        corner(-half, -half / 2, conditions),
        corner(half, -half / 2, conditions),
        corner(half, half / 2, conditions),
        corner(-half, half / 2, conditions));
  }

  /** A point of the plate, in pixels from its middle as seen square on. */
  private static Corner corner(double x, double y, Conditions conditions) {
    double yaw = Math.toRadians(conditions.yaw());
    double roll = Math.toRadians(conditions.roll());
    // The plate's distance is one focal length in these units, and its right edge goes away.
    double nearness = FOCAL / (FOCAL + x * Math.sin(yaw));
    double seenX = x * Math.cos(yaw) * nearness;
    double seenY = y * nearness;
    return new Corner(
        WIDTH / 2.0 + seenX * Math.cos(roll) - seenY * Math.sin(roll),
        HEIGHT / 2.0 + seenX * Math.sin(roll) + seenY * Math.cos(roll));
  }

  private static float[] turned(Scenes.Scene scene, Conditions conditions) {
    Homography toScene = Homography.between(corners(conditions), scene.corners());
    BufferedImage image = scene.image();
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    float[] out = new float[WIDTH * HEIGHT * CHANNELS];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        Corner at = toScene.map(x + 0.5, y + 0.5);
        sample(bgr, image, at.x() - 0.5, at.y() - 0.5, out, (y * WIDTH + x) * CHANNELS);
      }
    }
    return out;
  }

  /** Bilinear; beyond the scene its edge goes on. */
  private static void sample(
      byte[] bgr, BufferedImage image, double x, double y, float[] out, int to) {
    double inX = Math.max(0, Math.min(image.getWidth() - 1.001, x));
    double inY = Math.max(0, Math.min(image.getHeight() - 1.001, y));
    int left = (int) inX;
    int top = (int) inY;
    double right = inX - left;
    double lower = inY - top;
    int row = image.getWidth() * CHANNELS;
    int at = top * row + left * CHANNELS;
    for (int c = 0; c < CHANNELS; c++) {
      double above = (bgr[at + c] & 255) * (1 - right) + (bgr[at + CHANNELS + c] & 255) * right;
      double below =
          (bgr[at + row + c] & 255) * (1 - right) + (bgr[at + row + CHANNELS + c] & 255) * right;
      out[to + c] = (float) (above * (1 - lower) + below * lower);
    }
  }

  private static BufferedImage exposed(float[] pixels, double brightness, long noiseSeed) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    byte[] out = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    SplittableRandom random = new SplittableRandom(noiseSeed);
    for (int i = 0; i < out.length; i += CHANNELS) {
      double noise = NOISE * random.nextGaussian();
      for (int c = i; c < i + CHANNELS; c++) {
        out[c] = (byte) Math.max(0, Math.min(255, Math.round(pixels[c] * brightness + noise)));
      }
    }
    return image;
  }
}
