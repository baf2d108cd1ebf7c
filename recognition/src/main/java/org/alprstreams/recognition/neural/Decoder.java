package org.alprstreams.recognition.neural;

import java.util.List;
import java.util.Optional;
import org.alprstreams.recognition.reader.CharacterAlternatives;

/** From the reader's steps to what each position of the plate may hold. */
final class Decoder {

  /** Wider changes nothing: the truth is among the first few nearly always. */
  private static final int BEAM = 24;

  private static final CtcBeam BEAM_SEARCH = new CtcBeam(BEAM);

  private Decoder() {}

  /**
   * Decodes a plate.
   *
   * @param steps probabilities, {@link Alphabet#CLASSES} for each step
   * @return one entry for each position; nothing when no text of a plate's length is seen
   */
  static Optional<List<CharacterAlternatives>> decode(float[] steps) {
    return PositionDistributions.of(SerialPrior.weigh(BEAM_SEARCH.search(steps)));
  }
}
