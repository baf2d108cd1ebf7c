package org.alprstreams.recognition.state;

import java.util.HashMap;
import java.util.Map;

/**
 * Which states issue serials of a form. The table holds the common passenger series of each state
 * with their rough shares; a personalised or special plate fits none of them, so this only supports
 * what is printed and never decides.
 */
final class SerialPatterns {

  /** Share of a state's plates whose serial is of any form whatever. */
  private static final double FREE = 0.3;

  /** Forms that a plate outside the table may have: about as many as the table has. */
  private static final double FORMS = 60;

  private static final Map<String, Map<String, Double>> SHARES = load();

  private SerialPatterns() {}

  /**
   * The form of a serial.
   *
   * @param serial A-Z and 0-9
   * @return A for a letter, 9 for a digit
   */
  static String form(String serial) {
    return serial.replaceAll("[0-9]", "9").replaceAll("[A-Z]", "A");
  }

  /**
   * How probable a form is among a state's plates.
   *
   * @param form as {@link #form} makes it
   * @param state a code
   * @return above 0, up to 1
   */
  static double probability(String form, String state) {
    double share = SHARES.get(state).getOrDefault(form, 0.0);
    return FREE / FORMS + (1 - FREE) * share;
  }

  /** Shares of the forms by state, for checks. */
  static Map<String, Map<String, Double>> shares() {
    return SHARES;
  }

  private static Map<String, Map<String, Double>> load() {
    Map<String, Map<String, Double>> shares = new HashMap<>();
    for (String[] row : Table.rows("state-patterns.csv", "state", "pattern", "weight")) {
      shares
          .computeIfAbsent(row[0], state -> new HashMap<>())
          .put(row[1], Double.parseDouble(row[2]));
    }
    return shares;
  }
}
