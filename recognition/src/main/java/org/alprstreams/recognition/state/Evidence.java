package org.alprstreams.recognition.state;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What the lines of one plate say about its state, added up as logarithms of probability ratios.
 *
 * <p>Lines of different bands are independent; several readings of the same band are not, so of
 * those the strongest counts for each state.
 */
final class Evidence {

  /** Share of plates that bear nothing the table knows in a band, or nothing readable. */
  private static final double SILENT = 0.3;

  /**
   * Share of plates that bear, in a band, what one given other state prints: a frame, a sticker, a
   * club's name. Without it two bands that contradict each other would leave the longer the winner.
   */
  private static final double FOREIGN = 0.00005;

  /** Letters say less than they seem to: the errors of one line have one cause. */
  private static final double TEMPER = 0.7;

  /** The serial may shift the odds by this factor at most. */
  private static final double SERIAL_LIMIT = 1.2;

  private final Map<Band, Map<String, Double>> bands = new EnumMap<>(Band.class);
  private final Map<String, Double> serial;

  /**
   * Starts without any line.
   *
   * @param serial the plate's text, A-Z and 0-9; empty when unknown
   */
  Evidence(String serial) {
    this.serial = serial.isEmpty() ? Map.of() : serial(serial);
  }

  /**
   * Adds a reading of a band.
   *
   * @param band where
   * @param text as read
   */
  void add(Band band, String text) {
    String line = Inscription.letters(text);
    Map<String, Double> ratios = new HashMap<>();
    for (Inscription inscription : Inscriptions.all()) {
      double score = LineMatcher.score(line, inscription.letters());
      if (score > 0) {
        double ratio = inscription.share(band) * Math.exp(TEMPER * score);
        inscription.states().forEach(state -> ratios.merge(state, ratio, Math::max));
      }
    }
    Map<String, Double> known = bands.computeIfAbsent(band, b -> new HashMap<>());
    ratios.forEach((state, ratio) -> known.merge(state, ratio, Math::max));
  }

  /** The most probable state, however weak the evidence. */
  StateReading best() {
    Map<String, Double> weights = new HashMap<>();
    for (String code : States.codes()) {
      double log = serial.getOrDefault(code, 0.0) - Math.log(States.codes().size());
      for (Map<String, Double> ratios : bands.values()) {
        double strongest = ratios.values().stream().mapToDouble(ratio -> ratio).max().orElse(0);
        log += Math.log(SILENT + ratios.getOrDefault(code, 0.0) + FOREIGN * strongest);
      }
      weights.put(code, Math.exp(log));
    }
    // A plate from elsewhere, or read as nonsense that happens to resemble a name.
    double total = 1;
    String best = StateReading.UNKNOWN;
    double most = 0;
    for (Map.Entry<String, Double> weight : weights.entrySet()) {
      total += weight.getValue();
      if (weight.getValue() > most) {
        most = weight.getValue();
        best = weight.getKey();
      }
    }
    return new StateReading(best, most / total);
  }

  private static Map<String, Double> serial(String serial) {
    String form = SerialPatterns.form(serial);
    Map<String, Double> logs = new HashMap<>();
    double sum = 0;
    for (String code : States.codes()) {
      double probability = SerialPatterns.probability(form, code);
      sum += probability;
      logs.put(code, Math.log(probability));
    }
    double mean = Math.log(sum / logs.size());
    logs.replaceAll((code, log) -> Math.max(-SERIAL_LIMIT, Math.min(SERIAL_LIMIT, log - mean)));
    return logs;
  }
}
