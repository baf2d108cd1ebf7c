package org.alprstreams.recognition.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.recognition.serial.Serials;

/**
 * Weighs what was seen with what states issue. Where the reader wavers between S and 5, the pattern
 * of most serials tells; a text that fits no pattern stays possible.
 */
final class SerialPrior {

  /** Share of plates that follow a pattern; the others are personalised or older. */
  private static final double PATTERNED = 0.75;

  /** How common a single pattern is among those others. */
  private static final double UNPATTERNED = 0.25 * 0.01;

  /**
   * Exponent of the prior. Below 1 since patterns differ from state to state and the reader learned
   * on texts of these patterns already. Figures hardly change between 0.25 and 1.5.
   */
  private static final double WEIGHT = 0.5;

  private SerialPrior() {}

  /**
   * Weighs texts.
   *
   * <p>O and 0 are one glyph on most plates. O is kept only where a state issues the text's pattern
   * of letters and digits, else it is 0, and texts that thereby become one are added up.
   *
   * @param spellings different texts and what the reader gave them, together at most 1
   * @return the same, weighed, best first; their sum is as it was
   */
  static List<Spelling> weigh(List<Spelling> spellings) {
    Map<String, Double> texts = new LinkedHashMap<>();
    for (Spelling spelling : spellings) {
      texts.merge(withZeros(spelling.text()), spelling.probability(), Double::sum);
    }
    double before = texts.values().stream().mapToDouble(Double::doubleValue).sum();
    texts.replaceAll((text, probability) -> probability * factor(text));
    double after = texts.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Spelling> weighed = new ArrayList<>(texts.size());
    texts.forEach(
        (text, weight) -> weighed.add(new Spelling(text, after > 0 ? weight * before / after : 0)));
    weighed.sort(Comparator.comparingDouble(Spelling::probability).reversed());
    return weighed;
  }

  private static String withZeros(String text) {
    return Serials.isIssued(text) ? text : text.replace('O', '0');
  }

  private static double factor(String text) {
    return Math.pow(PATTERNED * Serials.share(Serials.pattern(text)) + UNPATTERNED, WEIGHT);
  }
}
