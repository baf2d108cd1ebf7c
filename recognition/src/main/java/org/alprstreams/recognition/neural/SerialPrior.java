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

  /** Share of plates that bear a serial; the others are personalised, older or odd. */
  private static final double SERIAL = 0.75;

  /**
   * Share of personalised plates and of odd ones. Together with the serials it is more than all:
   * readings of personalised plates have shown to be worth trusting a little more.
   */
  private static final double PERSONAL = 0.5;

  private static final double ODD = 0.08;

  /** A certain digit or letter on personalised plates, which are mostly words. */
  private static final double PERSONAL_DIGIT = 0.02;

  private static final double PERSONAL_LETTER = 0.036;

  /** Personalised and odd plates by their number of characters, from none on. */
  private static final double[] LENGTHS = {0, 0, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4, 0.03};

  /** Texts of a length that no plate has keep a little, so that they count as doubt. */
  private static final double NO_PLATE = 0.001;

  /**
   * What a character costs in a typical serial. Each character is given that much back: how many
   * there are is the reader's to say, not the prior's.
   */
  private static final double FAIR = 25;

  /**
   * Exponent of the prior. Below 1 since patterns differ from state to state and the reader learned
   * on texts of these patterns already. Figures hardly change between 0.25 and 1.5.
   */
  private static final double WEIGHT = 0.75;

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
    double length = text.length() < LENGTHS.length ? LENGTHS[text.length()] : 0;
    double personal = Math.max(NO_PLATE, length);
    double odd = personal;
    for (int i = 0; i < text.length(); i++) {
      personal *= FAIR * (text.charAt(i) <= '9' ? PERSONAL_DIGIT : PERSONAL_LETTER);
      odd *= FAIR / (Alphabet.CLASSES - 1);
    }
    double serial = Serials.probability(text) * Math.pow(FAIR, text.length());
    return Math.pow(SERIAL * serial + PERSONAL * personal + ODD * odd, WEIGHT);
  }
}
