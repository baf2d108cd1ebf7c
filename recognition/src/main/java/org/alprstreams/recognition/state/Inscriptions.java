package org.alprstreams.recognition.state;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is printed on the plates of the states: names, slogans, web addresses. */
final class Inscriptions {

  private static final List<Inscription> ALL =
      Table.rows("inscriptions.csv", "text", "place", "share", "states").stream()
          .map(Inscriptions::inscription)
          .toList();

  private Inscriptions() {}

  /** Every known inscription. */
  static List<Inscription> all() {
    return ALL;
  }

  private static Inscription inscription(String[] row) {
    Set<String> states = Set.of(row[3].split(" "));
    if (!States.codes().containsAll(states)) {
      throw new IllegalStateException(
          "inscriptions.csv: '%s' names a state that states.csv does not: %s"
              .formatted(row[0], states));
    }
    return new Inscription(
        Inscription.letters(row[0]), bands(row[1]), Double.parseDouble(row[2]), states);
  }

  private static Set<Band> bands(String place) {
    return switch (place) {
      case "top" -> EnumSet.of(Band.TOP);
      case "bottom" -> EnumSet.of(Band.BOTTOM);
      case "both" -> EnumSet.allOf(Band.class);
      default ->
          throw new IllegalStateException(
              "inscriptions.csv: a place is top, bottom or both, not " + place);
    };
  }
}
