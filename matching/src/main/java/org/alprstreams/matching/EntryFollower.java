package org.alprstreams.matching;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alprstreams.avro.Alert;
import org.alprstreams.avro.HotlistEntry;
import org.alprstreams.matching.hotlist.AlertBook;
import org.alprstreams.matching.optout.Gate;
import org.alprstreams.matching.optout.GateDecision;
import org.alprstreams.schemas.plate.PlateText;

/** Has the alerts of a plate key say what its entries say, and stand while one of them does. */
final class EntryFollower {

  private final AlertBook book;
  private final AlertOutput output;

  EntryFollower(AlertBook book, AlertOutput output) {
    this.book = book;
    this.output = output;
  }

  /**
   * Follows the list. Whole plates and partial ones are two lists, and followed one at a time.
   *
   * @param alerts all alerts of the key that are of this list's entries
   * @param listed the entries that are on the list, by id
   * @param gate asked before an alert is raised: its plate may have been opted out since
   */
  void follow(
      String plateKey,
      Collection<Alert> alerts,
      Map<String, HotlistEntry> listed,
      Gate gate,
      Instant now) {
    Map<String, List<Alert>> byRead = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      Alert after = book.onHotlist(listed, alert, now);
      output.put(plateKey, after);
      byRead.computeIfAbsent(after.getReadId(), read -> new ArrayList<>()).add(after);
    }
    for (List<Alert> ofRead : byRead.values()) {
      book.raisedAgain(plateKey, listed, ofRead, now).stream()
          .filter(alert -> passes(alert, gate))
          .forEach(alert -> output.put(plateKey, alert));
    }
  }

  private static boolean passes(Alert alert, Gate gate) {
    return gate.decide(new PlateText(alert.getPlateText()), alert.getCharacters())
        == GateDecision.PASS;
  }
}
