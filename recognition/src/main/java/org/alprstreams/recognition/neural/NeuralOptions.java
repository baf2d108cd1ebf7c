package org.alprstreams.recognition.neural;

/**
 * How much work the neural reader puts into a frame.
 *
 * @param proposals places in a frame that are looked at closely, the most plate-like first; 1 to 64
 * @param minConfidence 0 to 1: readings with a weaker character are left out
 * @param workers frames read at a time; each worker holds some 10 MB of native memory
 */
public record NeuralOptions(int proposals, double minConfidence, int workers) {

  private static final int MOST_PROPOSALS = 64;

  public NeuralOptions {
    if (proposals < 1 || proposals > MOST_PROPOSALS) {
      throw new IllegalArgumentException(
          "A frame has 1 to %d proposals, got %d".formatted(MOST_PROPOSALS, proposals));
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new IllegalArgumentException("A confidence lies between 0 and 1, got " + minConfidence);
    }
    if (workers < 1) {
      throw new IllegalArgumentException("Reading needs a worker at least, got " + workers);
    }
  }

  /** What the figures in the README were measured with. */
  public static NeuralOptions defaults(int workers) {
    return new NeuralOptions(5, 0.2, workers);
  }
}
