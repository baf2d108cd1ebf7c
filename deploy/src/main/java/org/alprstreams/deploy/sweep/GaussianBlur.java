package org.alprstreams.deploy.sweep;

/** Blurs by a Gaussian, rows first and then columns; beyond the edge its pixels go on. */
final class GaussianBlur {

  private final float[] kernel;

  /**
   * @param sigma standard deviation in pixels, above 0
   */
  GaussianBlur(double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    kernel = new float[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      double weight = Math.exp(-i * i / (2 * sigma * sigma));
      kernel[i + reach] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= (float) sum;
    }
  }

  /** A blurred copy. */
  float[] apply(float[] pixels, int width, int height, int channels) {
    float[] rows = new float[pixels.length];
    float[] both = new float[pixels.length];
    int reach = kernel.length / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int k = -reach; k <= reach; k++) {
          int from = (y * width + Math.max(0, Math.min(width - 1, x + k))) * channels;
          add(rows, (y * width + x) * channels, pixels, from, kernel[k + reach], channels);
        }
      }
    }
    for (int y = 0; y < height; y++) {
      for (int k = -reach; k <= reach; k++) {
        int from = Math.max(0, Math.min(height - 1, y + k)) * width * channels;
        add(both, y * width * channels, rows, from, kernel[k + reach], width * channels);
      }
    }
    return both;
  }

  private static void add(float[] to, int at, float[] from, int start, float weight, int length) {
    for (int i = 0; i < length; i++) {
      to[at + i] += weight * from[start + i];
    }
  }
}
