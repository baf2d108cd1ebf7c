package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param views one or more ways to cut out the same plate, each as probabilities, {@link
   *     Alphabet#CLASSES} for each step; all count alike
   * @return one entry for each position; nothing when no text of a plate's length is seen
   */
  static Optional<List<CharacterAlternatives>> decode(List<float[]> views) {
    Map<String, Double> texts = new LinkedHashMap<>();
    for (float[] view : views) {
      for (Spelling spelling : BEAM_SEARCH.search(view)) {
        texts.merge(spelling.text(), spelling.probability() / views.size(), Double::sum);
      }
    }
    List<Spelling> spellings = new ArrayList<>(texts.size());
    texts.forEach((text, probability) -> spellings.add(new Spelling(text, probability)));
    return PositionDistributions.of(SerialPrior.weigh(spellings));
  }
}
